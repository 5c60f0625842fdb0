package app

import (
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"
)

// storyClock shows the time at which a story was sent, and runs on from there;
// until it is set, the time of day.
type storyClock struct {
	mu    sync.Mutex
	shown time.Time
	since time.Time // when it was set
}

// Now is what the clock shows.
func (c *storyClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shown.IsZero() {
		return time.Now()
	}
	return c.shown.Add(time.Since(c.since))
}

// set moves the clock on, or back to the beginning of another story.
func (c *storyClock) set(at time.Time) {
	now := c.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.IsZero() || !c.shown.IsZero() && !at.After(now) && now.Sub(at) < time.Hour {
		return
	}
	c.shown, c.since = at, time.Now()
}

// storyTimes says when each update of a story arrived: when it was sent, or
// with one that was sent later and came before it. One whose time can't be true
// came with the one before.
func storyTimes(updates []json.RawMessage, now time.Time) []time.Time {
	out := make([]time.Time, len(updates))
	var newest, first time.Time
	for i, raw := range updates {
		if at := sentAt(raw, now); at.After(newest) {
			newest = at
		}
		if first.IsZero() {
			first = newest
		}
		out[i] = newest
	}
	for i := range out {
		if out[i].IsZero() {
			out[i] = first
		}
	}
	return out
}

// sentAt is when a raw update says that it was sent, in seconds or
// milliseconds; zero where that can't be true.
func sentAt(raw json.RawMessage, now time.Time) (latest time.Time) {
	var u map[string]json.RawMessage
	if json.Unmarshal(raw, &u) != nil {
		return latest
	}
	for k, v := range u {
		var at time.Time
		switch k {
		case "timestamp", "date", "edit_date":
			n, _ := strconv.ParseInt(strings.Trim(string(v), `"`), 10, 64) // else 1970, which can't be true
			if at = time.Unix(n, 0); n > 1e11 {
				at = time.UnixMilli(n)
			}
		case "message", "edited_message", "my_chat_member", "chat_member", "result":
			at = sentAt(v, now)
		}
		if at.Year() >= 2015 && at.Before(now.Add(time.Minute)) && at.After(latest) {
			latest = at.UTC()
		}
	}
	return latest
}
