package console

import "time"

// Window is what Zalo lets an official account still send to a user.
type Window struct {
	Kind string // "free", "billed" or "closed"
	Left time.Duration
}

// Zalo's rule: free within 48 hours of the user's last message, billed until
// the seventh day, refused after that.
const (
	zaloFree   = 48 * time.Hour
	zaloBilled = 7 * 24 * time.Hour
)

// ZaloWindow returns what remains of the window at now for a user whose last
// message came at lastIn.
func ZaloWindow(lastIn, now time.Time) Window {
	switch past := now.Sub(lastIn); {
	case past < zaloFree:
		return Window{"free", zaloFree - past}
	case past < zaloBilled:
		return Window{"billed", zaloBilled - past}
	}
	return Window{"closed", 0}
}
