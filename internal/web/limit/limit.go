// Package limit keeps one client from using up what is meant for all: a token
// bucket per key, for a bounded number of keys.
//
// A Limiter is safe for concurrent use and forgets the least recently used
// keys. Start reading at Limiter.Take.
package limit

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
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

// Client returns the address a request came from. Behind a proxy on this
// machine or a private network that is the last address in X-Forwarded-For;
// from anyone else that header is ignored.
func Client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	near, err := netip.ParseAddr(host)
	if err != nil || !(near.IsLoopback() || near.IsPrivate()) {
		return host
	}
	hops := r.Header.Values("X-Forwarded-For")
	if len(hops) == 0 {
		return host
	}
	list := strings.Split(hops[len(hops)-1], ",")
	if far, err := netip.ParseAddr(strings.TrimSpace(list[len(list)-1])); err == nil {
		return far.String()
	}
	return host
}
