package storetest

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/store"
)

// BenchmarkTurn measures whole durable turns, from arrival to a sent reply:
// Put, TakeOne, Commit, NextOne, Settle, with as many conversations at once
// as there are workers.
func BenchmarkTurn(b *testing.B, s Store, workers int) {
	var n atomic.Int64
	var wg sync.WaitGroup
	state := bytes.Repeat([]byte("s"), 1024)
	b.ResetTimer()
	for w := range workers {
		wg.Go(func() {
			for {
				i := n.Add(1)
				if i > int64(b.N) {
					return
				}
				if err := oneTurn(b, s, fmt.Sprintf("telegram:7:%d", w), i, state); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
}

func oneTurn(b *testing.B, s Store, conv string, i int64, state []byte) error {
	ctx, now := b.Context(), start.Add(time.Duration(i)*time.Second)
	if _, err := s.Put(ctx, conv, store.Item{ID: fmt.Sprint(i), Body: state[:120], At: now}, now); err != nil {
		return err
	}
	l, ok, err := s.TakeOne(ctx, conv, now, time.Minute)
	if err != nil || !ok {
		return fmt.Errorf("take %s: %v %w", conv, ok, err)
	}
	heard, said := l.Lines+1, l.Lines+2
	_, err = s.Commit(ctx, l, now, store.Change{
		State: state, Epoch: 1,
		Lines: []store.Entry{{Seq: heard, Body: state[:150]}, {Seq: said, Body: state[:250], Delivery: state[:40]}},
		Out:   []store.Out{{Seq: said, Body: state[:200], Fence: 1}},
		Refs:  []store.Ref{{Scope: "user", ID: fmt.Sprint(i), Seq: heard}},
	})
	if err != nil {
		return err
	}
	j, ok, err := s.NextOne(ctx, conv, store.LaneUser, now, time.Minute, nil)
	if err != nil || !ok {
		return fmt.Errorf("next %s: %v %w", conv, ok, err)
	}
	_, err = s.Settle(ctx, j, now, store.Settlement{Sent: len(j.Outs), Marks: []store.Entry{{Seq: said, Delivery: state[:40]}}})
	return err
}
