package zalo

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// codeRate: the app has used up its calls of this minute.
const codeRate = -32

// pause keeps every call of the app back until the minute is over that Zalo
// said is used up. The zero pause keeps nothing back.
type pause struct {
	mu    sync.Mutex
	until time.Time
}

// left is how long calls have to wait.
func (p *pause) left(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(0, p.until.Sub(now))
}

// heed obeys the headers of an answer: nothing remains of this minute.
func (p *pause) heed(h http.Header, now time.Time) {
	if n, err := strconv.Atoi(h.Get("X-RateLimit-Remain")); err == nil && n <= 0 {
		p.minute(now)
	}
}

// minute waits for the next minute.
func (p *pause) minute(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = later(p.until, now.Truncate(time.Minute).Add(time.Minute))
}
