package bolt

import (
	"errors"
	"testing"

	"hotro/internal/store"
)

// TestAFullDiskIsUnfit: a store whose file can't grow takes no work, though
// what stands there could be written again.
func TestAFullDiskIsUnfit(t *testing.T) {
	for _, c := range []struct {
		disk store.Room
		full bool
	}{
		{store.Room{}, false}, // ample space
		{store.Room{Used: 11 << 20, Size: 12 << 20}, false},
		{store.Room{Used: 12<<20 - 4096, Size: 12 << 20}, true},
		{store.Room{Used: 12 << 20, Size: 12 << 20}, true},
	} {
		err := tight(c.disk)
		if unfit := new(store.Unfit); errors.As(err, &unfit) != c.full {
			t.Errorf("%+v: got %v, want it unfit: %v", c.disk, err, c.full)
		}
	}
}
