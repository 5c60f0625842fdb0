package zalo_test

import (
	"testing"
	"time"

	"hotro/internal/channels/zalo"
)

func TestWindow(t *testing.T) {
	wrote := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for _, c := range []struct {
		since, free, last time.Duration
	}{
		{0, 2 * day, 7 * day},
		{-time.Minute, 2 * day, 7 * day}, // clocks differ
		{time.Hour, 47 * time.Hour, 7*day - time.Hour},
		{2 * day, 0, 5 * day},
		{7*day - time.Second, 0, time.Second},
		{7 * day, 0, 0},
		{30 * day, 0, 0},
	} {
		if free, last := zalo.Window(wrote, wrote.Add(c.since)); free != c.free || last != c.last {
			t.Errorf("%v after: got %v and %v, want %v and %v", c.since, free, last, c.free, c.last)
		}
	}
	if free, last := zalo.Window(time.Time{}, wrote); free != 0 || last != 0 {
		t.Errorf("never wrote: got %v and %v, want nothing", free, last)
	}
}
