package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// TestSavingHoldsNobodyUp: while what is saved is read slowly, the store is
// written, read and swept; what was written meanwhile is not in it; and of the
// copy nothing is left, also when a process died over it.
func TestSavingHoldsNobodyUp(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "hotro.db")
	if err := os.WriteFile(path+".saving", []byte("left by who died"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	alone := func(when string) {
		t.Helper()
		if all, err := os.ReadDir(filepath.Dir(path)); err != nil || len(all) != 1 {
			t.Errorf("%s the folder holds %v (%v), want the store alone", when, all, err)
		}
	}
	alone("at the start")
	for _, key := range []string{"a", "b"} {
		if _, err := s.Swap(t.Context(), key, 0, []byte("1"), 0, now); err != nil {
			t.Fatal(err)
		}
	}
	var saved []string
	err = s.Save(t.Context(), func(one store.Saved) error {
		if one.Value == nil {
			return nil
		}
		saved = append(saved, one.Value.Key)
		if one.Value.Key == "a" {
			alone("meanwhile")
			_, err := s.Swap(t.Context(), "b0", 0, []byte("1"), 0, now)
			return errors.Join(err, s.Forget(t.Context(), "web::1"), s.Sweep(t.Context(), now))
		}
		return nil
	})
	if err != nil || len(saved) != 2 {
		t.Errorf("got %v, %v; want a and b", saved, err)
	}
	alone("afterwards")
	if _, _, err := s.Get(t.Context(), "b0"); err != nil {
		t.Errorf("what was written meanwhile: %v", err)
	}
}
