package bot

import (
	"context"
	"sync"
	"time"

	"hotro/internal/desk"
)

// estimateCache remembers the desk's estimate of the wait for a moment: a rush
// of hand-offs must not read the whole queue for each of them.
type estimateCache struct {
	mu  sync.Mutex
	at  time.Time
	est desk.Estimate
}

// freshFor is how long an estimate is good for.
const freshFor = 2 * time.Second

// expectedWait returns the next place in the queue and what people waited lately;
// zeros when nothing is known.
func (b *Bot) expectedWait(ctx context.Context) (place int, median time.Duration) {
	e, now := &b.estimates, b.Now()
	if est, ok := e.take(now); ok {
		return est.Place, est.Median
	}
	est, err := b.Queue.Wait(ctx) // not under the lock: a store that hangs must not hold up other turns
	if err != nil {
		return 0, 0
	}
	e.set(now, est)
	return est.Place, est.Median
}

// take is the estimate, if it is fresh.
func (e *estimateCache) take(now time.Time) (desk.Estimate, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.at.IsZero() || now.Sub(e.at) > freshFor {
		return desk.Estimate{}, false
	}
	return e.est, true
}

// joined counts one more in the queue: whoever comes next stands behind.
func (e *estimateCache) joined() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.est.Place++
}

func (e *estimateCache) set(now time.Time, est desk.Estimate) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.at, e.est = now, est
}

// forget has the queue counted anew: somebody has left it.
func (e *estimateCache) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.at = time.Time{}
}
