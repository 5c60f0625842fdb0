package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// shaky is a store that does not take leases back until a moment.
type shaky struct {
	*bolt.Store
	until time.Time
}

func (s shaky) Release(ctx context.Context, l store.Lease, at time.Time) error {
	if time.Now().Before(s.until) {
		return errors.New("store is away")
	}
	return s.Store.Release(ctx, l, at)
}

// TestAFailedTurnIsTriedAgainSoon: a store that is away for a second when a
// turn fails does not make the user wait for the lease to run out.
func TestAFailedTurnIsTriedAgainSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		const conv = "telegram:7:42"
		work := shaky{s, time.Now().Add(time.Second)}
		b := bot.New(bot.Options{
			Inbox: s, Work: work, Keep: s, Memory: s, Nudge: func(string) {}, Now: time.Now,
			Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
		})
		if _, err := s.Put(t.Context(), conv, store.Item{ID: "1", Body: []byte("no JSON"), At: time.Now()}, time.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := b.TakeTurn(t.Context(), conv); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		if _, ok, err := s.TakeOne(t.Context(), conv, time.Now(), time.Second); err != nil || !ok {
			t.Errorf("after two seconds: got %v (%v), want the conversation to be free again", ok, err)
		}
	})
}

// readOnly is a store that takes no commit until a moment.
type readOnly struct {
	*bolt.Store
	until time.Time
}

func (s readOnly) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if now.Before(s.until) {
		return store.Committed{}, &store.Away{Refuses: true, Err: errors.New("too few replicas")}
	}
	return s.Store.Commit(ctx, l, now, ch)
}

// TestAStoreThatTakesNoWritesIsNoFaultOfTheLine: for as long as that lasts the
// line is tried, and then answered; nobody calls it poison.
func TestAStoreThatTakesNoWritesIsNoFaultOfTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		work := readOnly{s, time.Now().Add(5 * time.Minute)}
		b := newBot(t, s, func(o *bot.Options) { o.Work = work })
		at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "lan"}
		if err := b.Accept(t.Context(), chat.Incoming{ID: "1", From: at, Kind: chat.KindButton, Data: "human", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		for time.Now().Before(work.until.Add(time.Minute)) {
			if _, err := b.TakeTurn(t.Context(), at.String()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if dead, err := s.DeadList(t.Context(), 10); err != nil || len(dead) > 0 {
			t.Errorf("dead letters: got %v (%v), want none", dead, err)
		}
		if said := spoken(t, s, at); strings.Count(said, "#1") != 1 {
			t.Errorf("afterwards the user hears %q, want the answer once", said)
		}
	})
}
