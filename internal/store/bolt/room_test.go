package bolt_test

import (
	"path/filepath"
	"testing"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// TestRoomIsThatOfTheDisk: a store is as full as its disk, but for one that is
// opened for tests.
func TestRoomIsThatOfTheDisk(t *testing.T) {
	for _, forTests := range []bool{false, true} {
		s, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: forTests})
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Room(t.Context())
		if err != nil || r.Used < 0 || r.Used > r.Size || forTests && r != (store.Room{}) {
			t.Errorf("for tests %v: got %+v, %v; want a part of the disk, or nothing where there is ample space", forTests, r, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
