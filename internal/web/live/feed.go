// Package live tells open pages that a conversation changed. One loop asks the
// store what changed since it last asked, on every replica, and wakes the
// pages that show it; a page then reads what it shows from the store. A
// wake-up carries nothing, so nothing is lost with one: a page reads the
// current state.
//
// Feed and Sub are safe for concurrent use. Start reading at Feed.Run.
package live

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"
)

// Recent returns the conversations that changed after since, and the mark to
// ask from next time.
type Recent func(ctx context.Context, since int64) (convs []string, upto int64, err error)

// Feed fans changes out to subscribers.
type Feed struct {
	recent Recent
	every  time.Duration
	log    *slog.Logger
	done   chan struct{}

	mu   sync.Mutex
	subs map[*Sub]struct{}
}

// Every is how often a Feed asks the store by default.
const Every = 200 * time.Millisecond

// NewFeed returns a Feed that asks recent every so often; zero means Every.
func NewFeed(recent Recent, every time.Duration, log *slog.Logger) *Feed {
	if every <= 0 {
		every = Every
	}
	return &Feed{recent: recent, every: every, log: log, done: make(chan struct{}), subs: map[*Sub]struct{}{}}
}

// Run asks and wakes until ctx ends. It does not ask while nobody listens.
// Call it once.
func (f *Feed) Run(ctx context.Context) {
	defer close(f.done)
	tick := time.NewTicker(f.every)
	defer tick.Stop()
	var since int64
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !f.anyone() {
			continue
		}
		convs, upto, err := f.recent(ctx, since)
		if err != nil {
			if !failing && ctx.Err() == nil {
				f.log.Warn("live updates: store not answering", "err", err)
			}
			failing = true
			continue
		}
		failing, since = false, upto
		f.wake(convs)
	}
}

// Done is closed when Run has ended: open streams end then too, so that a
// server's shutdown does not wait for them.
func (f *Feed) Done() <-chan struct{} { return f.done }

func (f *Feed) anyone() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.subs) > 0
}

func (f *Feed) wake(convs []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subs {
		s.add(convs)
	}
}

// Touch tells subscribers in this process of a change at once, without waiting
// for the next poll of the store.
func (f *Feed) Touch(conv string) { f.wake([]string{conv}) }

// Typing tells whoever shows conv that an answer is being written. It is best
// effort and stays in this process.
func (f *Feed) Typing(conv string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subs {
		if s.conv == conv {
			s.typed()
		}
	}
}

// Subscribe listens to one conversation, or to all when conv is empty. The
// caller must Close it.
func (f *Feed) Subscribe(conv string) *Sub {
	s := &Sub{feed: f, conv: conv, wake: make(chan struct{}, 1), convs: map[string]struct{}{}}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.subs[s] = struct{}{}
	return s
}

// Sub is one listener.
type Sub struct {
	feed *Feed
	conv string
	wake chan struct{}

	mu     sync.Mutex
	convs  map[string]struct{}
	typing bool
}

// Woken is ready when there is something to Take.
func (s *Sub) Woken() <-chan struct{} { return s.wake }

// Take returns the conversations that changed since the last Take, in order
// of name, and whether an answer is being written.
func (s *Sub) Take() (convs []string, typing bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.convs {
		convs = append(convs, c)
	}
	slices.Sort(convs)
	typing = s.typing
	clear(s.convs)
	s.typing = false
	return convs, typing
}

// Close stops listening.
func (s *Sub) Close() {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	delete(s.feed.subs, s)
}

func (s *Sub) add(convs []string) {
	s.mu.Lock()
	n := len(s.convs)
	for _, c := range convs {
		if s.conv == "" || s.conv == c {
			s.convs[c] = struct{}{}
		}
	}
	more := len(s.convs) > n
	s.mu.Unlock()
	if more {
		s.ring()
	}
}

func (s *Sub) typed() {
	s.mu.Lock()
	s.typing = true
	s.mu.Unlock()
	s.ring()
}

func (s *Sub) ring() {
	select {
	case s.wake <- struct{}{}:
	default: // one is already pending
	}
}
