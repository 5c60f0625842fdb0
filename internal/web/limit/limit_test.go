package limit

import (
	"fmt"
	"testing"
	"time"
)

func TestTakeRefillsOneTokenAtATime(t *testing.T) {
	l, now := New(time.Second, 3), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range 3 {
		if _, ok := l.Take("a", now); !ok {
			t.Fatalf("take %d: refused within the burst", i+1)
		}
	}
	if wait, ok := l.Take("a", now); ok || wait != time.Second {
		t.Errorf("fourth take: got wait %v, ok %v; want 1s, false", wait, ok)
	}
	if !l.Exhausted("a", now) || l.Exhausted("b", now) {
		t.Errorf("spent: got a %v, b %v; want true, false", l.Exhausted("a", now), l.Exhausted("b", now))
	}
	if _, ok := l.Take("b", now); !ok {
		t.Error("one key's tokens were taken by another")
	}
	if _, ok := l.Take("a", now.Add(time.Second)); !ok {
		t.Error("no token after the time of one")
	}
}

func TestLimiterForgetsOldKeys(t *testing.T) {
	l, now := New(time.Hour, 1), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range maxKeys + 10 {
		l.Take(fmt.Sprint(i), now)
	}
	if n := l.full.Len(); n != maxKeys {
		t.Errorf("got %d keys remembered, want %d", n, maxKeys)
	}
}
