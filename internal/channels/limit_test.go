package channels_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// limiter is a platform that lets nobody send for a while: the whole bot, or
// one chat.
type limiter struct {
	until time.Time
	only  string // chat; "": all
	known bool   // the adapter keeps everybody back itself

	mu      sync.Mutex
	refused int
	sent    map[string]time.Time // by chat
}

func (l *limiter) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }

func (l *limiter) Send(_ context.Context, to chat.Address, _ chat.Reply) (string, error) {
	time.Sleep(20 * time.Millisecond) // the way there and back
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := time.Now(); now.Before(l.until) && (l.only == "" || l.only == to.Chat) {
		l.refused++
		return "", &channels.Failure{Class: channels.Later, After: l.until.Sub(now), Known: l.known, Err: errors.New("too many requests")}
	}
	l.sent[to.Chat] = time.Now()
	return "m", nil
}

// deliverFor has two workers send what waits, for a while.
func deliverFor(t *testing.T, st *bolt.Store, l *limiter, limits map[string]channels.Limits, d time.Duration) {
	t.Helper()
	deliver := channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Senders: map[string]channels.Sender{"telegram": l, "zalo": l}, Now: time.Now, Workers: 2, Limits: limits,
		Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
		Accept: func(context.Context, ...chat.Incoming) error { return nil },
	})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { deliver.Run(ctx); close(done) }()
	time.Sleep(d)
	synctest.Wait()
	stop()
	<-done
}

// thirty has a reply wait for each of thirty chats and lets two minutes pass.
func thirty(t *testing.T, l *limiter) {
	t.Helper()
	st, l0 := bolttest.Open(t), time.Now()
	l.until, l.sent = l0.Add(30*time.Second), map[string]time.Time{}
	b := &post{t: t, st: st}
	for i := range 30 {
		b.to = chat.Address{Channel: "telegram", Bot: "7", Chat: fmt.Sprint(i)}
		b.says("chào")
	}
	deliverFor(t, st, l, map[string]channels.Limits{"telegram": {Overall: channels.PerSecond(30, 30)}}, 2*time.Minute)
	if len(l.sent) != 30 {
		t.Errorf("%d of thirty replies arrived", len(l.sent))
	}
}

func TestALimitOfTheBotIsNotAskedAboutByEveryChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{}
		thirty(t, l)
		if l.refused > 3 {
			t.Errorf("%d requests during one limit, want two, and one that was under way", l.refused)
		}
	})
}

func TestALimitOfOneChatHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{only: "3"}
		thirty(t, l)
		for id, at := range l.sent {
			if took := at.Sub(l.until.Add(-30 * time.Second)); id != "3" && took > 10*time.Second {
				t.Errorf("chat %s waited %v for another's limit", id, took)
			}
		}
		if l.refused > 2 {
			t.Errorf("the chat was asked %d times", l.refused)
		}
	})
}

// TestALimitThatTheAdapterKeepsIsNotAddedTo: every chat waits as long as it was
// told, however many were.
func TestALimitThatTheAdapterKeepsIsNotAddedTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{known: true}
		thirty(t, l)
		for id, at := range l.sent {
			if late := at.Sub(l.until); late > 5*time.Second { // two workers hand out eight a second
				t.Errorf("chat %s was written to %v after the limit", id, late)
			}
		}
	})
}

// TestBotsThatAPlatformCountsTogetherShareAPace: two accounts of one app.
func TestBotsThatAPlatformCountsTogetherShareAPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for together, want := range map[bool]time.Duration{true: 9 * time.Second, false: 4 * time.Second} {
			l, st := &limiter{sent: map[string]time.Time{}}, bolttest.Open(t)
			b, start := &post{t: t, st: st}, time.Now()
			for i := range 10 {
				b.to = chat.Address{Channel: "zalo", Bot: fmt.Sprint(i % 2), Chat: fmt.Sprint(i)}
				b.says("chào")
			}
			pace := channels.Limits{Overall: channels.PerSecond(1, 1), Together: together}
			deliverFor(t, st, l, map[string]channels.Limits{"zalo": pace}, time.Minute)
			last := start
			for _, at := range l.sent {
				if at.After(last) {
					last = at
				}
			}
			if took := last.Sub(start); len(l.sent) != 10 || took < want || took > want+2*time.Second {
				t.Errorf("together %v: %d replies took %v, want ten in about %v", together, len(l.sent), took, want)
			}
		}
	})
}
