package redis

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Callers who run scripts at the same time share trips: while one trip to a
// server is under way, what comes next gathers, and goes together as soon as
// that one is back. A lone caller goes at once and by itself. Nothing is ever
// sent twice, and whoever stops waiting may have been heard. (The client's own
// AutoPipeline is still experimental, heeds no caller's deadline, and lets
// everybody wait for a connection that hangs.)

// Bounds of sharing.
const (
	mostShared   = 64                    // commands in one trip
	mostWords    = 64 << 10              // bytes of a command that goes with others
	shareAgain   = 25 * time.Millisecond // what gathers waits no longer for the trip before it
	mostTogether = 16                    // trips under way to one server
)

// shared is a command on its way.
type shared struct {
	cmd  *redis.Cmd
	done chan struct{}
}

// trips are the shared trips to one server.
type trips struct {
	send func([]*shared) // sends commands together and waits for their answers

	mu       sync.Mutex
	waiting  []*shared
	underWay int
	again    *time.Timer // when what waits goes although no trip is back
}

// do runs a command: alone when nothing is under way, else with others.
func (t *trips) do(ctx context.Context, cmd *redis.Cmd, alone func()) *redis.Cmd {
	t.mu.Lock()
	if t.underWay == 0 {
		t.underWay++
		t.mu.Unlock()
		alone()
		t.back()
		return cmd
	}
	one := &shared{cmd, make(chan struct{})}
	t.waiting = append(t.waiting, one)
	if len(t.waiting) == 1 {
		t.hasten()
	}
	t.mu.Unlock()
	select {
	case <-one.done:
		return cmd
	case <-ctx.Done():
		t.withdraw(one)
		return failed(ctx, ctx.Err()) // cmd may still belong to a trip
	}
}

// withdraw takes back what has not gone yet.
func (t *trips) withdraw(one *shared) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = slices.DeleteFunc(t.waiting, func(w *shared) bool { return w == one })
}

// hasten has what waits go soon, whatever is under way.
func (t *trips) hasten() {
	if t.again == nil {
		t.again = time.AfterFunc(shareAgain, t.overtake)
		return
	}
	t.again.Reset(shareAgain)
}

// overtake begins another trip when what waits has waited long.
func (t *trips) overtake() {
	t.mu.Lock()
	if len(t.waiting) == 0 || t.underWay >= mostTogether {
		t.mu.Unlock()
		return
	}
	t.underWay++
	t.mu.Unlock()
	t.back()
}

// back ends a trip: what has gathered meanwhile goes next, for its own callers
// to wait for.
func (t *trips) back() {
	if next := t.gathered(); len(next) > 0 {
		go func() {
			for ; len(next) > 0; next = t.gathered() {
				t.send(next)
				runtime.Gosched() // who was just answered may have the next thing to ask
			}
		}()
	}
}

// gathered takes what goes next; with nothing the trip is over.
func (t *trips) gathered() []*shared {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := min(len(t.waiting), mostShared)
	next := t.waiting[:n:n]
	if t.waiting = t.waiting[n:]; len(t.waiting) == 0 {
		t.waiting = nil
		if t.again != nil {
			t.again.Stop()
		}
	} else {
		t.hasten()
	}
	if n == 0 {
		t.underWay--
	}
	return next
}

// ways are the trips to each server, by its address; there is one without an
// address where there is one server.
type ways struct {
	mu sync.Mutex
	to map[string]*trips
}

// share runs a script with others that go to the same server. What is bulky
// goes by itself: it would hold the others up.
func (s *Store) share(ctx context.Context, cmd *redis.Cmd, key string) *redis.Cmd {
	if bulky(cmd.Args()) {
		_ = s.client.Process(ctx, cmd) // the command has its error
		return cmd
	}
	addr := ""
	if c, cluster := s.client.(*redis.ClusterClient); cluster {
		node, err := c.MasterForKey(ctx, key)
		if err != nil {
			return failed(ctx, err)
		}
		addr = node.Options().Addr
	}
	return s.way(addr).do(ctx, cmd, func() { _ = s.client.Process(ctx, cmd) }) // the command has its error
}

// bulky reports whether arguments are a file rather than words.
func bulky(args []any) bool {
	size := 0
	for _, a := range args {
		switch v := a.(type) {
		case []byte:
			size += len(v)
		case string:
			size += len(v)
		}
	}
	return size > mostWords
}

func (s *Store) way(addr string) *trips {
	s.ways.mu.Lock()
	defer s.ways.mu.Unlock()
	t := s.ways.to[addr]
	if t == nil {
		if s.ways.to == nil {
			s.ways.to = map[string]*trips{}
		}
		t = &trips{send: s.together}
		s.ways.to[addr] = t
	}
	return t
}

// together sends commands in one trip and tells their callers.
func (s *Store) together(all []*shared) {
	ctx, pipe := context.Background(), s.trip()
	for _, one := range all {
		_ = pipe.Process(ctx, one.cmd) // only queued
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	for _, one := range all {
		close(one.done)
	}
}
