package redis

import "testing"

// A replica that has left is counted for ten seconds more, from when it was
// missed; each master has replicas of its own.
func TestFollowers(t *testing.T) {
	var f followers
	for i, c := range []struct {
		history string
		online  int
		want    int // of them are needed
		second  int
	}{
		{"a", 3, 3, 0},
		{"a", 2, 3, 100}, // missed now, whenever it left
		{"b", 1, 1, 101},
		{"a", 2, 3, 109},
		{"a", 1, 3, 110}, // another
		{"a", 1, 3, 120},
		{"b", 2, 2, 120},
		{"a", 1, 1, 121},
		{"a", 2, 2, 122},
		{"a", 1, 2, 123},
		{"a", 1, 2, 60}, // the clock was put right
		{"a", 1, 2, 70},
		{"a", 2, 2, 70}, // back
		{"a", 0, 2, 90},
		{"a", 0, 0, 101},
	} {
		if got := f.need(c.history, c.online, int64(c.second)*1000); got != c.want {
			t.Errorf("look %d: of %s %d follow: got %d needed, want %d", i, c.history, c.online, got, c.want)
		}
	}
}
