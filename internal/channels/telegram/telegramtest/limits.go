package telegramtest

import "time"

// limits are the windows of the three limits. A refused call counts in none.
type limits struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// burst is how many messages a private chat takes at once.
const burst = 3

// Flooded returns how many calls were refused by a configured limit.
func (tg *Server) Flooded() int {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return tg.flooded
}

func tooMany(after int) *wireError {
	return &wireError{Code: 429, Text: "Too Many Requests: retry after " + itoa(int64(after)), RetryAfter: after}
}

// spend counts n messages into a chat, or says how long to wait. The lock is
// held.
func (tg *Server) spend(c *chatState, n int) *wireError {
	now, l := tg.o.Now(), &tg.limits
	if l.chats == nil {
		l.chats = map[int64][]time.Time{}
	}
	group := c.chat.Type != "private"
	perChat, window := tg.o.ChatRate*burst, burst*time.Second
	if group {
		perChat, window = tg.o.GroupRate, time.Minute
	}
	l.all = within(l.all, now.Add(-time.Second))
	own := within(l.chats[c.chat.ID], now.Add(-window))
	wait := max(over(l.all, n, tg.o.Rate, time.Second, now), over(own, n, perChat, window, now))
	if wait > 0 {
		tg.flooded++
		return tooMany(int((wait + time.Second - 1) / time.Second))
	}
	for range n {
		l.all, own = append(l.all, now), append(own, now)
	}
	l.chats[c.chat.ID] = own
	return nil
}

// spendAside counts what is no message where that counts too.
func (tg *Server) spendAside(c *chatState) *wireError {
	if !tg.o.CountAll {
		return nil
	}
	return tg.spend(c, 1)
}

// within drops what lies before since.
func within(list []time.Time, since time.Time) []time.Time {
	for len(list) > 0 && !list[0].After(since) {
		list = list[1:]
	}
	return list
}

// over returns how long until n more fit under the limit; 0: they fit now.
func over(list []time.Time, n, limit int, window time.Duration, now time.Time) time.Duration {
	if limit <= 0 || len(list)+n <= limit {
		return 0
	}
	i := min(len(list)+n-limit-1, len(list)-1)
	if i < 0 {
		return window
	}
	return list[i].Add(window).Sub(now)
}
