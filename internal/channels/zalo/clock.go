package zalo

import (
	"net/http"
	"strconv"
	"time"

	"hotro/internal/channels"
)

// redelivered is how long after it happened Zalo redelivers an event, at least.
const redelivered = 2 * time.Hour

// happened returns when an event was: by Zalo's clock where that can be true,
// else by ours. A time never decides whether an event counts: its id catches
// repeats, and a clock of ours that is wrong must not silence the account.
func (rc *receiver) happened(e event, h http.Header) time.Time {
	now := rc.now()
	at, ok := e.at(h.Get("X-ZEvent-Timestamp"))
	switch {
	case !ok:
		return now
	case at.After(now) && channels.When(at, now).Equal(now):
		rc.count(Future)
		rc.health.skewed(at.Sub(now), now)
	case now.Sub(at) > redelivered:
		rc.count(Old)
		if h.Get("num_retry") == "" {
			rc.health.skewed(at.Sub(now), now)
		}
	}
	return channels.When(at, now)
}

// at returns when it happened by Zalo's clock: milliseconds, or seconds.
func (e event) at(header string) (time.Time, bool) {
	s := string(e.Timestamp)
	if s == "" {
		s = header
	}
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || n <= 0:
		return time.Time{}, false
	case len(s) <= 10:
		return time.Unix(n, 0).UTC(), true
	}
	return time.UnixMilli(n).UTC(), true
}
