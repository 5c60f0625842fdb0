package store

import (
	"sync/atomic"
	"time"
)

// Skew is how far the clocks of callers may lie apart. A moment that lies
// further ahead than it can was written by a clock that went wrong.
const Skew = 2 * time.Minute

// SweepGrace is how long Sweep leaves alone what has run out, so that a clock
// that is a day ahead for a while destroys nothing: it is only not shown.
const SweepGrace = 25 * time.Hour

// Clock is the present moment by what callers say: it is for questions that
// come without one. It goes on with the latest, and follows a caller who is
// more than Skew behind, so that a clock that was ahead for a while and was put
// right hides nothing. The zero value is ready; safe for concurrent use.
type Clock struct {
	latest  atomic.Int64
	stepped atomic.Bool
}

// See notes the caller's present moment and returns it as stored.
func (c *Clock) See(now time.Time) int64 {
	ms := Millis(now)
	for {
		old := c.latest.Load()
		back := ms < old-Skew.Milliseconds()
		if ms <= old && !back {
			return ms
		}
		if c.latest.CompareAndSwap(old, ms) {
			if back {
				c.stepped.Store(true)
			}
			return ms
		}
	}
}

// Now returns the present moment as stored.
func (c *Clock) Now() int64 { return c.latest.Load() }

// SteppedBack reports, once, that the clock was put back: what was put off by
// the clock that was ahead is to be looked for.
func (c *Clock) SteppedBack() bool { return c.stepped.Load() && c.stepped.Swap(false) }

// Latest returns the latest moment that something put off for now can be put
// off until.
func Latest(now int64) int64 { return now + Skew.Milliseconds() }
