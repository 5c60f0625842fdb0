package redis_test

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	client "github.com/redis/go-redis/v9"

	"hotro/internal/store"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// With -failover every way is tried with every wait, for the figures of
// docs/redis.md; without, those that must lose nothing.
var failovers = flag.Bool("failover", false, "try every failover with every wait=")

// writers put numbered arrivals in a closed loop, each again until it is
// acknowledged.
type writers struct {
	s     *redis.Store
	mu    sync.Mutex
	acked []string
	last  atomic.Int64 // moment of the last acknowledgement, ns
	gap   atomic.Int64 // longest time between two of them, ns
}

func (w *writers) run(ctx context.Context, n int) {
	w.last.Store(time.Now().UnixNano())
	for i := range 50_000 {
		id := fmt.Sprintf("%d-%d", n, i)
		for {
			ask, cancel := context.WithTimeout(ctx, 1500*time.Millisecond)
			_, err := w.s.Put(ask, id, store.Item{ID: id, At: now}, now)
			cancel()
			if err == nil {
				break
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
		w.ack(id)
	}
}

func (w *writers) ack(id string) {
	t := time.Now().UnixNano()
	if quiet := t - w.last.Swap(t); quiet > w.gap.Load() {
		w.gap.Store(quiet)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.acked = append(w.acked, id)
}

func (w *writers) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.acked)
}

// until waits for n more acknowledgements.
func (w *writers) until(t *testing.T, n int) {
	t.Helper()
	tick, over := time.NewTicker(20*time.Millisecond), time.After(60*time.Second)
	defer tick.Stop()
	for want := w.count() + n; w.count() < want; {
		select {
		case <-over:
			t.Fatalf("got %d acknowledgements within a minute, want %d", w.count(), want)
		case <-tick.C:
		}
	}
}

// strikes are the ways in which a master is replaced.
func strikes() map[string]func(t *testing.T, g *redistest.Sentinel) {
	return map[string]func(*testing.T, *redistest.Sentinel){
		"kill":   func(_ *testing.T, g *redistest.Sentinel) { g.Master.Kill() },
		"freeze": func(_ *testing.T, g *redistest.Sentinel) { g.Master.Freeze() },
		"paused switch": func(t *testing.T, g *redistest.Sentinel) {
			var from, to string
			var err error
			for range 4 { // a replica that a busy machine left behind: nothing was switched, and an operator tries again
				g.Await(t)
				if from, to, err = redis.Switch(t.Context(), g.URL(), redis.Options{}); err == nil || from != to {
					break
				}
			}
			if err != nil || from != g.Master.Addr || to != g.Replica.Addr {
				t.Errorf("Switch: got from %s to %s, %v; want from %s to %s", from, to, err, g.Master.Addr, g.Replica.Addr)
			}
		},
		"bare switch": func(t *testing.T, g *redistest.Sentinel) {
			s := client.NewSentinelClient(&client.Options{Addr: g.Watcher.Addr, DisableIdentity: true})
			defer s.Close()
			if err := s.Failover(t.Context(), "main").Err(); err != nil {
				t.Error(err)
			}
		},
	}
}

// together runs a test beside others, unless it is there for its figures.
func together(t *testing.T) {
	if !*failovers {
		t.Parallel()
	}
}

// TestFailover: what was acknowledged is there after the replica took over.
func TestFailover(t *testing.T) {
	together(t)
	for name, c := range map[string]struct {
		strike, wait string
		free         bool // may lose some
	}{
		"paused switch":         {"paused switch", "", false},
		"kill, wait=1":          {"kill", "?wait=1", false},
		"bare switch, wait=1":   {"bare switch", "?wait=1", false},
		"kill":                  {"kill", "", true},
		"freeze":                {"freeze", "", true},
		"bare switch":           {"bare switch", "", true},
		"freeze, wait=1":        {"freeze", "?wait=1", false},
		"paused switch, wait=1": {"paused switch", "?wait=1", false},
	} {
		long := name != "paused switch" && name != "kill, wait=1"
		if long && !*failovers {
			continue
		}
		t.Run(name, func(t *testing.T) {
			together(t)
			g := redistest.StartSentinel(t)
			g.Await(t)
			s, err := redis.Open(t.Context(), g.URL()+c.wait, redis.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			w := &writers{s: s}
			ctx, stop := context.WithCancel(t.Context())
			var all sync.WaitGroup
			for n := range 8 {
				all.Go(func() { w.run(ctx, n) })
			}
			w.until(t, 200)
			strikes()[c.strike](t, g)
			promoted(t, g.Replica)
			if c.wait == "" || c.strike == "bare switch" { // else nobody follows the new master
				w.until(t, 200)
			}
			stop()
			all.Wait()
			lost := missing(t, g.Replica.Addr, w.acked)
			t.Logf("%s: %d acknowledged, %d lost, longest time without an answer %v", name, len(w.acked), lost, time.Duration(w.gap.Load()).Round(10*time.Millisecond))
			if lost > 0 && !c.free {
				t.Errorf("%d of %d acknowledged arrivals are lost, want none", lost, len(w.acked))
			}
		})
	}
}

// promoted waits until the server is a master.
func promoted(t *testing.T, server *redistest.Server) {
	t.Helper()
	c := plainClient(t, server.Addr)
	tick, over := time.NewTicker(20*time.Millisecond), time.After(time.Minute)
	defer tick.Stop()
	for {
		info, err := c.Info(t.Context(), "replication").Result()
		if err == nil && strings.Contains(info, "role:master") {
			return
		}
		select {
		case <-over:
			t.Fatalf("the replica did not take over within a minute: %v\n%s", err, info)
		case <-tick.C:
		}
	}
}

// missing counts the conversations of arrivals that a server does not have.
func missing(t *testing.T, addr string, convs []string) (lost int) {
	t.Helper()
	pipe := plainClient(t, addr).Pipeline()
	cmds := make([]*client.IntCmd, len(convs))
	for i, conv := range convs {
		cmds[i] = pipe.Exists(t.Context(), fmt.Sprintf("hotro:{%02d}:c:%s", store.Part(conv), conv))
	}
	if _, err := pipe.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range cmds {
		if cmd.Val() == 0 {
			lost++
		}
	}
	return lost
}

// A switch that can't be whole does not begin, and writes go on.
func TestSwitchOnlyWithReplicas(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"redis://127.0.0.1:1", "redis+cluster://127.0.0.1:1"} {
		if _, _, err := redis.Switch(t.Context(), url, redis.Options{}); err == nil || !strings.Contains(err.Error(), "redis+sentinel://") {
			t.Errorf("%s: got %v, want an error that says what can be switched", url, err)
		}
	}
	g := redistest.StartSentinel(t)
	g.Await(t)
	g.Replica.Freeze()
	s, err := redis.Open(t.Context(), g.Master.URL(), redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), "a", store.Item{ID: "m1", At: now}, now); err != nil { // the replica lacks it
		t.Fatal(err)
	}
	_, _, err = redis.Switch(t.Context(), g.URL(), redis.Options{})
	if err == nil || !strings.Contains(err.Error(), "nothing was switched") || !strings.Contains(err.Error(), "replica") {
		t.Errorf("Switch without a replica that follows: got %v, want an error that says so", err)
	}
	if _, err := s.Put(t.Context(), "a", store.Item{ID: "m2", At: now}, now); err != nil {
		t.Errorf("Put afterwards: got %v, want it taken: the writes go on", err)
	}
}
