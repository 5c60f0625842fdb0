package telegram

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// echo answers every line with itself, one sender per conversation, as the
// sending loop does.
type echo struct {
	b     *Bot
	wg    sync.WaitGroup
	mu    sync.Mutex
	lanes map[chat.Address]chan chat.Incoming
	err   error
}

func (e *echo) Accept(ctx context.Context, in ...chat.Incoming) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, m := range in {
		lane := e.lanes[m.From]
		if lane == nil {
			lane = make(chan chat.Incoming, 1000)
			e.lanes[m.From] = lane
			e.wg.Go(func() {
				for m := range lane {
					if _, err := e.b.Send(ctx, m.From, chat.Reply{Text: m.Text, Verbatim: true}); err != nil {
						e.mu.Lock()
						e.err = err
						e.mu.Unlock()
					}
				}
			})
		}
		lane <- m
	}
	return nil
}

// TestACrowdIsAnsweredInOrder: many users write at once; each gets each of
// his lines back, in his order.
func TestACrowdIsAnsweredInOrder(t *testing.T) {
	tg := telegramtest.NewServer(t)
	b, _ := connect(t, tg, Options{})
	crowd(t, tg, b, 200, 5)
}

func crowd(t testing.TB, tg *telegramtest.Server, b *Bot, users, lines int) {
	e := &echo{b: b, lanes: map[chat.Address]chan chat.Incoming{}}
	ctx, cancel := context.WithCancel(context.Background())
	var polling sync.WaitGroup
	polling.Go(func() {
		if err := b.Poll(ctx, func(_ context.Context, in ...chat.Incoming) error { return e.Accept(context.Background(), in...) }, nil); err != nil {
			t.Errorf("Poll: %v", err)
		}
	})
	var talking sync.WaitGroup
	for i := range users {
		talking.Go(func() {
			u := tg.User(int64(i+1), fmt.Sprint("user ", i))
			for n := range lines {
				u.Says(fmt.Sprintf("%d/%d", i, n))
			}
		})
	}
	talking.Wait()
	err := tg.WaitFor(context.Background(), func() bool { return tg.Count("sendMessage") >= users*lines })
	cancel()
	polling.Wait()
	for _, lane := range e.lanes {
		close(lane)
	}
	e.wg.Wait()
	if err != nil || e.err != nil {
		t.Fatalf("got %v and %v", err, e.err)
	}
	for i := range users {
		var want, got strings.Builder
		for n := range lines {
			fmt.Fprintf(&want, "%d/%d ", i, n)
		}
		for _, m := range tg.Chat(int64(i + 1)).FromBot() {
			got.WriteString(m.Text + " ")
		}
		if got.String() != want.String() {
			t.Errorf("user %d heard %q, want %q", i, got.String(), want.String())
		}
	}
}

// BenchmarkCrowd is the rate of lines in and answers out over real HTTP, the
// double's own work included.
func BenchmarkCrowd(b *testing.B) {
	const users = 100
	for b.Loop() {
		tg := telegramtest.NewServer(b)
		c := config(tg)
		bot, err := New(c, Options{})
		if err != nil {
			b.Fatal(err)
		}
		crowd(b, tg, bot, users, 100)
	}
	b.ReportMetric(float64(b.N*users*100)/b.Elapsed().Seconds(), "lines/s")
}
