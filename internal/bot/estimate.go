package bot

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"hotro/internal/desk"
)

// estimateCache remembers the desk's estimate of the wait for a moment: a rush
// of hand-offs must not read the whole queue for each of them.
type estimateCache struct {
	reads singleflight.Group

	mu  sync.Mutex
	at  time.Time
	est desk.Estimate
	// places were taken by conversations whose turns are not committed yet: a
	// second try of a turn has the place of the first.
	places map[string]int
}

// freshFor is how long an estimate is good for.
const freshFor = 2 * time.Second

// expectedWait takes the next place in the queue, and returns it with what people
// waited lately; zeros when nothing is known. Who comes in the same moment stands
// behind. The queue is read once for all who wait for it, and not under the lock:
// a store that hangs must not hold up other turns.
func (b *Bot) expectedWait(ctx context.Context, conv string) (place int, median time.Duration) {
	e := &b.estimates
	if place, median, ok := e.take(b.Now(), conv); ok {
		return place, median
	}
	if !b.readQueue(ctx) {
		return 0, 0
	}
	place, median, _ = e.take(b.Now(), conv)
	return place, median
}

// placeOf is where a ticket stands among those that wait, from 1; 0 when that is not
// known.
func (b *Bot) placeOf(ctx context.Context, number int64) int {
	for range 2 {
		if !b.readQueue(ctx) {
			return 0
		}
		if place := b.estimates.placeOf(number); place > 0 {
			return place
		}
		b.estimates.forget() // it came after the queue was read
	}
	return 0
}

func (e *estimateCache) placeOf(number int64) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.est.Places[number]
}

// readQueue reads the queue unless that was done a moment ago, once for all who want
// it, and reports whether it is known.
func (b *Bot) readQueue(ctx context.Context) bool {
	e := &b.estimates
	_, err, _ := e.reads.Do("", func() (any, error) {
		if e.fresh(b.Now()) {
			return nil, nil // read since we looked
		}
		est, err := b.Queue.Wait(ctx)
		if err == nil {
			e.set(b.Now(), est)
		}
		return nil, err
	})
	return err == nil
}

// take takes a place, if the estimate is fresh.
func (e *estimateCache) take(now time.Time, conv string) (place int, median time.Duration, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.isFresh(now) {
		return 0, 0, false
	}
	place, again := e.places[conv]
	if !again {
		place = e.est.Place
		e.places[conv] = place
		e.est.Place++
	}
	return place, e.est.Median, true
}

func (e *estimateCache) fresh(now time.Time) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.isFresh(now)
}

func (e *estimateCache) isFresh(now time.Time) bool {
	return !e.at.IsZero() && now.Sub(e.at) <= freshFor
}

func (e *estimateCache) set(now time.Time, est desk.Estimate) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.at, e.est, e.places = now, est, map[string]int{}
}

// settled notes that the turn of a conversation is committed.
func (e *estimateCache) settled(conv string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.places, conv)
}

// forget has the queue counted anew: somebody has left it.
func (e *estimateCache) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.at = time.Time{}
}
