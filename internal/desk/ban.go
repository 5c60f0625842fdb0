package desk

import (
	"context"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// How many days a user is ignored who sends junk.
const (
	banDays    = 7
	maxBanDays = 365
)

// Ban has what the user writes ignored for some days, in silence, and closes an
// open ticket as junk. days is how many; empty: a week. Unban, and whoever opens
// the ticket again, takes it back.
func (d *Desk) Ban(ctx context.Context, conv string, who Staff, days, id string) error {
	n := banDays
	if days = strings.TrimSpace(days); days != "" {
		var err error
		if n, err = strconv.Atoi(days); err != nil || n < 1 || n > maxBanDays {
			return ErrArgument
		}
	}
	return d.act(ctx, conv, id, func(r *record.Record) error {
		if r.Conv.Ticket.Open() {
			r.Log(who.ID, who.Name, EvClosed, string(closedSpam))
			end(r, chat.Closed, closedSpam)
			r.Conv.Spam = true
		}
		r.Conv.Banned = r.Now.Add(time.Duration(n) * 24 * time.Hour)
		r.Log(who.ID, who.Name, EvBanned, d.Format.Stamp(r.Conv.Banned))
		return nil
	})
}

// Unban hears the user again.
func (d *Desk) Unban(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		if !r.Conv.Banned.After(r.Now) {
			return errSame
		}
		r.Conv.Banned = time.Time{}
		r.Log(who.ID, who.Name, EvUnbanned, "")
		return nil
	})
}
