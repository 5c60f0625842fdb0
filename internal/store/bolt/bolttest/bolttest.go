// Package bolttest opens embedded stores for tests, and knows where their files
// can be hurt.
package bolttest

import (
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

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

// Used returns how many bytes of a store's file belong to it, as its first pages
// say. bbolt makes the file larger ahead of what it writes: what lies behind is only
// reserved, and a file that lacks it lacks nothing.
func Used(t testing.TB, file []byte) int {
	t.Helper()
	path := filepath.Join(t.TempDir(), "used.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var used int64
	if err := db.View(func(tx *bbolt.Tx) error { used = tx.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	return int(used)
}
