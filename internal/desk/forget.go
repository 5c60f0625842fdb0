package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// ClosedErased is the reason of a ticket whose user is forgotten.
const ClosedErased chat.Reason = "closed.erased"

// Forget decides that everything kept about the user is deleted. The ticket
// ends at once; package privacy does the rest.
func (l *Lifecycle) Forget(r *record.Record, e chat.Erasure) {
	if r.Conv.Erase != nil {
		return
	}
	r.Conv.Erase = &e
	if r.Conv.Ticket.Open() {
		end(r, chat.Closed, ClosedErased)
	}
	if r.Conv.Ticket != nil {
		r.Conv.Ticket.Relapsed = time.Time{}
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

// Extent is how much is kept about a user.
type Extent struct {
	Number  int64 // of the latest ticket: who types it means it
	Lines   int
	Files   int
	Tickets int
}

// Extent tells what would go if the user of a conversation were forgotten.
func (r *Reader) Extent(ctx context.Context, conv string) (Extent, error) {
	c, err := r.Conversation(ctx, conv)
	if err != nil {
		return Extent{}, err
	}
	if c.Ticket == nil {
		return Extent{}, ErrNoTicket
	}
	lines, err := r.linesFrom(ctx, conv, 1)
	if err != nil {
		return Extent{}, err
	}
	x := Extent{Number: c.Ticket.Number, Lines: len(lines), Tickets: len(c.Past) + 1}
	for _, l := range lines {
		x.Files += len(l.Files)
	}
	return x, nil
}

// Confirm is how the action asks back, as what follows the command "/erase".
func (x Extent) Confirm() string { return "/erase " + num(x.Number) }

// erase has the user forgotten once the ticket's number follows. Else it answers
// what would go.
func erase(ctx context.Context, d *Desk, q Request) (Answer, error) {
	x, err := d.Reader.Extent(ctx, q.Conv)
	if err != nil {
		return Answer{}, err
	}
	if strings.TrimPrefix(strings.TrimSpace(q.Arg), "#") != num(x.Number) {
		return Answer{Key: "desk.do.erase.preview", Pairs: []string{
			"lines", fmt.Sprint(x.Lines), "files", fmt.Sprint(x.Files), "tickets", fmt.Sprint(x.Tickets), "confirm", x.Confirm(),
		}}, nil
	}
	return Answer{}, d.Forget(ctx, q.Conv, chat.Erasure{At: d.now(), By: chat.ErasedByLead, Staff: q.Who.ID})
}
