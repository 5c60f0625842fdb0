package channels_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/record"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// TestHandedOnceAndAgain: a reply that went out inside the answer to a webhook
// is not sent by the lane too, and a repeat of the same call gets it again.
func TestHandedOnceAndAgain(t *testing.T) {
	ctx := t.Context()
	st, to := laneStore(t)
	now := monday()
	said := chat.Reply{Text: "Dạ **em** đây ạ.", Choices: []chat.Choice{{Data: "menu", Label: "Danh sách lỗi"}}}
	say(t, st, to, now, said)

	d := handing(st, func() time.Time { return now })
	call := func(id string) channels.Call { return channels.Call{Conv: to.String(), ID: id} }
	if got, err := d.Hand(ctx, call("u1"), func(chat.Outgoing) bool { return false }); err != nil || got != nil {
		t.Fatalf("a reply that does not fit was handed over: %+v %v", got, err)
	}
	got, err := d.Hand(ctx, call("u1"), anything)
	if err != nil || got == nil || got.Text != said.Text {
		t.Fatalf("handed %+v %v, want the reply", got, err)
	}
	if got, err := d.Hand(ctx, call("u2"), anything); err != nil || got != nil {
		t.Errorf("the same reply was handed over twice: %+v %v", got, err)
	}
	again, known, err := d.Before(ctx, call("u1"))
	if err != nil || !known || again == nil || again.Text != said.Text || len(again.Choices) != 1 {
		t.Errorf("the repeated call gets %+v %v %v, want the reply again", again, known, err)
	}
	if _, known, _ := d.Before(ctx, call("u9")); known {
		t.Error("another call gets a reply that is not its own")
	}
}

// TestACallAnsweredWithNothingCarriesNothingLater: the process that took the
// turn stood still, and the platform's next call was answered with nothing.
// When the first wakes up, nobody hears its answer: the lane must send.
func TestACallAnsweredWithNothingCarriesNothingLater(t *testing.T) {
	ctx := t.Context()
	st, to := laneStore(t)
	now := monday()
	first, second := handing(st, func() time.Time { return now }), handing(st, func() time.Time { return now })
	c := channels.Call{Conv: to.String(), ID: "u1"}
	say(t, st, to, now, chat.Reply{Text: "Dạ em đây ạ."})
	if got, err := second.Nothing(ctx, c); err != nil || got != nil {
		t.Fatalf("the second call: got %+v %v, want nothing", got, err)
	}
	if got, err := first.Hand(ctx, c, anything); err != nil || got != nil {
		t.Fatalf("the first call: got %+v %v, want nothing", got, err)
	}
	if jobs, err := st.Next(ctx, now, time.Minute, 1, nil); err != nil || len(jobs) != 1 {
		t.Errorf("the lane has %d jobs (%v), want the reply", len(jobs), err)
	}
}

// TestACallIsUndecidedWhileItsReplyIsNotSettled: a process died between the
// decision and the settling. The lane sends the reply; until it has, calls are
// put off, and then they are answered with nothing.
func TestACallIsUndecidedWhileItsReplyIsNotSettled(t *testing.T) {
	ctx := t.Context()
	st, to := laneStore(t)
	now := monday()
	d := handing(st, func() time.Time { return now })
	c := channels.Call{Conv: to.String(), ID: "u1"}
	say(t, st, to, now, chat.Reply{Text: "Dạ em đây ạ."})
	sum := sha256.Sum256([]byte(c.Conv + ":u1"))
	if _, err := st.Swap(ctx, ".hook:"+hex.EncodeToString(sum[:16]), 0, []byte("1"), time.Hour, now); err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func() (*chat.Reply, error){
		"before":  func() (*chat.Reply, error) { r, _, err := d.Before(ctx, c); return r, err },
		"nothing": func() (*chat.Reply, error) { return d.Nothing(ctx, c) },
	} {
		if _, err := ask(); !errors.Is(err, channels.ErrUndecided) {
			t.Errorf("%s: got %v, want ErrUndecided", name, err)
		}
	}
	jobs, err := st.Next(ctx, now, time.Minute, 1, nil)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("the lane has %d jobs (%v), want the reply", len(jobs), err)
	}
	sent, err := json.Marshal(chat.Delivery{State: chat.Sent, IDs: []string{"77"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Settle(ctx, jobs[0], now, store.Settlement{Sent: 1, Marks: []store.Entry{{Seq: 1, Delivery: sent}}}); err != nil {
		t.Fatal(err)
	}
	if got, known, err := d.Before(ctx, c); got != nil || !known || err != nil {
		t.Errorf("after the lane has sent it: got %+v %v %v, want nothing", got, known, err)
	}
}

// TestNothingOvertakesAHandedReply: the answer to a webhook call may still be
// on its way when staff write the next line; that waits a moment. The next
// call proves that it arrived, and takes its reply at once.
func TestNothingOvertakesAHandedReply(t *testing.T) {
	ctx := t.Context()
	st, to := laneStore(t)
	now := monday()
	d, telegram := handing(st, func() time.Time { return now }), &platform{}
	d.Senders = map[string]channels.Sender{to.Channel: telegram}
	hand := func(id, text string) {
		t.Helper()
		say(t, st, to, now, chat.Reply{Text: text})
		if got, err := d.Hand(ctx, channels.Call{Conv: to.String(), ID: id}, anything); err != nil || got == nil || got.Text != text {
			t.Fatalf("handed %+v %v, want %q", got, err, text)
		}
	}
	hand("u1", "một")
	hand("u2", "hai")
	say(t, st, to, now, chat.Reply{Text: "ba"})
	d.Flush(ctx, to.String())
	if len(telegram.sent) > 0 {
		t.Errorf("sent %q while the reply before it was on its way", telegram.sent)
	}
	now = now.Add(time.Second)
	d.Flush(ctx, to.String())
	say(t, st, to, now, chat.Reply{Text: "bốn"})
	d.Flush(ctx, to.String())
	if got := strings.Join(telegram.sent, " "); got != "ba bốn" {
		t.Errorf("sent %q, want both, the second without a wait", got)
	}
}

func anything(chat.Outgoing) bool { return true }

func handing(st *bolt.Store, now func() time.Time) channels.HookReplies {
	return channels.HookReplies{Store: st, Deliver: channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Now: now, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})}
}

func monday() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

// laneStore is a store, and who is written to.
func laneStore(t *testing.T) (*bolt.Store, chat.Address) {
	t.Helper()
	st := bolttest.Open(t)
	return st, chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "42"}
}

// say commits one reply of the bot.
func say(t *testing.T, st *bolt.Store, to chat.Address, now time.Time, reply chat.Reply) {
	t.Helper()
	ctx := context.Background()
	if _, err := st.Put(ctx, to.String(), store.Item{ID: reply.Text, Body: []byte("{}"), At: now}, time.Time{}); err != nil {
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
