// Package limit keeps one client from using up what is meant for all: a token
// bucket per key (Limiter), a number of places (Crowd), connections per address
// (Listen), the time of an upload (Steady), and who a client is (Proxies).
//
// All of it counts in this process only; all is safe for concurrent use. A
// Limiter forgets the least recently used keys. Start reading at Limiter.Take.
package limit

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Limiter holds the buckets.
type Limiter struct {
	every time.Duration // one token
	burst int

	mu   sync.Mutex
	full *lru.Cache[string, time.Time] // when the key's bucket is full again
}

// maxKeys bounds the memory of a Limiter.
const maxKeys = 20_000

// New returns a Limiter that gives each key a token per every, and lets it
// save up burst of them.
func New(every time.Duration, burst int) *Limiter {
	c, err := lru.New[string, time.Time](maxKeys)
	if err != nil {
		panic(err) // the size is positive
	}
	return &Limiter{every: every, burst: burst, full: c}
}

// Take takes a token of key; when there is none it returns how long until
// there is.
func (l *Limiter) Take(key string, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	full, _ := l.full.Get(key)
	if full.Before(now) {
		full = now
	}
	full = full.Add(l.every)
	if over := full.Sub(now) - time.Duration(l.burst)*l.every; over > 0 {
		return over, false
	}
	l.full.Add(key, full)
	return 0, true
}

// Exhausted reports whether key has no token left, and takes none.
func (l *Limiter) Exhausted(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	full, ok := l.full.Get(key)
	return ok && full.Add(l.every).Sub(now) > time.Duration(l.burst)*l.every
}
