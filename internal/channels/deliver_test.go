package channels_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/record"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// platform is a Sender whose answers are scripted; nil means taken.
type platform struct {
	mu      sync.Mutex
	answers []error
	sent    []string
	at      []time.Time
	before  func() // called when a send arrives
}

func (p *platform) Split(r chat.Reply) []chat.Reply {
	var out []chat.Reply
	for s := range strings.SplitSeq(r.Text, "|") {
		out = append(out, chat.Reply{Text: s})
	}
	return out
}

func (p *platform) Send(_ context.Context, _ chat.Address, part chat.Reply) (string, error) {
	if p.before != nil {
		p.before()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = append(p.at, time.Now())
	var err error
	if len(p.answers) > 0 {
		err, p.answers = p.answers[0], p.answers[1:]
	}
	if err != nil {
		return "", err
	}
	p.sent = append(p.sent, part.Text)
	return fmt.Sprint("m", len(p.sent)), nil
}

// post is a conversation with a lane, in a bubble whose clock is the store's.
type post struct {
	t    *testing.T
	st   *bolt.Store
	to   chat.Address
	p    *platform
	gone []chat.Incoming
	log  *strings.Builder
}

// deliver runs do in a bubble: a platform with these answers, a store, and a
// Deliver at work.
func deliver(t *testing.T, answers []error, do func(*post)) {
	synctest.Test(t, func(t *testing.T) {
		st := bolttest.Open(t)
		b := &post{t: t, st: st, to: chat.Address{Channel: "telegram", Bot: "7", Chat: "1"}, p: &platform{answers: answers}, log: &strings.Builder{}}
		d := channels.NewDeliver(channels.DeliverOptions{
			Lanes: st, Gate: st, Senders: map[string]channels.Sender{"telegram": b.p}, Now: time.Now, Workers: 4,
			Log: slog.New(slog.NewTextHandler(b.log, nil)), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
			Accept: func(_ context.Context, in ...chat.Incoming) error { b.gone = append(b.gone, in...); return nil },
		})
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { d.Run(ctx); close(done) }()
		do(b)
		stop()
		<-done
	})
}

// change applies something to the conversation.
func (b *post) change(do func(*record.Record)) {
	b.t.Helper()
	snap, err := b.st.Load(context.Background(), b.to.String())
	if err != nil {
		b.t.Fatal(err)
	}
	r, err := record.Open(snap, b.to, time.Now())
	if err != nil {
		b.t.Fatal(err)
	}
	do(r)
	ch, err := r.Change()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.st.Apply(context.Background(), snap, time.Now(), "", ch); err != nil {
		b.t.Fatal(err)
	}
}

func (b *post) says(texts ...string) {
	b.change(func(r *record.Record) {
		for _, s := range texts {
			r.Say(chat.Reply{Text: s})
		}
	})
}

// passes lets time pass.
func (b *post) passes(d time.Duration) { time.Sleep(d); synctest.Wait() }

func (b *post) sent(want ...string) {
	b.t.Helper()
	b.p.mu.Lock()
	defer b.p.mu.Unlock()
	if !slices.Equal(b.p.sent, want) {
		b.t.Errorf("sent %q, want %q\n%s", b.p.sent, want, b.log)
	}
}

func (b *post) tries() int {
	b.p.mu.Lock()
	defer b.p.mu.Unlock()
	return len(b.p.at)
}

// heals lets the platform take everything from now on.
func (b *post) heals() {
	b.p.mu.Lock()
	defer b.p.mu.Unlock()
	b.p.answers = nil
}

// fate returns what became of a line.
func (b *post) fate(seq int64) chat.Delivery {
	b.t.Helper()
	rows, err := b.st.Lines(context.Background(), b.to.String(), seq, seq)
	if err != nil || len(rows) != 1 {
		b.t.Fatalf("line %d: %v %v", seq, rows, err)
	}
	var d chat.Delivery
	if err := json.Unmarshal(rows[0].Delivery, &d); err != nil {
		b.t.Fatal(err)
	}
	return d
}

func refuse(c channels.Class, after time.Duration) error {
	return &channels.Failure{Class: c, After: after, Reason: "test.thus"}
}

func TestInOrderAndOnce(t *testing.T) {
	deliver(t, nil, func(b *post) {
		b.says("một", "hai", "ba")
		b.passes(2 * time.Second)
		b.sent("một", "hai", "ba")
		if d := b.fate(2); d.State != chat.Sent || !slices.Equal(d.IDs, []string{"m2"}) {
			t.Errorf("line 2 is %+v, want sent as m2", d)
		}
	})
}

func TestThePlatformsOwnWaitIsKeptAndNothingOvertakes(t *testing.T) {
	deliver(t, []error{refuse(channels.Later, 40*time.Second)}, func(b *post) {
		b.says("một")
		b.passes(time.Second)
		b.says("hai")
		b.passes(38 * time.Second)
		b.sent()
		if d := b.fate(1); d.State != chat.Queued || d.Reason == "" {
			t.Errorf("while it waits the line is %+v, want queued with a reason", d)
		}
		b.passes(3 * time.Second)
		b.sent("một", "hai")
	})
}

func TestFailuresBackOffAndEnd(t *testing.T) {
	var down []error
	for range 400 {
		down = append(down, errors.New("connection refused"))
	}
	deliver(t, down, func(b *post) {
		b.says("một")
		b.passes(10 * time.Minute)
		if n := b.tries(); n < 8 || n > 20 {
			t.Errorf("tried %d times in ten minutes, want it to back off to every two", n)
		}
		b.passes(6 * time.Hour)
		if d := b.fate(1); d.State != chat.Failed {
			t.Errorf("after six hours the line is %+v, want given up", d)
		}
		dead, err := b.st.DeadList(context.Background(), 10)
		if err != nil || len(dead) != 1 {
			t.Errorf("dead letters: %v %v, want the reply", dead, err)
		}
		b.heals()
		b.says("hai")
		b.passes(time.Minute)
		b.sent("hai")
	})
}

func TestAnUnknownSendIsRepeatedOnceAndMarked(t *testing.T) {
	deliver(t, []error{refuse(channels.Unknown, 0), nil}, func(b *post) {
		b.says("một")
		b.passes(5 * time.Second)
		if d := b.fate(1); d.State != chat.Unsure {
			t.Errorf("the line is %+v, want unsure", d)
		}
		b.passes(20 * time.Second)
		b.sent("một")
	})
	deliver(t, []error{refuse(channels.Unknown, 0), refuse(channels.Unknown, 0)}, func(b *post) {
		b.says("một", "hai")
		b.passes(time.Minute)
		b.sent("hai")
		if d := b.fate(1); d.State != chat.Failed {
			t.Errorf("after a second unknown end the line is %+v, want given up", d)
		}
	})
}

func TestRefusedIsShownAndTheNextGoesOn(t *testing.T) {
	deliver(t, []error{refuse(channels.Refused, 0)}, func(b *post) {
		b.says("một", "hai")
		b.passes(2 * time.Second)
		b.sent("hai")
		if d := b.fate(1); d.State != chat.Failed || d.Reason != "test.thus" {
			t.Errorf("the refused line is %+v, want failed with the reason", d)
		}
	})
}

func TestAUserWhoIsGoneIsNoted(t *testing.T) {
	deliver(t, []error{refuse(channels.Gone, 0)}, func(b *post) {
		b.says("một")
		b.passes(time.Second)
		if len(b.gone) != 1 || b.gone[0].Kind != chat.KindBlocked {
			t.Errorf("noted %+v, want the user as blocked", b.gone)
		}
	})
}

func TestPartsGoOnWhereTheyFailed(t *testing.T) {
	deliver(t, []error{nil, nil, refuse(channels.Later, time.Minute)}, func(b *post) {
		b.says("một|hai|ba|bốn")
		b.passes(10 * time.Second)
		b.sent("một", "hai")
		b.passes(time.Minute)
		b.sent("một", "hai", "ba", "bốn")
		if d := b.fate(1); !slices.Equal(d.IDs, []string{"m1", "m2", "m3", "m4"}) {
			t.Errorf("the line is %+v, want all four ids", d)
		}
	})
}

// TestTheBotIsSilentOnceAPersonTalks: what waits when staff take over is
// dropped, even between two replies, and staff's own words go out.
func TestTheBotIsSilentOnceAPersonTalks(t *testing.T) {
	deliver(t, nil, func(b *post) {
		first := true
		b.p.before = func() {
			if !first {
				return
			}
			first = false // one send at a time in this lane
			b.change(func(r *record.Record) {
				r.Hold(chat.Holder{Kind: chat.HeldByStaff, Staff: "telegram:1", Name: "Lan"})
				r.SayAs("Lan", "web", chat.Reply{Text: "em là Lan"})
			})
		}
		b.says("một", "hai", "ba")
		b.passes(3 * time.Second)
		b.sent("một", "em là Lan")
		for _, seq := range []int64{2, 3} {
			if d := b.fate(seq); d.State != chat.Dropped {
				t.Errorf("line %d is %+v, want dropped", seq, d)
			}
		}
	})
}

// TestNoLogFlood: hours of a platform that is down are a few lines.
func TestNoLogFlood(t *testing.T) {
	var down []error
	for range 100 {
		down = append(down, errors.New("connection refused"))
	}
	deliver(t, down, func(b *post) {
		b.says("một")
		b.passes(time.Hour)
		if n := strings.Count(b.log.String(), "\n"); n > 3 {
			t.Errorf("%d log lines in an hour:\n%s", n, b.log)
		}
	})
}
