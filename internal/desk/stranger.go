package desk

import (
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// Who nobody knows waits behind who is known, where there is room for few: a
// thousand people that one machine makes up cost a real customer no minute.

// acquainted is how long somebody has been with us who talked on another day.
const acquainted = 12 * time.Hour

// stranger reports whether nobody knows the user of a conversation: no page
// vouches for them, they wrote for the first time today, no person has ever
// answered them, and no call of theirs is named. Who was closed as junk is one.
func stranger(c chat.Conversation, now time.Time) bool {
	t := c.Ticket
	switch {
	case c.Spam:
		return true
	case c.Met, c.About[chat.AboutAccount] != "":
		return false
	case t != nil && len(t.Refs) > 0:
		return false
	}
	return c.Began.IsZero() || now.Sub(c.Began) < acquainted
}

// acquaint notes on an open ticket whether its user is known by now.
func acquaint(r *record.Record) {
	if t := r.Conv.Ticket; t.Open() {
		t.Stranger = stranger(r.Conv, r.Now)
	}
}
