package bolt_test

import (
	"path/filepath"
	"testing"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/storetest"
)

func open(t testing.TB, o bolt.Options) *bolt.Store {
	t.Helper()
	o.Retention = storetest.Retention
	s, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), o)
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

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		asks := &store.Asks{}
		return &breaking{Store: open(t, bolt.Options{NoSync: true, Asks: asks}), asks: asks}
	})
}

func TestBlobs(t *testing.T) {
	storetest.RunBlobs(t, func(t *testing.T) storetest.Blobs { return open(t, bolt.Options{NoSync: true}) })
}
