package zalo

import "time"

// How long an account may write to a user after the user's last interaction
// (a message, a press, a follow; reading does not count).
const (
	FreeWindow = 48 * time.Hour     // without charge
	LastWindow = 7 * 24 * time.Hour // at a charge; after that Zalo refuses (-230)
)

// Window returns how long staff may still write without charge, and how long
// at all. Both are 0 once over, and for a user who never wrote.
func Window(lastIn, now time.Time) (free, last time.Duration) {
	if lastIn.IsZero() {
		return 0, 0
	}
	gone := max(0, now.Sub(lastIn))
	return max(0, FreeWindow-gone), max(0, LastWindow-gone)
}
