package desk

import (
	"slices"

	"hotro/internal/chat"
)

// closedByUser is the reason when the user no longer needs a person.
const closedByUser chat.Reason = "closed.by_user"

// closedSpam is the reason of what nobody meant: its user hears nothing of it.
const closedSpam chat.Reason = "closed.spam"

// closedSilent is the reason of what ended because nobody said anything any
// more.
const closedSilent chat.Reason = "closed.silent"

// Reasons of what nobody answered: it was seen to elsewhere, or it was not.
const (
	closedElsewhere  chat.Reason = "closed.elsewhere"
	closedUnanswered chat.Reason = "closed.unanswered"
)

// closings are the ready-made reasons that staff choose from.
func closings() []chat.Reason {
	return []chat.Reason{"closed.done", "closed.guided", closedSilent, closedElsewhere, closedUnanswered, "closed.duplicate", closedSpam}
}

// Fitting reports whether a ready-made reason can be true of a ticket: who was
// never answered was not guided and did not fall silent.
func Fitting(reason chat.Reason, t chat.Ticket) bool {
	switch reason {
	case "closed.done", "closed.guided", closedSilent:
		return !Unanswered(t)
	case closedElsewhere, closedUnanswered:
		return Unanswered(t)
	}
	return true
}

// Unanswered reports whether no person has written to the user of a ticket since
// it was opened, or since its user opened it again.
func Unanswered(t chat.Ticket) bool {
	since := t.Opened
	for _, e := range slices.Backward(t.Log) {
		if e.What == EvReturned && e.Note != "" {
			return false // its words went to the user
		}
		if e.What == EvReopened && e.Who == byUser {
			since = e.At
			break
		}
	}
	return t.StaffAt.IsZero() || t.StaffAt.Before(since)
}

// Reasons returns every ready-made reason for closing a ticket, for the test
// that holds them against prompts/.
func Reasons() []chat.Reason { return append(closings(), closedByUser, ClosedErased) }
