package bot_test

import (
	"bytes"
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

// closed is a store that hands out nothing until a moment.
type closed struct {
	*bolt.Store
	until time.Time
}

func (s closed) TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error) {
	if time.Now().Before(s.until) {
		return store.Lease{}, false, errors.New("store is away")
	}
	return s.Store.TakeOne(ctx, conv, now, lease)
}

// TestAStoreThatHandsOutNothingIsLogged: a worker that can't take what is due
// says so, once, and once more when it can.
func TestAStoreThatHandsOutNothingIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		var out bytes.Buffer
		b := bot.New(bot.Options{
			Inbox: closed{s, time.Now().Add(time.Minute)}, Work: s, Keep: s, Memory: s, Nudge: func(string) {}, Now: time.Now,
			IsStaff: func(chat.Address) bool { return true }, // whose turns need no dialog
			Log:     slog.New(slog.NewTextHandler(&out, nil)), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
			Workers: 3, Poll: time.Hour,
		})
		ctx, stop := context.WithCancel(t.Context())
		go b.Run(ctx)
		arrive := func(id string) {
			in := chat.Incoming{ID: id, From: chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}, Kind: chat.KindText, Text: "alo", At: time.Now()}
			if err := b.Accept(t.Context(), in); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Second)
		}
		for _, id := range []string{"1", "2", "3"} {
			arrive(id)
		}
		time.Sleep(time.Minute)
		arrive("4")
		stop()
		synctest.Wait()
		got := out.String()
		if n := strings.Count(got, "level=ERROR"); n != 1 || !strings.Contains(got, "taking a conversation failed") || !strings.Contains(got, "store is away") {
			t.Errorf("%d errors were logged, want one that says what failed:\n%s", n, got)
		}
		if !strings.Contains(got, "taking a conversation works again") {
			t.Errorf("the end of the outage is not logged:\n%s", got)
		}
	})
}
