package store

import "testing"

func TestFilesLeaveRoomForWords(t *testing.T) {
	for _, c := range []struct {
		room Room
		n    int
		want bool
	}{
		{Room{}, 1 << 30, true}, // nobody can tell
		{Room{Used: 600, Size: 1000}, 100, true},
		{Room{Used: 600, Size: 1000}, 101, false},
		{Room{Used: 900, Size: 1000}, 0, false},
	} {
		if got := c.room.Fits(c.n); got != c.want {
			t.Errorf("%+v and a file of %d: got %v, want %v", c.room, c.n, got, c.want)
		}
	}
	full, empty := Room{Used: 9, Size: 10}, Room{Used: 50, Size: 100}
	for _, c := range []struct{ a, b, want Room }{{full, empty, full}, {empty, full, full}, {Room{}, empty, empty}, {empty, Room{}, empty}} {
		if got := c.a.Fuller(c.b); got != c.want {
			t.Errorf("the fuller of %+v and %+v: got %+v", c.a, c.b, got)
		}
	}
}
