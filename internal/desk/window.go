package desk

import (
	"time"

	"hotro/internal/chat"
)

// Zalo's rule: an official account may write to a user without charge within
// 48 hours of the user's last message, at a charge until the seventh day, and
// not at all after that.
const (
	zaloFree = 48 * time.Hour
	zaloLast = 7 * 24 * time.Hour
)

// Kinds of windows.
const (
	WindowFree   = "free"
	WindowBilled = "billed"
	WindowClosed = "closed"
)

// Window is until when a platform lets us write to a user.
type Window struct{ Free, Last time.Time }

// WindowOf returns the window of a conversation; false where there is none:
// on other platforms than Zalo's official account, and for a user who never
// wrote.
func WindowOf(c chat.Conversation) (Window, bool) {
	if c.Address.Channel != chat.Zalo || c.LastIn.IsZero() {
		return Window{}, false
	}
	return Window{Free: c.LastIn.Add(zaloFree), Last: c.LastIn.Add(zaloLast)}, true
}

// At returns what the window is at now, and how long it stays so: 0 for one
// that is closed.
func (w Window) At(now time.Time) (kind string, left time.Duration) {
	switch {
	case now.Before(w.Free):
		return WindowFree, w.Free.Sub(now)
	case now.Before(w.Last):
		return WindowBilled, w.Last.Sub(now)
	}
	return WindowClosed, 0
}
