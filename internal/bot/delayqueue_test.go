package bot

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// queued runs do over a queue at work, and stops it.
func queued(t *testing.T, do func(q *delayQueue)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		q := newDelayQueue()
		ctx, stop := context.WithCancel(t.Context())
		go q.run(ctx, time.Now)
		do(q)
		stop()
		synctest.Wait()
	})
}

// TestEqualTimesAreServedInOrder: conversations that are due at one moment are
// handed out in the order they came, however many wait for a worker.
func TestEqualTimesAreServedInOrder(t *testing.T) {
	for name, delay := range map[string]time.Duration{"at once": 0, "later": time.Second} {
		t.Run(name, func(t *testing.T) {
			queued(t, func(q *delayQueue) {
				var want, got []string
				at := time.Now().Add(delay)
				for n := range 50 {
					want = append(want, fmt.Sprint(n))
					q.add(want[n], at)
				}
				synctest.Wait() // all of them wait for a worker
				time.Sleep(delay)
				for range want {
					got = append(got, <-q.due)
				}
				if !slices.Equal(got, want) {
					t.Errorf("got %v, want the order they came in", got)
				}
			})
		})
	}
}

// TestTheEarliestIsServedFirst: what is due earlier passes what came earlier,
// also while every worker is busy.
func TestTheEarliestIsServedFirst(t *testing.T) {
	queued(t, func(q *delayQueue) {
		began := time.Now()
		q.add("late", began.Add(3*time.Second))
		q.add("early", began.Add(time.Second))
		time.Sleep(5 * time.Second) // both are due, and nobody has time
		q.add("earliest", began)
		synctest.Wait()
		if got := []string{<-q.due, <-q.due, <-q.due}; !slices.Equal(got, []string{"earliest", "early", "late"}) {
			t.Errorf("got %v, want the earliest first", got)
		}
	})
}

// TestNothingIsServedBeforeItsTime: a worker that is free waits.
func TestNothingIsServedBeforeItsTime(t *testing.T) {
	queued(t, func(q *delayQueue) {
		began := time.Now()
		q.add("a", began.Add(time.Second))
		if conv := <-q.due; conv != "a" || time.Since(began) != time.Second {
			t.Errorf("got %q after %v, want a after 1s", conv, time.Since(began))
		}
	})
}
