package desk

import (
	"context"
	"fmt"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// maxResent is how many lines are looked through for what could not be sent.
const maxResent = 100

// CameBack notes that the user has written again after words of staff could not
// be sent: staff are offered to send them again.
func (l *Lifecycle) CameBack(r *record.Record) {
	t := r.Conv.Ticket
	if !t.Open() || !t.Back.IsZero() {
		return
	}
	t.Back = r.Now
	r.Log(byBot, "", EvWindowBack, "")
}

// Resend sends what staff wrote and a platform did not take once more, in the
// order in which it was written.
func (d *Desk) Resend(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		lines, err := d.Reader.Lines(ctx, conv, max(1, t.First, r.Next()-maxResent), maxResent)
		if err != nil {
			return fmt.Errorf("what could not be sent: %w", err)
		}
		n := 0
		for _, l := range lines {
			if !Unsent(l) {
				continue
			}
			if n++; n == 1 {
				d.joins(r, who)
			}
			r.SendAgain(l.Line)
		}
		t.Back = chat.Ticket{}.Back
		if n == 0 {
			return ErrEmpty
		}
		r.Log(who.ID, who.Name, EvResent, num(int64(n)))
		d.Lifecycle.markAnswered(r)
		return nil
	})
}

// Unsent reports whether a line is one of staff that was given up.
func Unsent(l TranscriptLine) bool {
	return l.By == chat.ByStaff && !l.Retracted && l.Delivery != nil && l.Delivery.State == chat.Failed
}
