package leader_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/leader"
)

// lock is one lock that two replicas share; a replica that is cut off can't
// reach it.
type lock struct {
	mu    sync.Mutex
	owner string
	till  time.Time
}

// view is the lock as one replica reaches it.
type view struct {
	*lock
	off, hangs bool
}

func (v *view) Hold(ctx context.Context, _, owner string, now time.Time, ttl time.Duration) (bool, error) {
	v.mu.Lock()
	if v.hangs {
		v.mu.Unlock()
		<-ctx.Done()
		return false, ctx.Err()
	}
	defer v.mu.Unlock()
	switch {
	case v.off:
		return false, errors.New("store away")
	case v.owner != "" && v.owner != owner && now.Before(v.till):
		return false, nil
	}
	v.owner, v.till = owner, now.Add(ttl)
	return true, nil
}

func (v *view) Free(_ context.Context, _, owner string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.owner == owner && !v.off {
		v.owner = ""
	}
	return nil
}

func (v *view) cut(off bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.off = off
}

func (v *view) hang(hangs bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hangs = hangs
}

// crew counts who leads.
type crew struct {
	mu    sync.Mutex
	leads map[string]int
}

func (c *crew) job(name string) func(context.Context) {
	return func(ctx context.Context) {
		c.add(name, 1)
		<-ctx.Done()
		c.add(name, -1)
	}
}

func (c *crew) add(name string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leads[name] += n
}

func (c *crew) who() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all string
	for _, name := range []string{"a", "b"} {
		for range c.leads[name] {
			all += name
		}
	}
	return all
}

// TestOneReplicaLeads: at any second at most one, and somebody again soon
// after the leader stops, is cut off from the store, or comes back.
func TestOneReplicaLeads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared, c := &lock{}, &crew{leads: map[string]int{}}
		run := func(name string) (*view, func()) {
			v := &view{lock: shared}
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				leader.Elector{Locks: v, Now: time.Now, Log: slog.New(slog.DiscardHandler)}.Run(ctx, "poll", c.job(name))
			}()
			return v, func() { stop(); <-done }
		}
		after := func(d time.Duration, want string) {
			t.Helper()
			for end := time.Now().Add(d); time.Now().Before(end); {
				time.Sleep(100 * time.Millisecond)
				synctest.Wait()
				if who := c.who(); len(who) > 1 {
					t.Fatalf("%q lead at once", who)
				}
			}
			if who := c.who(); who != want {
				t.Fatalf("got leader %q, want %q", who, want)
			}
		}
		a, stopA := run("a")
		after(time.Second, "a")
		_, stopB := run("b")
		after(20*time.Second, "a")
		a.cut(true)
		after(8*time.Second, "b")
		a.cut(false)
		after(20*time.Second, "b")
		stopB()
		after(2*time.Second, "a")
		b, stopB := run("b")
		after(20*time.Second, "a")
		a.hang(true) // cut off from a store that takes the question and never answers
		after(8*time.Second, "b")
		a.hang(false)
		after(20*time.Second, "b")
		b.hang(true)
		after(8*time.Second, "a")
		b.hang(false)
		stopB()
		after(2*time.Second, "a")
		stopA()
		if who := c.who(); who != "" {
			t.Errorf("after both stopped %q still lead", who)
		}
	})
}
