package zalo

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/store"
)

// codeRate: the app has used up its calls of this minute.
const codeRate = -32

// Bounds of a pause. Zalo does not say when a limit ends, only that it counts
// calls by the minute: nobody waits longer than that for one refusal.
const (
	pauseRead = time.Second     // how old may be what other replicas said
	lookHold  = 3 * time.Second // how long others wait for the one call that looks again
	pauseKept = 5 * time.Minute // in the store
)

// looks are the waits before one call finds out whether Zalo takes calls again.
func looks() []time.Duration { return []time.Duration{10 * time.Second, 20 * time.Second} }

// paused is a pause of all calls of the app, as replicas share it. The zero
// value is none.
type paused struct {
	Until time.Time `json:"until"` // the next call may be made then
	End   time.Time `json:"end"`   // the minute is over
	Looks int       `json:"looks,omitempty"`
	At    time.Time `json:"at"` // when this was said
}

// over reports whether calls are free.
func (s paused) over(now time.Time) bool { return !now.Before(s.End) }

// pause keeps every call of the app back that Zalo would refuse, on all
// replicas, whatever account it is for. A refusal that does not say how many
// calls remain is looked into again by one call, after ten seconds and after
// twenty more, rather than waited out.
type pause struct {
	kv  oauth.KV
	key string

	mu   sync.Mutex
	now  paused
	read time.Time // when the store was asked last
}

// admit returns how long a call has to wait; zero: it may be made. looks is
// true for the one call that finds out.
func (p *pause) admit(ctx context.Context, now time.Time) (wait time.Duration, looks bool) {
	p.refresh(ctx, now)
	p.mu.Lock()
	s := p.now
	switch {
	case s.over(now):
		p.mu.Unlock()
		return 0, false
	case now.Before(s.Until):
		p.mu.Unlock()
		return s.Until.Sub(now), false
	}
	s.Until, s.At = earlier(now.Add(lookHold), s.End), now
	p.now = s
	p.mu.Unlock()
	if !p.claim(ctx, s, now) {
		return s.Until.Sub(now), false
	}
	return 0, true
}

// left is how long calls have to wait.
func (p *pause) left(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(0, p.now.Until.Sub(now))
}

// answered takes in what an answer says of the limit.
func (p *pause) answered(ctx context.Context, h http.Header, e *apiError, looked bool, now time.Time) {
	n, err := strconv.Atoi(h.Get("X-RateLimit-Remain"))
	used := err == nil && n <= 0
	switch {
	case used, e.number() == codeRate:
		p.set(ctx, p.longer(used, looked, now), now)
	case looked && (e == nil || e.code != 0): // an answer of Zalo's, not of a gateway
		p.set(ctx, paused{At: now}, now)
	}
}

// longer is the pause after one more refusal.
func (p *pause) longer(certain, looked bool, now time.Time) paused {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.now
	if s.over(now) {
		s = paused{End: now.Truncate(time.Minute).Add(time.Minute)}
	} else if !certain && !looked {
		return s // a call that was under way already
	}
	s.At, s.Until = now, s.End
	if waits := looks(); !certain && s.Looks < len(waits) {
		s.Until = earlier(now.Add(waits[s.Looks]), s.End)
		s.Looks++
	}
	return s
}

// refresh asks the store what other replicas said, at most once a second.
func (p *pause) refresh(ctx context.Context, now time.Time) {
	p.mu.Lock()
	stale := p.kv != nil && now.Sub(p.read) >= pauseRead
	if stale {
		p.read = now
	}
	p.mu.Unlock()
	if !stale {
		return
	}
	if s, _, err := p.stored(ctx); err == nil {
		p.learn(s)
	}
}

// learn takes over what was said later.
func (p *pause) learn(s paused) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.At.After(p.now.At) {
		p.now = s
	}
}

// stored reads what replicas share. An error is a store that is away.
func (p *pause) stored(ctx context.Context) (s paused, version int64, err error) {
	b, version, err := p.kv.Get(ctx, p.key)
	if errors.Is(err, store.ErrNotFound) {
		return paused{}, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	return s, version, err
}

// claim has one replica look again. While the store is away each decides for
// itself.
func (p *pause) claim(ctx context.Context, s paused, now time.Time) bool {
	if p.kv == nil {
		return true
	}
	theirs, version, err := p.stored(ctx)
	if err == nil && now.Before(theirs.Until) && !theirs.over(now) {
		p.learn(theirs)
		return false
	}
	return err != nil || !errors.Is(p.write(ctx, s, version, now), store.ErrStale)
}

// set says to everybody how long calls have to wait. When another replica is
// quicker, what it said counts.
func (p *pause) set(ctx context.Context, s paused, now time.Time) {
	p.mu.Lock()
	p.now = s
	p.mu.Unlock()
	if p.kv == nil {
		return
	}
	if _, version, err := p.stored(ctx); err == nil {
		_ = p.write(ctx, s, version, now) // others find out by a call of their own
	}
}

func (p *pause) write(ctx context.Context, s paused, version int64, now time.Time) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = p.kv.Swap(ctx, p.key, version, b, pauseKept, now)
	return err
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
