package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// deaf is a store whose first Bury is written, and whose answer is lost: as
// when the process dies right after it.
type deaf struct {
	*bolt.Store
	lost bool
}

func (d *deaf) Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error {
	if err := d.Store.Bury(ctx, l, now, reason); err != nil || d.lost {
		return err
	}
	d.lost = true
	return errors.New("the answer was lost")
}

// lines is what a bot needs of a store.
type lines interface {
	bot.Inbox
	bot.Work
	bot.Memory
}

// giveUp has a bot try a conversation's first line as often as it does, and
// returns the time it is then.
func giveUp(t *testing.T, in lines, conv string, now time.Time) time.Time {
	t.Helper()
	b := bot.New(bot.Options{
		Inbox: in, Work: in, Memory: in, Nudge: func(string) {}, Now: func() time.Time { return now },
		Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})
	for range bot.MaxTries + 1 {
		if _, err := b.TakeTurn(t.Context(), conv); err != nil {
			t.Fatal(err)
		}
		now = now.Add(10 * time.Minute)
	}
	return now
}

// TestBuryCallsAPersonFirst: however the quarantine of a line ends, its user
// gets a person.
func TestBuryCallsAPersonFirst(t *testing.T) {
	s := bolttest.Open(t)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	d := &deaf{Store: s}
	const conv = "telegram:7:42"
	if _, err := s.Put(t.Context(), conv, store.Item{ID: "1", Body: []byte("no JSON"), At: now}, now); err != nil {
		t.Fatal(err)
	}
	now = giveUp(t, d, conv, now)
	dead, err := s.DeadList(t.Context(), 10)
	if err != nil || len(dead) != 1 || string(dead[0].Body) != "no JSON" {
		t.Fatalf("dead letters: got %v (%v), want the line alone", dead, err)
	}
	l, ok, err := s.TakeOne(t.Context(), conv, now, time.Minute)
	if err != nil || !ok {
		t.Fatalf("after the quarantine: got no work (%v), want the call for a person", err)
	}
	var ids []string
	for _, it := range l.Items {
		ids = append(ids, it.ID)
	}
	if want := []string{"sorry:1"}; !slices.Equal(ids, want) {
		t.Errorf("after the quarantine: got %v, want %v", ids, want)
	}
}

// TestAPersonIsCalledEvenIfTheInboxIsFull: the call finds no place before the
// quarantine, and one after it.
func TestAPersonIsCalledEvenIfTheInboxIsFull(t *testing.T) {
	s := bolttest.Open(t)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	const conv = "telegram:7:42"
	for n := range store.MaxInbox {
		if _, err := s.Put(t.Context(), conv, store.Item{ID: fmt.Sprint(n), Body: []byte("no JSON"), At: now}, now); err != nil {
			t.Fatal(err)
		}
	}
	now = giveUp(t, s, conv, now)
	if dead, err := s.DeadList(t.Context(), 10); err != nil || len(dead) != 1 {
		t.Fatalf("dead letters: got %v (%v), want one", dead, err)
	}
	if fresh, err := s.Put(t.Context(), conv, store.Item{ID: "sorry:0", Body: []byte("{}"), At: now}, now); err != nil || fresh {
		t.Errorf("the call for a person is not known (fresh %v, %v)", fresh, err)
	}
}
