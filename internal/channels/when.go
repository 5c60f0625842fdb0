package channels

import "time"

// What a platform's clock may say of an arrival: a message is held back for
// two days at most, and clocks differ by a little.
const (
	heldBack = 48 * time.Hour
	ahead    = time.Minute
)

// When is the time of an arrival: the platform's where it can be true, else
// ours. A time never decides whether somebody is heard, and one out of the
// calendar must not reach a store that can't write it.
func When(platform, now time.Time) time.Time {
	if platform.After(now.Add(ahead)) || platform.Before(now.Add(-heldBack)) {
		return now
	}
	return platform
}
