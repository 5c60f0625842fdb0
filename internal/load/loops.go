package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// closed has so many users at once, each of whom waits for its reply. drive
// ends the sending, ctx the waiting.
func (r *run) closed(drive, ctx context.Context) {
	var wg sync.WaitGroup
	var walks atomic.Uint64
	for i := range r.ph.Users {
		wg.Go(func() {
			if !pause(drive, r.ph.Ramp*time.Duration(i)/time.Duration(r.ph.Users)) {
				return
			}
			for drive.Err() == nil {
				w := r.newWalker(walks.Add(1))
				for more := true; more && r.think(drive); {
					more = r.step(ctx, w, time.Now())
				}
			}
		})
	}
	wg.Wait()
}

// think waits as a user does before a line.
func (r *run) think(drive context.Context) bool {
	if r.ph.Think == 0 {
		return drive.Err() == nil
	}
	return pause(drive, r.ph.Think/2+rand.N(r.ph.Think))
}

// pause waits; false when it was ended.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// mostInFlight bounds an open loop whose program does not answer; lines beyond
// wait, and their waiting counts.
const mostInFlight = 8192

// open sends lines at their times, whoever has been answered: of those on a
// walk the one that has waited longest goes on, and where all wait for replies
// somebody new comes.
func (r *run) open(drive, ctx context.Context) {
	var wg sync.WaitGroup
	idle := make(chan *walker, mostInFlight)
	room := make(chan struct{}, mostInFlight)
	walks := uint64(0)
	for due := time.Now(); pause(drive, time.Until(due)); due = due.Add(r.gap()) {
		room <- struct{}{}
		var w *walker
		select {
		case w = <-idle:
		default:
			walks++
			w = r.newWalker(walks)
		}
		wg.Go(func() {
			defer func() { <-room }()
			if r.step(ctx, w, due) {
				select {
				case idle <- w:
				default:
				}
			}
		})
	}
	wg.Wait()
}

// gap is the time between two lines of an open loop.
func (r *run) gap() time.Duration {
	rate := r.ph.Rate
	if done := time.Since(r.begun); done < r.ph.Ramp {
		rate *= max(0.05, float64(done)/float64(r.ph.Ramp))
	}
	return time.Duration(float64(time.Second) / rate)
}

// show writes a line a second about how it goes.
func (r *run) show(drive context.Context) {
	if r.ph.Progress == nil {
		return
	}
	last, faults := 0, 0
	for pause(drive, time.Second) {
		right, f := r.tally.now()
		phase := "counting"
		if time.Since(r.begun) < r.ph.Ramp {
			phase = "ramp"
		}
		fmt.Fprintf(r.ph.Progress, "\r%s %3.0f s  %6d replies/s  %8d right  %d wrong or missing   ", phase, time.Since(r.begun).Seconds(), right-last, right, f)
		last, faults = right, f
	}
	fmt.Fprintf(r.ph.Progress, "\r%d right, %d wrong or missing%50s\n", last, faults, "")
}
