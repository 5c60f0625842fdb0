package desk

import (
	"context"
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// UndoFor is how long it can be undone that staff closed a ticket.
const UndoFor = time.Minute

// Undoable reports whether staff closed an open ticket so lately that it can be
// undone. What was closed as junk is reopened instead: its user heard of nothing.
func Undoable(t chat.Ticket, now time.Time) bool {
	if t.State != chat.Closed || t.Reason == closedSpam || now.Sub(t.Ended) >= UndoFor {
		return false
	}
	closed := false
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case EvClosed, EvCancelled, EvReturned:
			if closed || e.What != EvClosed || e.Who == byBot {
				return false // it was over before, or by nobody of staff
			}
			closed = true
		case EvOpened, EvReopened, EvUndone, EvClaimed:
			return closed
		}
	}
	return closed
}

// Undo takes back that the ticket was closed: whoever held it holds it, the user
// is told, and the question for a rating is withdrawn. It is no reopening, and
// nothing was closed. Later than UndoFor it is refused with ErrEnded.
func (d *Desk) Undo(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		switch {
		case t.Open():
			return errSame
		case !Undoable(*t, r.Now):
			return ErrEnded
		}
		d.Lifecycle.unclose(r)
		r.Log(who.ID, who.Name, EvUndone, "")
		if !r.Conv.Blocked {
			d.Lifecycle.tell(r, "desk.undone", "number", num(t.Number))
		}
		return nil
	})
}

// unclose puts a ticket back into the hands that it was in.
func (l *Lifecycle) unclose(r *record.Record) {
	t := r.Conv.Ticket
	t.State, t.Ended, t.Reason = chat.Waiting, time.Time{}, ""
	held := chat.Holder{Kind: chat.HeldByQueue}
	if t.Holder.Staff != "" {
		t.State, held = chat.Claimed, t.Holder
	}
	switch {
	case t.StaffAt.IsZero():
		t.Asked = t.Opened
	case t.UserAt.After(t.StaffAt):
		t.Asked = t.UserAt
	}
	r.Hold(held)
	r.Wake(TimerRating, time.Time{}, 0)
	r.Wake(TimerUndo, time.Time{}, 0)
	l.watchPromise(r)
	l.watchWindow(r)
	l.watchSilence(r)
}
