package redis_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"hotro/internal/store"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// lossy is a network that can lose an answer to come (1: the next): the server
// has done what it was asked, and the connection breaks before it is told.
type lossy struct {
	lose  atomic.Int32
	every atomic.Int32 // lose one answer of so many; 0: none
	heard atomic.Int32
}

func (l *lossy) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, network, addr)
	return &lossyConn{c, l}, err
}

type lossyConn struct {
	net.Conn
	net *lossy
}

func (c *lossyConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err == nil && c.net.lose.Load() > 0 && c.net.lose.Add(-1) == 0 {
		_ = c.Close()
		return 0, io.EOF
	}
	if every := c.net.every.Load(); err == nil && every > 0 && c.net.heard.Add(1)%every == 0 {
		_ = c.Close()
		return 0, io.EOF
	}
	return n, err
}

// overLossy opens a store that knows its scripts, over a wire on which nothing is
// lost yet.
func overLossy(t *testing.T) (*redis.Store, *lossy) {
	t.Helper()
	wire := &lossy{}
	s, err := redis.Open(t.Context(), "redis://"+miniredis.RunT(t).Addr(), redis.Options{Dialer: wire.dial})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // what a test wants of closing, it asks for
	warm(t.Context(), t, s)
	return s, wire
}

// Of a hundred answers two are lost: every turn is taken, committed and sent at
// its first try, and the longest waits for a few looks at the store, not for a
// lease to run out.
func TestTurnsWithOneAnswerInFiftyLost(t *testing.T) {
	s, wire := overLossy(t)
	wire.every.Store(50)
	ctx, lost := t.Context(), 0
	const look = 250 * time.Millisecond
	for i := range 400 {
		conv, at := fmt.Sprint("c", i), now
		until := func(what string, do func() (bool, error)) {
			t.Helper()
			for ; ; at = at.Add(look) {
				ok, err := do()
				switch {
				case err == nil && ok, errors.Is(err, store.ErrDone):
					return
				case err == nil:
					t.Fatalf("%s of %s: got nothing, want what is due", what, conv)
				}
				lost++
			}
		}
		until("Put", func() (bool, error) {
			_, err := s.Put(ctx, conv, store.Item{ID: "m", At: at}, at)
			return err == nil, err
		})
		var l store.Lease
		until("TakeOne", func() (ok bool, err error) { l, ok, err = s.TakeOne(ctx, conv, at, 10*time.Second); return ok, err })
		until("Commit", func() (bool, error) { _, err := s.Commit(ctx, l, at, said(l.Snapshot)); return err == nil, err })
		var j store.Job
		until("NextOne", func() (ok bool, err error) {
			j, ok, err = s.NextOne(ctx, conv, store.LaneUser, at, 10*time.Second, nil)
			return ok, err
		})
		until("Settle", func() (bool, error) {
			_, err := s.Settle(ctx, j, at, store.Settlement{Sent: 1})
			return err == nil, err
		})
		if took := at.Sub(now); l.Tries != 1 || j.Tries != 1 || took >= 2*time.Second {
			t.Fatalf("%s: got tries %d and %d after %v, want the first of each within two seconds", conv, l.Tries, j.Tries, took)
		}
	}
	if lost < 20 {
		t.Errorf("%d answers were lost, want some dozens", lost)
	}
	t.Logf("400 turns, %d answers lost", lost)
}

// Answers that go together are lost together, those to several askings for the
// same conversation among them: each lease comes back at once, at its first try.
func TestLeasesWhoseAnswersWereLostTogether(t *testing.T) {
	s, wire := overLossy(t)
	const convs = 20
	for i := range convs {
		if _, err := s.Put(t.Context(), fmt.Sprint("c", i), store.Item{ID: "m", At: now}, now); err != nil {
			t.Fatal(err)
		}
	}
	wire.every.Store(1)
	var wg sync.WaitGroup
	for i := range 3 * convs {
		wg.Go(func() {
			if l, ok, err := s.TakeOne(t.Context(), fmt.Sprint("c", i%convs), now, 10*time.Second); err == nil {
				t.Errorf("got %+v %v, want a lost answer", l, ok)
			}
		})
	}
	wg.Wait()
	wire.every.Store(0)
	taken := map[string]int{}
	for range 4 {
		ls, err := s.Take(t.Context(), now, 10*time.Second, 5*convs)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range ls {
			if l.Conv == "w" {
				continue // what warm left
			}
			if taken[l.Conv]++; l.Tries != 1 || taken[l.Conv] > 1 {
				t.Errorf("%s: got try %d, taken %d times; want its first try, once", l.Conv, l.Tries, taken[l.Conv])
			}
		}
	}
	if len(taken) != convs {
		t.Errorf("%d of %d conversations came back, want all", len(taken), convs)
	}
}

// The caller of an operation whose answer was lost gets an error and asks
// again; that tells that it was done, and has no further effect.
func TestLostAnswers(t *testing.T) {
	s, wire := overLossy(t)
	play(t.Context(), t, s, wire)
}

// play runs a conversation in which the answer of every write is lost once.
func play(ctx context.Context, t *testing.T, s *redis.Store, wire *lossy) {
	t.Helper()
	again := func(what string, want error, do func() error) {
		t.Helper()
		wire.lose.Store(1)
		if what == "DeadRetry" {
			wire.lose.Store(2) // it asks first whose letter it is
		}
		if err := do(); err == nil || want != nil && errors.Is(err, want) {
			t.Fatalf("%s: got %v though the answer was lost, want the network's error", what, err)
		}
		if err := do(); !errors.Is(err, want) {
			t.Fatalf("%s again: got error %v, want %v", what, err, want)
		}
	}
	fresh := true
	again("Put", nil, func() (err error) {
		fresh, err = s.Put(ctx, "a", store.Item{ID: "m1", At: now}, now)
		return err
	})
	if fresh {
		t.Error("Put again: got fresh, want known")
	}
	var l store.Lease
	var ok bool
	again("TakeOne", nil, func() (err error) { l, ok, err = s.TakeOne(ctx, "a", now, time.Minute); return err })
	if !ok || len(l.Items) != 1 || l.Tries != 1 {
		t.Fatalf("TakeOne again: got %v with %d items at try %d, want the lease with one item at the first", ok, len(l.Items), l.Tries)
	}
	again("Extend", nil, func() error { return s.Extend(ctx, l, now.Add(time.Hour)) })
	again("Commit", store.ErrDone, func() error { _, err := s.Commit(ctx, l, now, said(l.Snapshot)); return err })
	var j store.Job
	again("NextOne", nil, func() (err error) {
		j, ok, err = s.NextOne(ctx, "a", store.LaneUser, now, time.Minute, nil)
		return err
	})
	if !ok || len(j.Outs) != 1 || j.Tries != 1 {
		t.Fatalf("NextOne again: got %v with %d replies at try %d, want the job with one reply at the first", ok, len(j.Outs), j.Tries)
	}
	again("Settle", store.ErrDone, func() error { _, err := s.Settle(ctx, j, now, store.Settlement{Sent: 1}); return err })
	snap, err := s.Load(ctx, "a")
	if err != nil || snap.Version != 1 || snap.Lines != 1 {
		t.Fatalf("Load: got %+v %v, want version 1 with one line", snap, err)
	}
	again("Apply", store.ErrDone, func() error { return s.Apply(ctx, snap, now, "staff1", said(snap)) })
	if _, err := s.Put(ctx, "b", store.Item{ID: "m1", At: now}, now); err != nil {
		t.Fatal(err)
	}
	l, _, err = s.TakeOne(ctx, "b", now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	again("Bury", store.ErrDone, func() error { return s.Bury(ctx, l, now, "x") })
	dead, err := s.DeadList(ctx, 10)
	if err != nil || len(dead) != 1 {
		t.Fatalf("DeadList: got %d, %v; want 1", len(dead), err)
	}
	again("DeadRetry", store.ErrNotFound, func() error { return s.DeadRetry(ctx, dead[0].ID, now) })
	l, _, err = s.TakeOne(ctx, "b", now, time.Minute)
	if err != nil || len(l.Items) != 1 {
		t.Fatalf("TakeOne: got %d items %v, want 1", len(l.Items), err)
	}
	again("Release", store.ErrDone, func() error { return s.Release(ctx, l, now) })
	again("Swap", store.ErrStale, func() error { _, err := s.Swap(ctx, "k", 0, []byte("x"), 0, now); return err })
	again("Hold", nil, func() error { _, err := s.Hold(ctx, "l", "me", now, time.Minute); return err })
	again("Forget", nil, func() error { return s.Forget(ctx, "a") })
}

// warm makes the server know every script, so that an answer lost is that of
// the script and not of a hash it did not know.
func warm(ctx context.Context, t *testing.T, s *redis.Store) {
	t.Helper()
	none := store.Lease{Snapshot: store.Snapshot{Conv: "w"}, Token: 99}
	job := store.Job{Conv: "w", Lane: store.LaneUser, Token: 99}
	_, err := s.Put(ctx, "w", store.Item{ID: "m", At: now}, now)
	l, _, err1 := s.TakeOne(ctx, "w", now, time.Minute)
	err = errors.Join(err, s.Bury(ctx, l, now, "x"))
	dead, err4 := s.DeadList(ctx, 1)
	for _, d := range dead {
		err = errors.Join(err, s.DeadRetry(ctx, d.ID, now))
	}
	_, _ = s.Commit(ctx, none, now, store.Change{})
	_, _ = s.Settle(ctx, job, now, store.Settlement{})
	_, _, err2 := s.NextOne(ctx, "w", store.LaneUser, now, time.Minute, nil)
	_, _ = s.Extend(ctx, none, now), s.Release(ctx, none, now)
	_ = s.Apply(ctx, store.Snapshot{Conv: "w", Version: 7}, now, "", store.Change{})
	_, _ = s.Swap(ctx, "w", 9, nil, 0, now)
	_, err3 := s.Hold(ctx, "w", "me", now, time.Minute)
	if err := errors.Join(err, err1, err2, err3, err4, s.Forget(ctx, "w")); err != nil {
		t.Fatal(err)
	}
}

// What was acknowledged before a kill -9 of the server is there afterwards,
// and the store works on without being opened again.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	const workers, enough = 8, 200
	server := redistest.Start(t)
	s := open(t, server.URL(), connect(t, server.Addr))
	var acked []string
	for round := range 3 {
		var wg sync.WaitGroup
		done := make(chan string, enough)
		for w := range workers {
			wg.Go(func() {
				for i := 0; ; i++ {
					conv := fmt.Sprintf("%d-%d-%d", round, w, i)
					if _, err := s.Put(t.Context(), conv, store.Item{ID: "m", At: now}, now); err != nil {
						return
					}
					done <- conv
				}
			})
		}
		go func() { wg.Wait(); close(done) }()
		n := 0
		for conv := range done {
			acked = append(acked, conv)
			if n++; n == enough {
				server.Kill()
			}
		}
		server.Restart()
	}
	for _, conv := range acked {
		if put(t, s, conv, "m") {
			t.Fatalf("%s: got fresh, want known: it was acknowledged and is lost", conv)
		}
	}
	t.Logf("3 kills, %d acknowledged, none lost", len(acked))
}

func TestErrorsHoldNoPassword(t *testing.T) {
	m := miniredis.RunT(t)
	m.RequireAuth("correct")
	for _, url := range []string{
		"redis://:s3cret@" + m.Addr(), "redis://:s3cret@127.0.0.1:1", "redis://:s3cret@host:port", "s3cret", "redis://s3cret@x",
		"redis://u:s3cret@%zz", "redis://:s3cret@h/0?s3cret=1", "redis+cluster://:s3cret@h/1", "redis+sentinel://:s3cret@h", "http://:s3cret@h",
	} {
		_, err := redis.Open(t.Context(), url, redis.Options{Wait: time.Millisecond})
		if err == nil {
			t.Fatalf("%s: got no error, want one", url)
		}
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("error: got %q, want it without the password", err)
		}
	}
}
