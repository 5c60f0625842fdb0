package forum_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/desk/forum"
	"hotro/internal/store"
	"hotro/internal/store/bolt/bolttest"
)

// stream grants places the way both stores do.
type stream struct {
	forum.Values
	at   store.Pacing
	down bool
}

func (s *stream) Pace(_ context.Context, _ string, now time.Time, every time.Duration, burst int) (time.Duration, error) {
	if s.down {
		return 0, errors.New("store is away")
	}
	var wait time.Duration
	wait, s.at = s.at.Take(now, every, burst)
	return wait, nil
}

func TestNoMinuteSeesMoreThanTheLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(4, 40).Draw(t, "limit")
		now := time.Unix(1_750_000_000, 0)
		budget := forum.Paced(&stream{}, "k", limit, func() time.Time { return now }, slog.New(slog.DiscardHandler))
		var sent []time.Time
		for range rapid.IntRange(50, 200).Draw(t, "n") {
			now = now.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "gap")) * time.Millisecond)
			if budget(t.Context(), forum.Wish{Rank: forum.Rank(rapid.IntRange(0, 2).Draw(t, "rank"))}) > 0 {
				continue
			}
			sent = append(sent, now)
			n := 0
			for _, at := range sent {
				if now.Sub(at) < time.Minute {
					n++
				}
			}
			if n > limit {
				t.Fatalf("%d messages within a minute, want at most %d", n, limit)
			}
		}
	})
}

func TestAHigherRankGoesWhereALowerOneWaits(t *testing.T) {
	now := time.Unix(1_750_000_000, 0)
	budget := forum.Paced(&stream{}, "k", 20, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	for _, rank := range []forum.Rank{forum.RankLast, forum.RankSoon} {
		for budget(t.Context(), forum.Wish{Rank: rank}) == 0 {
		}
		if wait := budget(t.Context(), forum.Wish{Rank: rank + 1}); wait != 0 {
			t.Errorf("rank %d waits %s while there is room", rank+1, wait)
		}
	}
}

func TestStoreThatIsAwayHoldsMessagesBack(t *testing.T) {
	budget := forum.Paced(&stream{down: true}, "k", 20, time.Now, slog.New(slog.DiscardHandler))
	if wait := budget(t.Context(), forum.Wish{Rank: forum.RankNow}); wait <= 0 {
		t.Errorf("wait %s, want some", wait)
	}
}

// TestTheLineIsServedByTicket: who waits is served by ticket number, what is
// urgent before, and who does not come any more holds up nobody for long.
func TestTheLineIsServedByTicket(t *testing.T) {
	now := time.Unix(1_750_000_000, 0)
	clock := func() time.Time { return now }
	budget := forum.Paced(bolttest.Open(t), "k", 20, clock, slog.New(slog.DiscardHandler))
	for budget(t.Context(), forum.Wish{Rank: forum.RankNow}) == 0 {
	}
	wishes := map[int64]forum.Wish{}
	due := map[int64]time.Time{}
	for _, n := range []int64{9, 3, 12, 5, 7} {
		wishes[n] = forum.Wish{Rank: forum.RankNow, Ticket: n, Urgent: n == 12}
		due[n] = now
	}
	delete(due, 5) // asked once, and never again
	budget(t.Context(), wishes[5])
	var served []int64
	for range 60 {
		for _, n := range []int64{9, 3, 12, 7} {
			if at, waits := due[n]; !waits || at.After(now) {
				continue
			}
			if wait := budget(t.Context(), wishes[n]); wait == 0 {
				served = append(served, n)
				delete(due, n)
			} else {
				due[n] = now.Add(wait)
			}
		}
		now = now.Add(time.Second)
	}
	if want := []int64{12, 3, 7, 9}; !slices.Equal(served, want) {
		t.Errorf("served %v, want %v", served, want)
	}
}
