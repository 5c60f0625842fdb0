package bot

import (
	"context"
	"sync"
	"time"

	"hotro/internal/desk"
)

// expectation remembers the desk's estimate of the wait for a moment: a rush
// of hand-offs must not read the whole queue for each of them.
type expectation struct {
	mu  sync.Mutex
	at  time.Time
	est desk.Estimate
}

// freshFor is how long an estimate is good for.
const freshFor = 2 * time.Second

// expect returns the next place in the queue and what people waited lately;
// zeros when nothing is known.
func (b *Bot) expect(ctx context.Context) (place int, median time.Duration) {
	e, now := &b.wait, b.Now()
	if est, ok := e.next(now); ok {
		return est.Place, est.Median
	}
	est, err := b.Desk.Wait(ctx) // not under the lock: a store that hangs must not hold up other turns
	if err != nil {
		return 0, 0
	}
	e.set(now, est)
	return est.Place, est.Median
}

// next is the estimate for one more, if it is fresh: the one before has just
// joined.
func (e *expectation) next(now time.Time) (desk.Estimate, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.at.IsZero() || now.Sub(e.at) > freshFor {
		return desk.Estimate{}, false
	}
	e.est.Place++
	return e.est, true
}

func (e *expectation) set(now time.Time, est desk.Estimate) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.at, e.est = now, est
}
