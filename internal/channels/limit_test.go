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
	"hotro/internal/store/bolt/bolttest"
)

// limiter is a platform that lets nobody send for a while: the whole bot, or
// one chat.
type limiter struct {
	until time.Time
	only  string // chat; "": all

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
		return "", &channels.Failure{Class: channels.Later, After: l.until.Sub(now), Err: errors.New("too many requests")}
	}
	l.sent[to.Chat] = time.Now()
	return "m", nil
}

// thirty has a reply wait for each of thirty chats and lets two minutes pass,
// with so many sends at once.
func thirty(t *testing.T, l *limiter, workers int) {
	t.Helper()
	st, l0 := bolttest.Open(t), time.Now()
	l.until, l.sent = l0.Add(30*time.Second), map[string]time.Time{}
	b := &post{t: t, st: st}
	for i := range 30 {
		b.to = chat.Address{Channel: "telegram", Bot: "7", Chat: fmt.Sprint(i)}
		b.says("chào")
	}
	d := channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Senders: map[string]channels.Sender{"telegram": l}, Now: time.Now, Workers: workers,
		Limits: map[string]channels.Limits{"telegram": {Overall: channels.PerSecond(30, 30)}},
		Log:    slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
		Accept: func(context.Context, ...chat.Incoming) error { return nil },
	})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { d.Run(ctx); close(done) }()
	time.Sleep(2 * time.Minute)
	synctest.Wait()
	stop()
	<-done
	if len(l.sent) != 30 {
		t.Errorf("%d of thirty replies arrived", len(l.sent))
	}
}

func TestALimitOfTheBotIsNotAskedAboutByEveryChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{}
		thirty(t, l, 2)
		if l.refused > 3 {
			t.Errorf("%d requests during one limit, want two, and one that was under way", l.refused)
		}
	})
}

func TestALimitOfOneChatHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{only: "3"}
		thirty(t, l, 2)
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
