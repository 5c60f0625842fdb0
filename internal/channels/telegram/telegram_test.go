package telegram

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/secret"
)

const staffGroup = -1001234567890

// lines is a log that can be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lines) count(words string) int { return strings.Count(l.String(), words) }

// config points a bot at the double.
func config(tg *telegramtest.Server) Config {
	return Config{
		Token: secret.String(tg.Token()), APIURL: tg.URL(), Mode: channels.ModePoll,
		WebhookSecret: "hook-secret", StaffChat: itoa(staffGroup),
	}
}

// connect returns a bot at the double, and its log. Whatever the test does,
// the token must not show in the log.
func connect(t *testing.T, tg *telegramtest.Server, o Options) (*Bot, *lines) {
	t.Helper()
	log := &lines{}
	o.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	b, err := New(config(tg), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if strings.Contains(log.String(), tg.Token()) {
			t.Errorf("the token is in the log:\n%s", log)
		}
	})
	return b, log
}

// inbox is an Accept that keeps what it is given, once each.
type inbox struct {
	mu     sync.Mutex
	got    []chat.Incoming
	seen   map[string]bool
	refuse func(chat.Incoming) error
	change chan struct{}
}

func (i *inbox) Accept(_ context.Context, in ...chat.Incoming) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, m := range in {
		if i.refuse != nil {
			if err := i.refuse(m); err != nil {
				return err
			}
		}
	}
	if i.seen == nil {
		i.seen = map[string]bool{}
	}
	for _, m := range in {
		if key := m.From.String() + " " + m.ID; !i.seen[key] {
			i.seen[key] = true
			i.got = append(i.got, m)
		}
	}
	if i.change != nil {
		close(i.change)
		i.change = nil
	}
	return nil
}

func (i *inbox) all() []chat.Incoming {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]chat.Incoming(nil), i.got...)
}

func (i *inbox) texts() []string {
	var out []string
	for _, m := range i.all() {
		out = append(out, m.Text)
	}
	return out
}

// wait returns when n things have arrived.
func (i *inbox) wait(t *testing.T, n int) []chat.Incoming {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		i.mu.Lock()
		if len(i.got) >= n {
			i.mu.Unlock()
			return i.all()
		}
		if i.change == nil {
			i.change = make(chan struct{})
		}
		change := i.change
		i.mu.Unlock()
		select {
		case <-change:
		case <-ctx.Done():
			t.Fatalf("got %d arrivals %q, want %d", len(i.all()), i.texts(), n)
		}
	}
}

// poll runs Poll and Presses until the test ends.
func poll(t *testing.T, b *Bot, accept channels.Accept) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := b.Poll(ctx, accept, nil); err != nil {
			t.Errorf("Poll: %v", err)
		}
	})
	wg.Go(func() { b.Presses(ctx) })
	t.Cleanup(func() { cancel(); wg.Wait() })
}

func TestALineInAndAnAnswerOut(t *testing.T) {
	tg := telegramtest.NewServer(t)
	b, _ := connect(t, tg, Options{})
	in := &inbox{}
	poll(t, b, in.Accept)
	user := tg.User(42, "Hà Nguyễn")
	user.Says("em bị from number not found")

	got := in.wait(t, 1)[0]
	if want := b.Address("42", ""); got.From != want || got.Kind != chat.KindText || got.Text != "em bị from number not found" {
		t.Errorf("got %+v, want a text from %v", got, want)
	}
	id, err := b.Send(t.Context(), got.From, chat.Reply{
		Text: "Mở **Cài đặt** & gõ `X<1>`", ReplyTo: got.Message,
		Choices: []chat.Choice{{Data: "ok", Label: "Đã được"}, {Data: "no", Label: "Vẫn lỗi"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	heard := user.Heard()
	if len(heard) != 1 || heard[0].Text != "Mở Cài đặt & gõ X<1>" || itoa(heard[0].ID) != id || heard[0].ReplyTo != 1 {
		t.Fatalf("user heard %+v, want the answer as message %s", heard, id)
	}

	user.Presses("Vẫn lỗi")
	press := in.wait(t, 2)[1]
	if press.Kind != chat.KindButton || press.Data != "no" || press.Text != "Vẫn lỗi" || press.Message != id {
		t.Errorf("got %+v, want the pressed button", press)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err = tg.WaitFor(ctx, func() bool {
		m, _ := tg.Chat(42).Message(heard[0].ID)
		return tg.Unanswered() == 0 && len(m.Buttons) == 1
	})
	if m, _ := tg.Chat(42).Message(heard[0].ID); err != nil || m.Buttons[0].Label != "✓ Vẫn lỗi" {
		t.Errorf("after the press: %d unanswered, buttons %q, %v", tg.Unanswered(), m.Labels(), err)
	}
}
