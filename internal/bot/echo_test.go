package bot_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// office is a bot at work for one user, whose sends another replica makes.
type office struct {
	*testing.T
	store *bolt.Store
	bot   *bot.Bot
	desk  *desk.Desk
	at    chat.Address
}

// atWork runs do in a bubble in which a bot works.
func atWork(t *testing.T, do func(o *office)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		o := &office{T: t, store: s, at: chat.Address{Channel: chat.Zalo, Bot: "oa", Chat: "lan"}}
		o.desk = newDesk(s)
		o.bot = newBot(t, s, func(made *bot.Options) { made.Keep = nil })
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

func (o *office) conversation() chat.Conversation {
	o.Helper()
	snap, err := o.store.Load(o.Context(), o.at.String())
	if err != nil {
		o.Fatal(err)
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		o.Fatal(err)
	}
	return c
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

// TestAnotherProgramsMessageSilencesNobody: a shop app, or the account's own
// welcome text. Staff see it, the user is answered.
func TestAnotherProgramsMessageSilencesNobody(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(echo("m1"), 10*time.Second)
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "alo"}, 10*time.Second)
		if got := o.holder(); got != chat.HeldByBot {
			t.Errorf("the conversation is held by %q, want the bot", got)
		}
		rows, err := o.store.Lines(o.Context(), o.at.String(), 1, 100)
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]int{}
		for _, row := range rows {
			var l chat.Line
			if err := json.Unmarshal(row.Body, &l); err != nil {
				t.Fatal(err)
			}
			by[l.By]++
		}
		if by[chat.ByNote] != 1 || by[chat.ByStaff] != 0 || by[chat.ByBot] == 0 {
			t.Errorf("got lines %v, want a note and an answer of the bot", by)
		}
	})
}

// TestStaffInTheAppOpenATicket that all staff see; when they fall silent, the
// user who waits is told who answers.
func TestStaffInTheAppOpenATicket(t *testing.T) {
	atWork(t, func(o *office) {
		in := echo("m1")
		in.Data = "admin-7"
		o.arrives(in, time.Second)
		c := o.conversation()
		if c.Ticket == nil || c.Ticket.State != chat.Claimed || desk.EchoUntil(c).IsZero() {
			t.Fatalf("got %+v, want a held ticket and when it ends", c.Ticket)
		}
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "vẫn lỗi"}, time.Hour)
		if c = o.conversation(); c.Ticket.State != chat.Waiting || c.Holder.Kind != chat.HeldByQueue {
			t.Errorf("an hour later: got %s held by %s, want it in the queue", c.Ticket.State, c.Holder.Kind)
		}
		rows, _ := o.store.Lines(o.Context(), o.at.String(), 1, 100)
		told := false
		for _, row := range rows {
			told = told || strings.Contains(string(row.Body), "được chuyển cho nhân viên trực")
		}
		if !told {
			t.Error("the user was not told who answers")
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
