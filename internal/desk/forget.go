package desk

import (
	"context"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// closedErased is the reason of a ticket whose user is forgotten.
const closedErased chat.Reason = "closed.erased"

// Forget decides that everything kept about the user is deleted. The ticket
// ends at once; package privacy does the rest.
func (l *Lifecycle) Forget(r *record.Record, e chat.Erasure) {
	if r.Conv.Erase != nil {
		return
	}
	r.Conv.Erase = &e
	if r.Conv.Ticket.Open() {
		end(r, chat.Closed, closedErased)
	}
	r.Desk(time.Time{})
}

// Forget decides it from outside a turn, whether the conversation has a ticket or
// not. It can't be undone.
func (d *Desk) Forget(ctx context.Context, conv string, e chat.Erasure) error {
	_, err := d.alter(ctx, conv, "", func(r *record.Record) error {
		if r.Conv.Erase != nil {
			return errSame
		}
		d.Lifecycle.Forget(r, e)
		return nil
	})
	return err
}
