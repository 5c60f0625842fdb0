package bolt

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// onDisk is how often the file was written.
func onDisk(t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := s.db.View(func(tx *bbolt.Tx) error { n = tx.ID(); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func openSynced(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // it may be closed already
	return s
}

// What changes nothing does not wait for the disk: a line that is known already,
// one that the full inbox does not take, a look for work where none is.
func TestWhatWritesNothingCostsNoWrite(t *testing.T) {
	s, now := openSynced(t, filepath.Join(t.TempDir(), "hotro.db")), time.Now()
	for i := range store.MaxInbox {
		if _, err := s.Put(t.Context(), "an", store.Item{ID: fmt.Sprint(i), At: now}, now.Add(company)); err != nil {
			t.Fatal(err)
		}
	}
	before := onDisk(t, s)
	for name, do := range map[string]func() error{
		"a line twice": func() error {
			_, err := s.Put(t.Context(), "an", store.Item{ID: fmt.Sprint(store.MaxInbox - 1), At: now}, now)
			return err
		},
		"a full inbox": func() error {
			if _, err := s.Put(t.Context(), "an", store.Item{ID: "more", At: now}, now); err != store.ErrFull {
				return fmt.Errorf("got %v, want ErrFull", err)
			}
			return nil
		},
		"nothing due": func() error {
			_, _, err := s.TakeOne(t.Context(), "an", now, time.Minute)
			return err
		},
		"no allowance": func() error {
			_, _, err := s.Spend(t.Context(), "bytes", now, store.Allowance{Key: "an", N: 2, Most: 1, In: time.Hour})
			return err
		},
	} {
		if err := do(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := onDisk(t, s); got != before {
			t.Errorf("%s: the file was written %d times", name, got-before)
			before = got
		}
	}
}

// Each write alone is on disk when it returns: none is taken for one that
// writes nothing.
func TestEveryWriteIsWritten(t *testing.T) {
	path, now := filepath.Join(t.TempDir(), "hotro.db"), time.Now()
	s := openSynced(t, path)
	ctx := t.Context()
	l, job := store.Lease{}, store.Job{}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"Put", func() error { _, err := s.Put(ctx, "an", store.Item{ID: "1", At: now}, now); return err }},
		{"TakeOne", func() (err error) { l, _, err = s.TakeOne(ctx, "an", now.Add(time.Second), time.Minute); return err }},
		{"Extend", func() error { return s.Extend(ctx, l, now.Add(time.Hour)) }},
		{"Release", func() error { return s.Release(ctx, l, now) }},
		{"Take", func() error {
			ls, err := s.Take(ctx, now.Add(time.Second), time.Minute, 1)
			if len(ls) == 1 {
				l = ls[0]
			}
			return err
		}},
		{"Commit", func() error {
			_, err := s.Commit(ctx, l, now, store.Change{State: []byte("s"), Out: []store.Out{{Body: []byte("o")}}})
			return err
		}},
		{"NextOne", func() (err error) {
			job, _, err = s.NextOne(ctx, "an", store.LaneUser, now.Add(time.Second), time.Minute, nil)
			return err
		}},
		{"Renew", func() error { return s.Renew(ctx, job, now.Add(time.Hour)) }},
		{"Settle", func() error { _, err := s.Settle(ctx, job, now, store.Settlement{Sent: 1}); return err }},
		{"PutTake", func() error {
			_, _, err := s.PutTake(ctx, "binh", store.Item{ID: "1", At: now}, time.Minute)
			return err
		}},
		{"Count", func() error { _, err := s.Count(ctx, "n"); return err }},
		{"Swap", func() error { _, err := s.Swap(ctx, "k", 0, []byte("v"), 0, now); return err }},
		{"Hold", func() error { _, err := s.Hold(ctx, "lock", "me", now, time.Minute); return err }},
		{"Free", func() error { return s.Free(ctx, "lock", "me") }},
		{"Pace", func() error { _, err := s.Pace(ctx, "p", now, time.Second, 1); return err }},
		{"Spend", func() error {
			_, _, err := s.Spend(ctx, "bytes", now, store.Allowance{Key: "an", N: 1, Most: 9, In: time.Hour})
			return err
		}},
		{"PutBlob", func() error { _, err := s.PutBlob(ctx, store.Blob{Data: []byte("b")}, now, 0); return err }},
		{"DropBlob", func() error { return s.DropBlob(ctx, store.Blob{Data: []byte("b")}.ID()) }},
		{"Health", func() error { _, err := s.Health(ctx); return err }},
	} {
		before := onDisk(t, s)
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if onDisk(t, s) == before {
			t.Errorf("%s: nothing was written", step.name)
		}
	}
}

// Lines that are not to be read yet go to disk with what others write, all of
// one user's with one write of somebody else.
func TestLinesThatMayWaitShareAWrite(t *testing.T) {
	s, now := openSynced(t, filepath.Join(t.TempDir(), "hotro.db")), time.Now()
	before := onDisk(t, s)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			fresh, err := s.Put(t.Context(), "an", store.Item{ID: fmt.Sprint(i), At: now}, now.Add(300*time.Millisecond))
			if err != nil || !fresh {
				t.Errorf("line %d: got fresh %v, error %v", i, fresh, err)
			}
		})
	}
	wg.Wait()
	// A few came after the first had waited; one by one they would be fifty.
	if got := onDisk(t, s) - before; got > 10 {
		t.Errorf("50 lines of one user: got %d writes, want a few", got)
	}
}
