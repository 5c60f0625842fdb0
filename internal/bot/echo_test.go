package bot_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
	"hotro/prompts"
)

// office is a bot at work for one user, whose sends another replica makes.
type office struct {
	*testing.T
	store *bolt.Store
	bot   *bot.Bot
	at    chat.Address
}

// atWork runs do in a bubble in which a bot works.
func atWork(t *testing.T, do func(o *office)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		say := prompts.Must("vi")
		eng := dialog.New(dialog.Options{Guide: &kb.Guide{Version: "1"}, Reader: unread{}, Say: map[string]*prompts.Say{"vi": say}})
		o := &office{T: t, store: s, at: chat.Address{Channel: chat.Zalo, Bot: "oa", Chat: "lan"}}
		d := desk.New(desk.Options{Store: s, Say: say, Now: time.Now})
		o.bot = bot.New(bot.Options{
			Inbox: s, Work: s, Memory: s, Nudge: func(string) {},
			Dialog:    func() (*dialog.Engine, bot.Reader) { return eng, unread{} },
			Lifecycle: d.Lifecycle, Queue: d.Reader,
			Now: time.Now, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
		})
		ctx, stop := context.WithCancel(t.Context())
		go o.bot.Run(ctx)
		do(o)
		stop()
		synctest.Wait()
	})
}

// arrives has something arrive, and gives the bot d to act on it.
func (o *office) arrives(in chat.Incoming, d time.Duration) {
	o.Helper()
	in.From, in.At = o.at, time.Now()
	if in.ID == "" {
		in.ID = in.Message
	}
	if err := o.bot.Accept(o.Context(), in); err != nil {
		o.Fatal(err)
	}
	time.Sleep(d)
	synctest.Wait()
}

func (o *office) holder() string {
	o.Helper()
	snap, err := o.store.Load(o.Context(), o.at.String())
	if err != nil || snap.State == nil {
		return chat.HeldByBot
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		o.Fatal(err)
	}
	return c.Holder.Kind
}

// sent records what the other replica has sent: the first reply in the lane.
func (o *office) sent(id string) {
	o.Helper()
	j, ok, err := o.store.NextOne(o.Context(), o.at.String(), store.LaneUser, time.Now(), time.Minute, nil)
	if err != nil || !ok {
		o.Fatalf("nothing to send: %v", err)
	}
	_, err = o.store.Settle(o.Context(), j, time.Now(), store.Settlement{Sent: 1, Refs: []store.Ref{{Scope: "user", ID: id, Seq: j.Outs[0].Seq}}})
	if err != nil {
		o.Fatal(err)
	}
}

// echo is the echo of a message without words.
func echo(message string) chat.Incoming {
	return chat.Incoming{Kind: chat.KindEcho, Message: message, Text: "(tin không có chữ)"}
}

func TestTheEchoOfOurOwnSendIsNoPerson(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindText, Text: "xin chào"}, time.Second)
		o.arrives(echo("m1"), time.Second) // faster than the record of the send
		o.sent("m1")
		time.Sleep(10 * time.Second)
		if got := o.holder(); got != chat.HeldByBot {
			t.Errorf("after the echo of an own send the conversation is held by %q, want the bot", got)
		}
	})
}

func TestAnEchoIsPutBackWhenTheUserWritesMeanwhile(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindText, Text: "xin chào"}, time.Second)
		o.arrives(echo("m1"), time.Second)
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "alo"}, time.Second)
		o.sent("m1")
		time.Sleep(10 * time.Second)
		if got := o.holder(); got != chat.HeldByBot {
			t.Errorf("after the echo of an own send the conversation is held by %q, want the bot", got)
		}
	})
}

func TestAnEchoThatNobodySentIsAPerson(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(echo("m1"), time.Second)
		if got := o.holder(); got != chat.HeldByBot {
			t.Errorf("before it is clear, the conversation is held by %q, want the bot", got)
		}
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "alo"}, 10*time.Second)
		if got := o.holder(); got != chat.HeldByStaff {
			t.Errorf("the conversation is held by %q, want staff", got)
		}
	})
}

func TestAnEchoWithAnAuthorIsAPersonAtOnce(t *testing.T) {
	atWork(t, func(o *office) {
		in := echo("m1")
		in.Data = "admin-7"
		o.arrives(in, time.Second)
		if got := o.holder(); got != chat.HeldByStaff {
			t.Errorf("the conversation is held by %q, want staff", got)
		}
	})
}
