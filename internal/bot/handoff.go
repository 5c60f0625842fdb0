package bot

import (
	"context"
	"errors"
	"fmt"

	"hotro/internal/budget"
	"hotro/internal/desk"
	"hotro/internal/dialog"
)

// handOff opens a ticket, or adds to the open one.
func (t *turn) handOff(ctx context.Context, h dialog.Handoff) error {
	if refused, err := t.tooMany(ctx); refused || err != nil {
		return err
	}
	if err := t.takeNumber(ctx); err != nil {
		return err
	}
	place, wait := t.expectedWait(ctx, t.conv)
	t.Lifecycle.Open(t.r, t.number, desk.Details{
		Topic: h.Topic, Title: h.Title, Why: h.Why, Path: h.Path, Refs: h.Refs,
		Facts: h.Facts, Priority: h.Priority, After: h.After, Wait: wait, First: t.r.Conv.Since,
		Anew: t.anotherMatter(h),
	}, place)
	if t.number != 0 && t.r.Conv.Ticket.Number != t.number { // an older one is open again
		t.spare.keep(t.conv, t.number)
		t.number = 0
	}
	for _, s := range t.out.Invite {
		t.r.Say(s)
	}
	t.open = true
	t.Metrics.Handoffs.WithLabelValues(h.Why).Inc()
	return nil
}

// tooMany reports whether the user has opened more tickets within the hour than
// people do, who is told so. An open one may always grow.
func (t *turn) tooMany(ctx context.Context) (bool, error) {
	if t.Afford == nil || t.r.Conv.Ticket.Open() {
		return false, nil
	}
	err := t.Afford(ctx, t.conv)
	if _, refused := errors.AsType[*budget.Refusal](err); refused {
		t.Lifecycle.RefuseTicket(t.r)
		return true, nil
	}
	return false, err
}

// takeNumber takes the number of a new ticket.
func (t *turn) takeNumber(ctx context.Context) (err error) {
	before := t.r.Conv.Ticket
	if before.Open() {
		return nil
	}
	last := int64(0)
	if before != nil {
		last = before.Number
	}
	if t.number = t.spare.take(t.conv, last); t.number != 0 {
		return nil
	}
	if t.number, err = t.Memory.Count(ctx, "tickets"); err != nil {
		return fmt.Errorf("ticket number: %w", err)
	}
	return nil
}
