package redis_test

import (
	"errors"
	"testing"
	"time"

	"hotro/internal/store"
)

// forget is a failover to a replica that had nothing.
func (b *bench) forget(t *testing.T) {
	t.Helper()
	if err := b.plain.FlushAll(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}

// received puts one arrival, and takes the conversation in the same step.
func (b *bench) received(t *testing.T, id string) store.Lease {
	t.Helper()
	_, l, err := b.PutTake(t.Context(), "a", store.Item{ID: id, Body: []byte(id), At: now}, time.Minute)
	if err != nil || l == nil {
		t.Fatalf("PutTake %s: got lease %v, %v; want one", id, l, err)
	}
	return *l
}

// A lease that a failover lost is over, also where the new master has counted
// as far again: what its holder writes has nothing to do with what waits there.
func TestALostLeaseIsOver(t *testing.T) {
	s := openMini(t)
	lost := s.received(t, "m1")
	s.forget(t)
	held := s.received(t, "m2")
	fenced := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, store.ErrFenced) {
			t.Errorf("%s with the lost lease: got %v, want %v", what, err, store.ErrFenced)
		}
	}
	commit := func(l store.Lease) error {
		_, err := s.Commit(t.Context(), l, now, said(l.Snapshot))
		return err
	}
	fenced("Extend", s.Extend(t.Context(), lost, now.Add(time.Hour)))
	fenced("Release", s.Release(t.Context(), lost, now))
	fenced("Bury", s.Bury(t.Context(), lost, now, "why"))
	fenced("Commit", commit(lost))
	if err := commit(held); err != nil {
		t.Errorf("Commit of the new lease: %v", err)
	}
	fenced("Commit after another's", commit(lost))
}

// So it is with lanes, whether a job was taken or handed over.
func TestALostJobIsOver(t *testing.T) {
	for name, taken := range map[string]func(*bench) store.Job{
		"taken": func(s *bench) store.Job {
			l := s.received(t, "m1")
			if _, err := s.Commit(t.Context(), l, now, said(l.Snapshot)); err != nil {
				t.Fatal(err)
			}
			j, ok, err := s.NextOne(t.Context(), "a", store.LaneUser, now, time.Minute, nil)
			if err != nil || !ok {
				t.Fatalf("NextOne: got %v %v, want a job", ok, err)
			}
			return j
		},
		"handed": func(s *bench) store.Job {
			l := s.received(t, "m1")
			ch := said(l.Snapshot)
			ch.Hand = time.Minute
			done, err := s.Commit(t.Context(), l, now, ch)
			if err != nil || done.Job == nil {
				t.Fatalf("Commit: got job %v, %v; want one", done.Job, err)
			}
			return *done.Job
		},
	} {
		s := openMini(t)
		lost := taken(s)
		s.forget(t)
		held := taken(s)
		settle := func(j store.Job) error {
			_, err := s.Settle(t.Context(), j, now, store.Settlement{Sent: 1})
			return err
		}
		fenced := func(what string, err error) {
			t.Helper()
			if !errors.Is(err, store.ErrFenced) {
				t.Errorf("%s: %s with the lost job: got %v, want %v", name, what, err, store.ErrFenced)
			}
		}
		_, err := s.Check(t.Context(), lost)
		fenced("Check", err)
		fenced("Renew", s.Renew(t.Context(), lost, now.Add(time.Hour)))
		fenced("Settle", settle(lost))
		if err := settle(held); err != nil {
			t.Errorf("%s: Settle of the new job: %v", name, err)
		}
		fenced("Settle after another's", settle(lost))
	}
}

// A value that a failover lost is not taken for the one in its place.
func TestALostValueIsStale(t *testing.T) {
	s := openMini(t)
	swap := func(version int64, val string) (int64, error) {
		return s.Swap(t.Context(), "k", version, []byte(val), 0, now)
	}
	lost, err := swap(0, "mine")
	if err != nil {
		t.Fatal(err)
	}
	s.forget(t)
	if _, err := swap(0, "theirs"); err != nil {
		t.Fatal(err)
	}
	if _, err := swap(lost, "mine again"); !errors.Is(err, store.ErrStale) {
		t.Errorf("Swap with the version of a lost value: got %v, want %v", err, store.ErrStale)
	}
}
