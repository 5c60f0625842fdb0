package redis_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// BenchmarkTurn measures whole turns under each way of writing to disk.
func BenchmarkTurn(b *testing.B) {
	for _, fsync := range []string{"no file", "everysec", "always"} {
		settings := []string{"--appendfsync", fsync}
		if fsync == "no file" {
			settings = []string{"--appendonly", "no"}
		}
		server := redistest.Start(b, settings...)
		plain := connect(b, server.Addr)
		for _, workers := range []int{1, 64, 128} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(fsync, " ", "-"), workers), func(b *testing.B) {
				storetest.BenchmarkTurn(b, open(b, server.URL(), plain), workers)
			})
		}
	}
}

// BenchmarkMemory measures what a conversation of twenty turns takes in Redis,
// apart from what a waiting one takes more: 1 kB of state, 20 ids, 40 lines of
// 150 bytes, half of them with a delivery, and 40 message ids.
func BenchmarkMemory(b *testing.B) {
	const turns = 20
	server := redistest.Start(b, "--appendonly", "no")
	s := open(b, server.URL(), connect(b, server.Addr))
	ctx := b.Context()
	used := func() int64 {
		info, err := s.plain.InfoMap(ctx, "memory").Result()
		if err != nil {
			b.Fatal(err)
		}
		var n int64
		if _, err := fmt.Sscan(info["Memory"]["used_memory"], &n); err != nil {
			b.Fatal(err)
		}
		return n
	}
	before, n := used(), 0
	for b.Loop() {
		conv := fmt.Sprint("telegram:7654321098:", 1000000000+n)
		n++
		for i := range turns {
			put(b, s, conv, fmt.Sprint(conv, ":", i))
		}
		l, ok, err := s.TakeOne(ctx, conv, now, time.Minute)
		if err != nil || !ok {
			b.Fatal(ok, err)
		}
		ch := store.Change{State: bytes.Repeat([]byte("s"), 1024), Epoch: 1}
		for seq := int64(1); seq <= 2*turns; seq++ {
			line := store.Entry{Seq: seq, Body: bytes.Repeat([]byte("l"), 150)}
			if seq%2 == 0 {
				line.Delivery = bytes.Repeat([]byte("d"), 70)
			}
			ch.Lines = append(ch.Lines, line)
			ch.Refs = append(ch.Refs, store.Ref{Scope: "user", ID: fmt.Sprint(100000 + seq), Seq: seq})
		}
		if _, err := s.Commit(ctx, l, now, ch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(used()-before)/float64(n), "B/conversation")
}
