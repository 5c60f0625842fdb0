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

// Forget is for a lead: the user's conversation with its tickets, files and
// topics is deleted. It can't be undone.
func (d *Desk) Forget(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		if r.Conv.Erase != nil {
			return errSame
		}
		d.Lifecycle.Forget(r, chat.Erasure{At: r.Now, By: chat.ErasedByLead, Staff: who.ID})
		return nil
	})
}
