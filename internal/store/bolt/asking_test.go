package bolt_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// leaving ends as soon as the writer has looked whether it did: its caller is
// gone before the answer, and what was asked for is done.
type leaving struct {
	context.Context
	errs, dones atomic.Int32
	looked      chan struct{}
}

func (l *leaving) Err() error {
	if l.errs.Add(1) == 2 { // the first is the caller's
		close(l.looked)
		return nil
	}
	if l.dones.Load() > 1 {
		return context.Canceled
	}
	return nil
}

func (l *leaving) Done() <-chan struct{} {
	if l.dones.Add(1) == 1 { // handing it over
		return nil
	}
	<-l.looked
	return l.looked
}

// A lease that was given to somebody who had left is there for the next who
// asks, and need not run out.
func TestALeaseNobodyHeardOfIsGivenAgain(t *testing.T) {
	s := open(t, bolt.Options{NoSync: true})
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i := range 1000 {
		conv := fmt.Sprint("c", i)
		if _, err := s.Put(t.Context(), conv, store.Item{ID: "m1", At: now}, now); err != nil {
			t.Fatal(err)
		}
		_, _, err := s.TakeOne(&leaving{Context: t.Context(), looked: make(chan struct{})}, conv, now, time.Minute)
		if err == nil {
			continue // the answer was quicker
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		l, ok, err := s.TakeOne(t.Context(), conv, now, time.Minute)
		if err != nil || !ok || l.Tries != 1 {
			t.Fatalf("asked again: got %v at try %d, %v; want the lease at its first try", ok, l.Tries, err)
		}
		return
	}
	t.Fatal("no answer was lost")
}
