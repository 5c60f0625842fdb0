package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotro/internal/obs"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// Run takes turns until ctx is done, then waits for those under way.
func (b *Bot) Run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { b.delayed.run(ctx, b.Now) })
	for range b.Workers {
		wg.Go(func() { b.work(ctx, &wg) })
	}
	b.received.set(true)
	b.pollDue(ctx)
	wg.Wait()
	b.endReceiving(ctx)
	b.sights.stop()
}

// pollDue finds what nobody nudged for: timers, retries, and the work of
// replicas that died.
func (b *Bot) pollDue(ctx context.Context) {
	tick := time.NewTicker(b.Poll)
	defer tick.Stop()
	outage := obs.Outage{Log: b.Log, What: "store: looking for conversations"}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		leases, err := b.Inbox.Take(ctx, b.Now(), b.Lease, b.Workers)
		outage.Saw(ctx, err)
		for _, l := range leases {
			select {
			case b.leases <- l:
			case <-ctx.Done():
				return
			}
		}
	}
}

// work takes turns one after the other. One whose turn has to wait for the
// outside, which may take seconds, is replaced at once and ends with it.
func (b *Bot) work(ctx context.Context, wg *sync.WaitGroup) {
	replaced := false
	defer func() {
		if replaced {
			b.aside.Release(1)
		}
	}()
	stepAside := func() {
		if !replaced && b.aside.TryAcquire(1) {
			replaced = true
			wg.Go(func() { b.work(ctx, wg) })
		}
	}
	how := manner{stepAside: stepAside, handsOn: true}
	for !replaced {
		select {
		case <-ctx.Done():
			return
		case l := <-b.leases:
			b.runTurn(ctx, l, how)
		case l := <-b.received.leases:
			b.runTurn(ctx, l, how)
		case conv := <-b.delayed.due:
			_, err := b.takeTurn(ctx, conv, how)
			b.taking.Saw(ctx, err) // the poll finds the conversation again
		}
	}
}

// TakeTurn takes one conversation, if it has work that is due, and runs a turn.
// It reports whether it did. An error means that the store did not hand the
// conversation out; a turn that fails is logged and put off, and is no error.
func (b *Bot) TakeTurn(ctx context.Context, conv string) (bool, error) {
	did, err := b.TakeTurnWithoutNudge(ctx, conv)
	if did {
		b.Nudge(conv)
	}
	return did, err
}

// TakeTurnWithoutNudge is TakeTurn that does not wake Deliver: for a caller who
// wants to hand the reply over by other means first.
func (b *Bot) TakeTurnWithoutNudge(ctx context.Context, conv string) (bool, error) {
	return b.takeTurn(ctx, conv, manner{stepAside: func() {}})
}

// manner is how a turn is taken.
type manner struct {
	stepAside func() // called when the turn is about to wait for the outside
	handsOn   bool   // Deliver hears of what it has made due
}

func (b *Bot) takeTurn(ctx context.Context, conv string, how manner) (bool, error) {
	l, ok, err := b.Inbox.TakeOne(ctx, conv, b.Now(), b.Lease)
	if err != nil || !ok {
		return false, err
	}
	b.runTurn(ctx, l, how)
	return true, nil
}

// runTurn takes one turn to its end, whatever that is, and hands on what it has
// made due.
func (b *Bot) runTurn(ctx context.Context, l store.Lease, how manner) {
	made := b.finishTurn(ctx, l, how)
	switch {
	case !how.handsOn:
	case made.Job != nil:
		b.Hand(*made.Job, made.marked)
	default:
		b.Nudge(l.Conv)
	}
}

// due is what a turn has made due.
type due struct {
	store.Committed
	marked bool // staff's view
}

// finishTurn takes one turn to its end.
func (b *Bot) finishTurn(ctx context.Context, l store.Lease, how manner) (made due) {
	// A turn that began is finished even while the program stops.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.turnLimit())
	defer cancel()
	if !b.renewIfOld(ctx, l) {
		return made
	}
	defer b.keepLease(ctx, l)()
	if l.Tries > MaxTries {
		b.quarantine(ctx, l)
		return made
	}
	made, err := b.recovered(ctx, l, how)
	switch {
	case err == nil:
		if made.More {
			b.delayed.add(l.Conv, b.Now())
		}
	case errors.Is(err, store.ErrDone):
	case errors.Is(err, store.ErrFenced):
		b.Metrics.Fenced.Inc()
		b.delayed.add(l.Conv, b.Now())
	default:
		b.Log.Error("turn failed; it is tried again", "conv", l.Conv, "try", l.Tries, "err", err)
		at := b.Now().Add(retryAfter(l.Tries))
		if store.Refuses(err) {
			l.Tries-- // that is no fault of what was said
		}
		b.releaseForRetry(ctx, l, at)
	}
	return made
}

// retryAfter is how long a turn waits that has failed so often: nearly not at
// all at first, for most often an answer of the store was lost alone.
func retryAfter(tries int) time.Duration {
	return min(250*time.Millisecond<<(2*min(max(tries-1, 0), 4)), time.Minute)
}

// turnLimit is how long one turn may take.
func (b *Bot) turnLimit() time.Duration {
	if b.Keep == nil {
		return b.Lease
	}
	return max(maxTurn, b.Lease)
}

// renewIfOld renews a lease that is half over, for it has waited for a worker.
// One that is lost is another's turn.
func (b *Bot) renewIfOld(ctx context.Context, l store.Lease) bool {
	now := b.Now()
	if b.Keep == nil || l.Until.Sub(now) >= b.Lease/2 {
		return true
	}
	return b.Keep.Extend(ctx, l, now.Add(b.Lease)) == nil
}

func (b *Bot) keepLease(ctx context.Context, l store.Lease) (stop func()) {
	if b.Keep == nil {
		return func() {}
	}
	return store.Keep(ctx, b.Lease, func(ctx context.Context) error {
		return b.Keep.Extend(ctx, l, b.Now().Add(b.Lease))
	})
}

// releaseForRetry gives the lease back, so that the turn is tried again soon.
// It tries for a while: a store that failed the turn is often back at once.
func (b *Bot) releaseForRetry(ctx context.Context, l store.Lease, at time.Time) {
	err := retry.Until(ctx, maxRelease, retry.Every(100*time.Millisecond), func(ctx context.Context) error {
		err := b.Work.Release(ctx, l, at)
		if errors.Is(err, store.ErrFenced) || errors.Is(err, store.ErrDone) {
			return nil // it is not ours any more
		}
		return err
	})
	if err != nil {
		b.Log.Error("lease could not be given back; it runs out by itself", "conv", l.Conv, "err", err)
	}
}
