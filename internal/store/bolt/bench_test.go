package bolt_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// A million is what docs/performance.md speaks of; it takes some minutes and 3 GB.
var conversations = flag.Int("conversations", 20_000, "how many conversations BenchmarkOpen stores")

// BenchmarkOpen is a start on a file of many conversations, of ten lines each:
// "closed" after one that was closed in order, "killed" after one that was not.
// cpu-ms is what it took until Open returned.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "hotro.db")
	fill(b, path, *conversations)
	reopen := func(b *testing.B, noSync bool) {
		used := 0.0
		for b.Loop() {
			before := cpu(b)
			s, err := bolt.Open(path, bolt.Options{NoSync: noSync})
			if err != nil {
				b.Fatal(err)
			}
			used += cpu(b) - before
			b.StopTimer()
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		b.ReportMetric(used/float64(b.N)/1e6, "cpu-ms/op")
	}
	b.Run("killed", func(b *testing.B) { reopen(b, true) }) // without waiting for the disk no mark is left
	s, err := bolt.Open(path, bolt.Options{Quick: 1 << 40})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("closed", func(b *testing.B) { reopen(b, false) })
}

// fill makes a store of n conversations.
func fill(b *testing.B, path string, n int) {
	s, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	state, line := make([]byte, 800), make([]byte, 200)
	var wg sync.WaitGroup
	const writers = 256
	for w := range writers {
		wg.Go(func() {
			for i := w; i < n; i += writers {
				c := &store.SavedConv{Name: fmt.Sprintf("telegram:7:%d", 1_000_000+i), State: state, Version: 9, Epoch: 1, Last: 10, Ring: make([]byte, 64), Ends: store.Millis(now) + 1<<32}
				for seq := range int64(10) {
					c.Lines = append(c.Lines, store.Entry{Seq: seq + 1, Body: line})
				}
				if err := s.Restore(context.Background(), now, store.Saved{Conv: c}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// cpu is what the process has used, in nanoseconds.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}
