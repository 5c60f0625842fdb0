package privacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// A store drops a conversation by itself once it is old, and knows of nothing
// outside. So one of which the staff group shows something is forgotten a
// little earlier, by the way on which everything goes.

const (
	grownOld = 28 * 24 * time.Hour // of silence; a store that kept a change for 30 days may count from a day earlier
	agedMost = 100_000             // ended tickets looked at
	lookEach = time.Hour
)

// Ended lists tickets.
type Ended interface {
	Rows(ctx context.Context, open bool, n int) ([]store.Row, error)
}

// Age has those forgotten who had a ticket and of whom nothing was heard for so
// long that the store is about to drop them.
func (p *People) Age(ctx context.Context) error {
	rows, err := p.o.Ended.Rows(ctx, false, agedMost)
	if err != nil {
		return fmt.Errorf("tickets that ended: %w", err)
	}
	var errs []error
	now := p.o.Now()
	for _, r := range rows {
		if now.Sub(r.At) < grownOld {
			continue
		}
		old, err := p.grownOld(ctx, r, now)
		if err == nil && old {
			err = p.o.Decide(ctx, r.Conv, chat.Erasure{At: now, By: chat.ErasedByAge})
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// grownOld reports whether a ticket that ended long ago is the last that was
// heard of its user.
func (p *People) grownOld(ctx context.Context, r store.Row, now time.Time) (bool, error) {
	snap, err := p.o.Eraser.Conversations.Load(ctx, r.Conv)
	if errors.Is(err, store.ErrNotFound) || err == nil && snap.State == nil {
		return false, nil // it is gone, and its ticket with the next sweep
	}
	if err != nil {
		return false, err
	}
	var c chat.Conversation
	if err := chat.Decode(snap.State, &c); err != nil {
		return false, fmt.Errorf("conversation %s: stored state: %w", r.Conv, err)
	}
	t := c.Ticket
	if c.Erase != nil || t == nil || t.Number != r.Number || t.Open() || now.Sub(c.LastIn) < grownOld {
		return false, nil
	}
	for _, w := range c.Wakes {
		if w.At.After(now) {
			return false, nil
		}
	}
	return true, nil
}

// KeepAging calls Age every hour until ctx ends. One replica does it.
func (p *People) KeepAging(ctx context.Context) {
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	for {
		if err := p.Age(ctx); err != nil && ctx.Err() == nil {
			p.o.Log.Error("conversations that are old: not all could be looked at", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
