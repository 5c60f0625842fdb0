package bolt

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// TestSweepGoesOnWhereItWas: what has run out goes, however much of it stands
// between what has not, and nothing is looked at again with every batch.
func TestSweepGoesOnWhereItWas(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "hotro.db"), Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	const n = 3*sweepStep + 10
	for i := range n {
		for kind, keep := range map[string]time.Duration{"short": time.Minute, "long": 100 * time.Hour} {
			if _, err := s.Swap(t.Context(), fmt.Sprintf("%04d %s", i, kind), 0, []byte("v"), keep, noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	later := noon.Add(50 * time.Hour)
	ms, at, batches, found := s.see(later), entry{}, 0, 0
	for {
		some, err := view(t.Context(), s, func(tx *bbolt.Tx) (doomed, error) { return s.doomed(tx, ms, at) })
		if err != nil {
			t.Fatal(err)
		}
		if len(some.keys) == 0 {
			break
		}
		for _, k := range some.keys[1:] {
			if k.list == at.list && string(k.rest) <= string(at.rest) {
				t.Fatalf("batch %d begins anew: %q behind %q", batches, k.rest, at.rest)
			}
		}
		batches, found = batches+1, found+len(some.keys)
		if err := change(t.Context(), s, func(tx *bbolt.Tx) error { return s.drop(tx, some, ms) }); err != nil {
			t.Fatal(err)
		}
		at = some.next
	}
	if found != n || batches != 4 {
		t.Errorf("%d entries in %d batches, want %d in 4", found, batches, n)
	}
	if err := s.Sweep(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		for kind, want := range map[string]bool{"short": false, "long": true} {
			_, version, err := s.Get(t.Context(), fmt.Sprintf("%04d %s", i, kind))
			if err != nil && !errors.Is(err, store.ErrNotFound) || (version > 0) != want {
				t.Fatalf("%s value %d: there %v (%v), want %v", kind, i, version > 0, err, want)
			}
		}
	}
}
