package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
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
