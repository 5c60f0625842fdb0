package desk

import (
	"time"

	"hotro/internal/chat"
)

// Kinds of windows.
const (
	WindowFree   = "free"
	WindowBilled = "billed"
	WindowClosed = "closed"
)

// Window is until when a platform lets us write to a user.
type Window struct{ Free, Last time.Time }

// Windows returns a channel's rule about writing to its users: the zero Window
// where there is none. Nil knows no rules.
type Windows func(channel string) chat.Window

// Window returns the window of a conversation; false where there is none: on a
// platform without such a rule, and for a user who never wrote.
func (ws Windows) Window(c chat.Conversation) (Window, bool) {
	if ws == nil {
		return Window{}, false
	}
	rule := ws(c.Address.Channel)
	if rule.Last == 0 || c.LastIn.IsZero() {
		return Window{}, false
	}
	return Window{Free: c.LastIn.Add(rule.Free), Last: c.LastIn.Add(rule.Last)}, true
}

// At returns the window's kind at now, and how long it stays that way; 0 for a
// closed one.
func (w Window) At(now time.Time) (kind string, left time.Duration) {
	switch {
	case now.Before(w.Free):
		return WindowFree, w.Free.Sub(now)
	case now.Before(w.Last):
		return WindowBilled, w.Last.Sub(now)
	}
	return WindowClosed, 0
}
