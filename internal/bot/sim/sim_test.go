// Package sim kills the program at every step it takes, and proves that
// nothing is lost, nothing is done twice and nothing comes out of order.
//
// Three processes, each with the program's own turns (package bot), desk,
// dialog and delivery (package channels), share one store. Ten users and two
// members of staff talk to them. Every call of the store, of a platform or of
// a model may kill its process, before or after it took effect; may fail
// without effect or with it; may be on its way longer than a lease. Webhooks
// come twice and out of turn, platforms refuse, answer late or not at all,
// models think longer than the lease, a picture breaks whoever reads it. When
// all is quiet again, a judge compares what the store holds with what really
// happened (oracle_test.go). Bugs put into the store on purpose must be
// noticed (mutants_test.go).
//
// All runs in a synctest bubble: leases and timers take no time. A seed
// repeats a run's dice, not the order in which goroutines are run: repeat a
// failure with -sim.seed N -sim.seeds 20. The long form:
//
//	go test ./internal/bot/sim -run Crashes -sim.points 1000000 -timeout 12h
//
// Start reading at run and world.step.
package sim

import (
	"context"
	"flag"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"

	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
)

var (
	seed0  = flag.Uint64("sim.seed", 1, "the first seed")
	seeds  = flag.Int("sim.seeds", 0, "how many seeds to run; 0: as many as sim.points needs")
	points = flag.Int("sim.points", 9500, "how many crash points to reach on the embedded store, and for each 19 of them one on Redis")
)

// opener opens a store inside the bubble.
type opener func(t *testing.T) (s shelf, poll time.Duration, end func())

func onBolt(t *testing.T) (shelf, time.Duration, func()) {
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(filepath.Join(dir, "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, time.Second, func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
}

func onRedis(t *testing.T) (shelf, time.Duration, func()) {
	m := miniredis.NewMiniRedis()
	m.ClockTTL(true)
	s, err := redis.Open(t.Context(), "redis://127.0.0.1:6379", redis.Options{
		Pool: 64,
		Dialer: func(context.Context, string, string) (net.Conn, error) {
			c, err := m.Dial()
			if err != nil {
				return nil, err
			}
			return newBufferedConn(c), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, 2 * time.Second, func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		m.Close()
	}
}

// run plays one seed and returns what came of it.
func run(t *testing.T, seed uint64, open opener, m mutant) (sum figures, wrongs []wrong) {
	t.Helper()
	var w *world
	synctest.Test(t, func(t *testing.T) {
		s, poll, end := open(t)
		defer end()
		w = newWorld(seed, s, poll, m)
		var talks []*talk
		for n := goneUser; n <= users; n++ {
			talks = append(talks, w.newTalk(n))
		}
		w.play(t, s, talks)
		w.end()
		sum, wrongs = w.judge(s, talks)
	})
	if len(wrongs) > 0 && m.make == nil {
		w.tell(t, seed, wrongs)
	}
	return sum, wrongs
}

// play lets the users talk under fire, then waits until all is quiet. What
// was answered late has its timers still before it.
func (w *world) play(t *testing.T, s shelf, talks []*talk) {
	done := make(chan struct{}, len(talks))
	for _, k := range talks {
		w.all.Go(func() { k.play(); done <- struct{}{} })
	}
	for range talks {
		<-done
	}
	time.Sleep(waitFor + nudgeFor)
	w.setCalm()
	time.Sleep(closeFor + 2*laneLease)
	if w.untilQuiet(t, s) > 0 {
		time.Sleep(waitFor + nudgeFor + closeFor + 2*laneLease)
		w.untilQuiet(t, s)
	}
}

// untilQuiet waits until nothing is left to be read or sent, and returns how
// long that took; what never ends is found by the judge.
func (w *world) untilQuiet(t *testing.T, s shelf) time.Duration {
	began := time.Now()
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Minute)
	defer stop()
	for range 120 {
		d, err := s.Depth(ctx)
		if err != nil {
			t.Error(err)
		}
		if d.Inbox+d.User+d.Desk == 0 {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return time.Since(began)
}

// tell says what went wrong and how to see it again.
func (w *world) tell(t *testing.T, seed uint64, wrongs []wrong) {
	t.Helper()
	t.Errorf("seed %d: %d promises broken; repeat with -sim.seed %d -sim.seeds 20", seed, len(wrongs), seed)
	for i, x := range wrongs {
		if i == 5 {
			break
		}
		t.Logf("seed %d: %s: %s: %s\n%s%s", seed, x.kind, x.conv, x.what, w.ledger.story(x.conv), w.tales[x.conv])
	}
}

// crashes runs seeds on both cores until there were enough crash points.
func crashes(t *testing.T, open opener, want int) {
	var next, reached atomic.Int64
	sums := make([]figures, 2)
	t.Run("seeds", func(t *testing.T) {
		for i := range sums {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				for !t.Failed() {
					n := next.Add(1) - 1
					if (*seeds > 0 && n >= int64(*seeds)) || (*seeds == 0 && reached.Load() >= int64(want)) {
						return
					}
					sum, _ := run(t, *seed0+uint64(n), open, mutant{})
					sums[i].add(sum)
					reached.Add(int64(sum.Kills))
				}
			})
		}
	})
	sums[0].add(sums[1])
	got := sums[0]
	t.Logf("%+v", got)
	// One in twenty, and three standard deviations: a short run is a small sample.
	most := float64(got.Kills) / 20
	if most += 3 * math.Sqrt(most); float64(got.Repeated) > most {
		t.Errorf("%d sends were repeated in %d crashes, want at most one in twenty", got.Repeated, got.Kills)
	}
}

// TestCrashesOnBolt plays on the embedded store.
func TestCrashesOnBolt(t *testing.T) { crashes(t, onBolt, *points) }

// TestCrashesOnRedis plays on the store for production.
func TestCrashesOnRedis(t *testing.T) { crashes(t, onRedis, *points/19) }
