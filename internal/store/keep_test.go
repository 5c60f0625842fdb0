package store_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/store"
)

func TestKeep(t *testing.T) {
	const lease = 9 * time.Second
	away := errors.New("away")
	for _, c := range []struct {
		name  string
		work  time.Duration
		fails map[int]error // by renewal, counted from 1
		want  int
	}{
		{"short work is not renewed", 2 * time.Second, nil, 0},
		{"long work is renewed every third", 10 * time.Second, nil, 3},
		{"a failure is tried again", 10 * time.Second, map[int]error{1: away}, 3},
		{"a lost lease is not", 10 * time.Second, map[int]error{2: store.ErrFenced}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := 0
				stop := store.Keep(t.Context(), lease, func(context.Context) error { n++; return c.fails[n] })
				time.Sleep(c.work)
				stop()
				time.Sleep(time.Minute)
				synctest.Wait()
				if n != c.want {
					t.Errorf("got %d renewals, want %d", n, c.want)
				}
			})
		})
	}
}
