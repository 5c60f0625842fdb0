package redis_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/leader"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// split is a group whose master was cut off together with one of two bots,
// and the two bots' stores.
type split struct {
	*redistest.Group
	cutOff, other *redis.Store
}

func newSplit(t *testing.T, wait string) *split {
	t.Helper()
	g := redistest.StartWatched(t)
	open := func(name string) *redis.Store {
		s, err := redis.Open(t.Context(), g.URL(name)+wait, redis.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	return &split{Group: g, cutOff: open("bot1"), other: open("bot2")}
}

// TestAPartitionHasOneLeader: the bot that polls is cut off together with the
// master. It gives up before another polls on the other side, and takes part
// in that again once the network is whole. A machine that stands still for a
// second can make a leader late, so once is no proof that two lead: three
// times is.
func TestAPartitionHasOneLeader(t *testing.T) {
	t.Parallel()
	most := int64(0)
	for range 3 {
		if most = leadersAtOnce(t, "&wait=1:all"); most == 1 {
			return
		}
	}
	t.Errorf("polled at once: got %d, want 1", most)
}

// leadersAtOnce cuts the bot that polls off, waits until the other polls, and
// returns how many did at the same time.
func leadersAtOnce(t *testing.T, wait string) int64 {
	t.Helper()
	w := newSplit(t, wait)
	var now, most, last atomic.Int64 // leaders at this moment, and at most; who led last
	var all sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	defer all.Wait()
	defer stop()
	run := func(n int64, s *redis.Store) {
		all.Go(func() {
			e := leader.Elector{Locks: s, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
			e.Run(ctx, "poll", func(ctx context.Context) {
				if leaders := now.Add(1); leaders > most.Load() {
					most.Store(leaders)
				}
				last.Store(n)
				<-ctx.Done()
				now.Add(-1)
			})
		})
	}
	run(1, w.cutOff)
	redistest.Until(t, "the first bot polls", func() bool { return last.Load() == 1 })
	run(2, w.other)
	w.Wires.Split(w.SideOfMaster("bot1")...)
	redistest.Until(t, "a bot on the other side polls", func() bool { return last.Load() == 2 })
	w.Wires.Heal()
	redistest.Until(t, "the first bot reaches the store", func() bool {
		_, err := w.cutOff.Health(t.Context())
		return err == nil
	})
	return most.Load()
}

// TestAPartitionGivesNoNumberTwice: a ticket's number that only the cut-off
// master had is not given again, neither by the bot that was given it, when it
// asks a master that never heard of it, nor, where replicas are waited for, by
// any other: such a number is not given at all.
func TestAPartitionGivesNoNumberTwice(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]string{"alone": "", "wait=1:all": "&wait=1:all"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSplit(t, wait)
			given := map[int64]bool{}
			count := func(s *redis.Store) bool {
				ask, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				defer cancel()
				n, err := s.Count(ask, "tickets")
				if err == nil && given[n] {
					t.Errorf("number %d is given twice", n)
				}
				given[n] = given[n] || err == nil
				return err == nil
			}
			redistest.Until(t, "a first number", func() bool { return count(w.cutOff) })
			w.Wires.Split(w.SideOfMaster("bot1")...)
			lost := 0
			for range 3 {
				if count(w.cutOff) {
					lost++
				}
			}
			if wait == "" && lost == 0 || wait != "" && lost > 0 {
				t.Errorf("numbers given by the master that is cut off: got %d, want some alone and none with wait", lost)
			}
			redistest.Until(t, "a replica takes over", func() bool { return w.Master(t) > 0 })
			if wait != "" {
				redistest.Until(t, "a number on the other side", func() bool { return count(w.other) })
			}
			w.Wires.Heal()
			for range 2 {
				redistest.Until(t, "a number from the new master", func() bool { return w.Master(t) > 0 && count(w.cutOff) })
			}
		})
	}
}
