package desk

import (
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
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

// How long before the end of a window staff are told.
const (
	soonBefore = 4 * time.Hour  // of the time without charge
	lastBefore = 12 * time.Hour // of the time at all
)

// watchWindow sets the timer for the next thing to tell staff about the time
// for writing to a user, if there is a rule about it.
func (l *Lifecycle) watchWindow(r *record.Record) {
	at := time.Time{}
	if w, ok := l.windows.Window(r.Conv); ok {
		for _, next := range []time.Time{w.Free.Add(-soonBefore), w.Free, w.Last.Add(-lastBefore)} {
			if next.After(r.Now) {
				at = next
				break
			}
		}
	}
	r.Wake(TimerWindow, at, 0)
}

// warnWindow tells staff of an open ticket how long they may still answer.
func (l *Lifecycle) warnWindow(r *record.Record) {
	w, ok := l.windows.Window(r.Conv)
	if !ok || !r.Conv.Ticket.Open() {
		return
	}
	what := EvWindowSoon
	switch {
	case !r.Now.Before(w.Last.Add(-lastBefore)):
		what = EvWindowLast
	case !r.Now.Before(w.Free):
		what = EvWindowPaid
	}
	r.Log(byBot, "", what, l.staff.Stamp(map[string]time.Time{EvWindowSoon: w.Free, EvWindowPaid: w.Last, EvWindowLast: w.Last}[what]))
	l.watchWindow(r)
}

// charged reports whether writing to the user costs something now: then the
// program says nothing of its own accord.
func (l *Lifecycle) charged(r *record.Record) bool {
	w, ok := l.windows.Window(r.Conv)
	return ok && !r.Now.Before(w.Free)
}
