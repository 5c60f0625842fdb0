package channels_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/record"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// TestHandedOnceAndAgain: a reply that went out inside the answer to a webhook
// is not sent by the lane too, and a repeat of the same call gets it again.
func TestHandedOnceAndAgain(t *testing.T) {
	ctx := t.Context()
	st, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	to := chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "42"}
	said := chat.Reply{Text: "Dạ **em** đây ạ.", Choices: []chat.Choice{{Data: "menu", Label: "Danh sách lỗi"}}}
	say(t, st, to, now, said)

	d := channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
		Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})
	any := func(chat.Outgoing) bool { return true }
	if _, ok := d.Hand(ctx, to.String(), "u1", func(chat.Outgoing) bool { return false }); ok {
		t.Fatal("a reply that does not fit was handed over")
	}
	msg, ok := d.Hand(ctx, to.String(), "u1", any)
	if !ok || msg.Reply.Text != said.Text {
		t.Fatalf("handed %+v %v, want the reply", msg, ok)
	}
	if _, ok := d.Hand(ctx, to.String(), "u2", any); ok {
		t.Error("the same reply was handed over twice")
	}
	again, ok, err := channels.Handed(ctx, st, to, "u1")
	if err != nil || !ok || again.Text != said.Text || len(again.Choices) != 1 {
		t.Errorf("the repeated call gets %+v %v %v, want the reply again", again, ok, err)
	}
	if _, ok, _ := channels.Handed(ctx, st, to, "u9"); ok {
		t.Error("another call gets a reply that is not its own")
	}
}

// say commits one reply of the bot.
func say(t *testing.T, st *bolt.Store, to chat.Address, now time.Time, reply chat.Reply) {
	t.Helper()
	ctx := context.Background()
	if _, err := st.Put(ctx, to.String(), store.Item{ID: "1", Body: []byte("{}"), At: now}, time.Time{}); err != nil {
		t.Fatal(err)
	}
	l, ok, err := st.TakeOne(ctx, to.String(), now, time.Minute)
	if err != nil || !ok {
		t.Fatalf("take: %v %v", ok, err)
	}
	r, err := record.Open(l.Snapshot, to, now)
	if err != nil {
		t.Fatal(err)
	}
	r.Say(reply)
	ch, err := r.Change()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Commit(ctx, l, now, ch); err != nil {
		t.Fatal(err)
	}
}
