package bot

import (
	"context"
	"sync"
	"time"
)

// expectation remembers the desk's estimate of the wait for a moment: a rush
// of hand-offs must not read the whole queue for each of them.
type expectation struct {
	mu     sync.Mutex
	at     time.Time
	place  int
	median time.Duration
}

// freshFor is how long an estimate is good for.
const freshFor = 2 * time.Second

// expect returns the next place in the queue and what people waited lately;
// zeros when nothing is known.
func (b *Bot) expect(ctx context.Context) (place int, median time.Duration) {
	e := &b.wait
	e.mu.Lock()
	defer e.mu.Unlock()
	if now := b.Now(); e.at.IsZero() || now.Sub(e.at) > freshFor {
		est, err := b.Desk.Wait(ctx)
		if err != nil {
			return 0, 0
		}
		e.at, e.place, e.median = now, est.Place, est.Median
	} else {
		e.place++ // the one before has just joined
	}
	return e.place, e.median
}
