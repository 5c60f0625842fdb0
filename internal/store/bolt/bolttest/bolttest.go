// Package bolttest opens embedded stores for tests.
package bolttest

import (
	"path/filepath"
	"testing"

	"hotro/internal/store/bolt"
)

// Open returns an empty store that is closed when the test ends.
func Open(t testing.TB) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
