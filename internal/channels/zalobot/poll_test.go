package zalobot_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/zalobot"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/chat"
)

// inbox keeps what is accepted, and can be down.
type inbox struct {
	mu   sync.Mutex
	down bool
	in   []chat.Incoming
}

func (b *inbox) accept(_ context.Context, in ...chat.Incoming) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down {
		return errors.New("down")
	}
	b.in = append(b.in, in...)
	return nil
}

func (b *inbox) set(down bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.down = down
}

func (b *inbox) texts() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for _, i := range b.in {
		out = append(out, i.Text)
	}
	return out
}

// polling runs Poll until the test is over; stop ends it early and waits.
func polling(t *testing.T, z *zalobottest.Server, box *inbox, log io.Writer) (stop func()) {
	t.Helper()
	b := bot(t, zalobot.Options{HTTP: z.Client(), Log: slog.New(slog.NewTextHandler(log, nil))})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := b.Poll(ctx, box.accept); err != nil {
			t.Errorf("Poll: %v", err)
		}
	}()
	return func() { cancel(); <-done }
}

func TestPollTakesOverFromAWebhookAndKeepsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, box := zalobottest.NewServer(t), &inbox{}
		z.Hook("https://old.example/hook", nil, "whatever")
		stop := polling(t, z, box, io.Discard)
		synctest.Wait()
		if z.Hooked() != "" {
			t.Fatal("the webhook is still set: nothing would ever come")
		}
		for _, s := range []string{"một", "hai", "ba"} {
			z.User("lan").Says(s)
		}
		time.Sleep(time.Hour) // idle polls are no trouble
		z.User("lan").Says("bốn")
		synctest.Wait()
		stop()
		if got := box.texts(); !slices.Equal(got, []string{"một", "hai", "ba", "bốn"}) {
			t.Errorf("got %q", got)
		}
	})
}

func TestIdlePollsAreNotTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		z := zalobottest.NewServer(t)
		stop := polling(t, z, &inbox{}, &log)
		time.Sleep(time.Hour)
		stop()
		if log.Len() > 0 {
			t.Errorf("got log %q, want none", log.String())
		}
		if n := z.Polls(); n < 300 || n > 400 {
			t.Errorf("got %d polls in an hour, want one after the other", n)
		}
	})
}

func TestAnUpdateIsHeldUntilItIsStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		z, box := zalobottest.NewServer(t), &inbox{down: true}
		stop := polling(t, z, box, &log)
		z.User("lan").Says("một")
		z.User("lan").Says("hai")
		time.Sleep(10 * time.Minute)
		box.set(false)
		time.Sleep(2 * time.Minute)
		stop()
		if got := box.texts(); !slices.Equal(got, []string{"một", "hai"}) {
			t.Errorf("got %q, want both in order", got)
		}
		if n := strings.Count(log.String(), "\n"); n != 2 {
			t.Errorf("got %d log lines, want one for the trouble and one for its end:\n%s", n, log.String())
		}
	})
}

func TestAStopWaitsForThePollUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, box := zalobottest.NewServer(t), &inbox{}
		stop := polling(t, z, box, io.Discard)
		synctest.Wait()
		go func() {
			time.Sleep(3 * time.Second)
			z.User("lan").Says("vừa kịp")
		}()
		stop()
		if got := box.texts(); !slices.Equal(got, []string{"vừa kịp"}) {
			t.Errorf("got %q, want what came while stopping", got)
		}
	})
}

func TestATokenThatIsRefusedIsSaidOnceAndTriedSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		z := zalobottest.NewServer(t, zalobottest.Options{Token: "1:other"})
		stop := polling(t, z, &inbox{}, &log)
		time.Sleep(time.Hour)
		stop()
		if n := strings.Count(log.String(), "\n"); n != 1 || !strings.Contains(log.String(), "ZALOBOT_TOKEN") || strings.Contains(log.String(), "abc-xyz") {
			t.Errorf("got %d log lines, want one that names the setting and not the token:\n%s", n, log.String())
		}
	})
}

func TestWebhook(t *testing.T) {
	for name, wrapped := range map[string]bool{"bare": false, "wrapped": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				z, box := zalobottest.NewServer(t, zalobottest.Options{Wrapped: wrapped}), &inbox{}
				b := bot(t, zalobot.Options{HTTP: z.Client()})
				if err := b.SetWebhook(t.Context(), "https://bot.example/webhook/zalobot"); err != nil || z.Hooked() != "https://bot.example/webhook/zalobot" {
					t.Fatalf("SetWebhook: %v, got %q", err, z.Hooked())
				}
				h := channels.Hook(chat.ZaloBot, channels.Endpoint{Webhook: b}, channels.HookOptions{Accept: box.accept, Log: slog.New(slog.DiscardHandler)})
				z.Hook("", h, "a-secret-of-ours")
				u := z.User("lan")
				u.Says("một")
				u.SendsPhoto([]byte("jpg"), "ảnh")
				u.SendsOldPhoto([]byte("jpg"))
				u.SendsSticker()
				u.SendsVoice()
				u.SendsUnsupported()
				var kinds []chat.Kind
				for _, i := range box.in {
					kinds = append(kinds, i.Kind)
				}
				want := []chat.Kind{chat.KindText, chat.KindPhoto, chat.KindPhoto, chat.KindSticker, chat.KindVoice, chat.KindUnsupported}
				if !slices.Equal(kinds, want) {
					t.Errorf("got %v, want %v", kinds, want)
				}
				z.Hook("", h, "a-secret-of-theirs")
				u.Says("giả")
				if d := z.Deliveries(); d[len(d)-1].Statuses[0] != http.StatusUnauthorized || len(box.in) != len(want) {
					t.Errorf("a forged call: got %+v and %d stored", d[len(d)-1], len(box.in))
				}
				r, err := b.Fetch(t.Context(), box.in[1].Files[0], 10)
				if err != nil {
					t.Fatal(err)
				}
				defer r.Close()
				if data, err := io.ReadAll(r); string(data) != "jpg" || err != nil {
					t.Errorf("the photo: got %q, %v", data, err)
				}
			})
		})
	}
}

// notices is what an adapter says of its polls and troubles.
type notices struct {
	mu    sync.Mutex
	polls []bool
	why   map[string]chat.Reason
}

func (n *notices) polled(polls bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.polls = append(n.polls, polls)
}

func (n *notices) Report(_ context.Context, key string, why chat.Reason) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.why[key] = why
}

func (n *notices) Clear(_ context.Context, key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.why, key)
}

func (n *notices) at(key string) chat.Reason {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.why[key]
}

// TestWhetherTheBotHearsIsTold: to metrics with every poll, and to people when
// it hears nothing any more.
func TestWhetherTheBotHearsIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, n := zalobottest.NewServer(t), &notices{why: map[string]chat.Reason{}}
		var down atomic.Bool
		client := channeltest.Client(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if down.Load() {
				http.Error(w, "<html>502 Bad Gateway</html>", http.StatusBadGateway)
				return
			}
			z.ServeHTTP(w, r)
		}))
		b := bot(t, zalobot.Options{HTTP: client, Log: slog.New(slog.DiscardHandler), Broken: n, Polled: n.polled})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { _ = b.Poll(ctx, (&inbox{}).accept); close(done) }()
		time.Sleep(time.Minute)
		if n.at(zalobot.PollKey) != "" {
			t.Errorf("a bot that hears is said to be deaf: %s", n.at(zalobot.PollKey))
		}
		down.Store(true)
		time.Sleep(10 * time.Second)
		if n.at(zalobot.PollKey) != "" {
			t.Error("ten seconds are a trouble already")
		}
		time.Sleep(5 * time.Minute)
		if n.at(zalobot.PollKey) == "" {
			t.Error("five minutes without an answer are no trouble")
		}
		down.Store(false)
		time.Sleep(5 * time.Minute)
		if n.at(zalobot.PollKey) != "" {
			t.Error("a bot that hears again is still said to be deaf")
		}
		cancel()
		<-done
		n.mu.Lock()
		defer n.mu.Unlock()
		if k := len(n.polls); k < 10 || !n.polls[0] || n.polls[k-1] {
			t.Errorf("told of %d polls: %v; want every answer, and the end", k, n.polls)
		}
	})
}
