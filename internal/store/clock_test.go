package store_test

import (
	"testing"
	"time"

	"hotro/internal/store"
)

// The clock goes on with the latest caller, and back only with one who is
// further behind than clocks lie apart.
func TestClock(t *testing.T) {
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var c store.Clock
	for _, step := range []struct {
		says, want time.Duration
		back       bool
	}{
		{0, 0, false},
		{time.Minute, time.Minute, false},
		{30 * time.Second, time.Minute, false},
		{24 * time.Hour, 24 * time.Hour, false},
		{2 * time.Minute, 2 * time.Minute, true},
		{2 * time.Minute, 2 * time.Minute, false},
		{0, 2 * time.Minute, false},
		{-time.Second, -time.Second, true},
	} {
		if got := c.See(start.Add(step.says)); got != start.Add(step.says).UnixMilli() {
			t.Errorf("%v: got %d, want the caller's own moment", step.says, got)
		}
		if got := time.UnixMilli(c.Now()).Sub(start); got != step.want {
			t.Errorf("after %v: the clock says %v, want %v", step.says, got, step.want)
		}
		if got := c.SteppedBack(); got != step.back {
			t.Errorf("after %v: stepped back %v, want %v", step.says, got, step.back)
		}
	}
}
