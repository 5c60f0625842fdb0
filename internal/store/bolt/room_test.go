package bolt_test

import (
	"testing"

	"hotro/internal/store/bolt/bolttest"
)

func TestRoomIsThatOfTheDisk(t *testing.T) {
	r, err := bolttest.Open(t).Room(t.Context())
	if err != nil || r.Used < 0 || r.Used > r.Size {
		t.Errorf("got %+v, %v; want a part of the disk, or nothing where there is ample space", r, err)
	}
}
