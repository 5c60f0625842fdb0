package zalo_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/prompts"
)

const (
	secondOA = "2222222222222222222"
	redirect = "https://bot.example/zalo/callback"
)

// TestASecondAccountAnswersWithItsOwnToken: one app, one webhook, two accounts.
func TestASecondAccountAnswersWithItsOwnToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "chào chị Lan"}); err != nil {
			t.Fatal(err)
		}
		w.z.AdminOf(secondOA)
		if rec := visit(t, w, w.LoginURL(redirect, true)); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), secondOA) {
			t.Fatalf("callback: got HTTP %d %q", rec.Code, rec.Body)
		}
		w.z.User("mai").WritesTo(secondOA).Says("alo")
		in := w.heard()
		if len(in) != 1 || in[0].From.Bot != secondOA {
			t.Fatalf("got %+v, want one message to the second account", in)
		}
		if _, err := w.Send(t.Context(), in[0].From, chat.Reply{Text: "chào chị Mai"}); err != nil {
			t.Errorf("second account: %v", err)
		}
		if err := w.say(t, chat.Reply{Text: "chị Lan ơi"}); err != nil {
			t.Errorf("first account after it: %v", err)
		}
		if m := w.z.Messages("mai"); len(m) != 1 || m[0].OA != secondOA {
			t.Errorf("got %+v, want one message by the second account", m)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go w.Run(ctx)
		time.Sleep(7 * 24 * time.Hour) // both are kept alive
		w.z.User("mai").Says("alo")
		if _, err := w.Send(t.Context(), in[0].From, chat.Reply{Text: "dạ"}); err != nil {
			t.Errorf("a week later: %v", err)
		}
	})
}

// TestARevokedAccountIsSaid: within seconds, with what to do, and a login
// brings it back.
func TestARevokedAccountIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := &troubles{why: map[string]chat.Reason{}}
		w := connect(t, zalotest.Options{}, zalo.Options{Broken: told, Base: "https://bot.example.vn"})
		if err := w.say(t, chat.Reply{Text: "chào"}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go w.KeepHealth(ctx)
		w.z.Revoke(w.z.Options().OA)
		time.Sleep(11 * time.Second)
		if why := w.Trouble(ctx).Words(vi); !strings.Contains(why, "thu hồi") || !strings.Contains(why, "bot zalo login") {
			t.Errorf("got %q, want that the permission was taken away and what to run", why)
		}
		words := told.at(zalo.AccessKey).Words(vi)
		_, link, _ := strings.Cut(words, "https://")
		link, _, _ = strings.Cut(link, " ")
		if !strings.Contains(words, "thu hồi") || !strings.Contains(link, "redirect_uri=https%3A%2F%2Fbot.example.vn%2Fzalo%2Fcallback") {
			t.Errorf("staff are told %q, want that users can't be answered, and the link to log in", words)
		}
		if f := failure(t, w.say(t, chat.Reply{Text: "chào"})); f.Class != channels.Operator {
			t.Errorf("got %+v, want a person", f)
		}
		visit(t, w, "https://"+link)
		time.Sleep(11 * time.Second)
		if why := w.Trouble(ctx); why != "" {
			t.Errorf("after a login: got %q, want nothing", why)
		}
		if why := told.at(zalo.AccessKey); why != "" {
			t.Errorf("after a login staff are still told %q", why)
		}
		if err := w.say(t, chat.Reply{Text: "chào lại"}); err != nil {
			t.Errorf("after a login: %v", err)
		}
	})
}

// TestWhatTheWebhookNoticedIsForTheDoctor, from every replica.
func TestWhatTheWebhookNoticedIsForTheDoctor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go w.KeepHealth(ctx)
		w.z.PostWith(http.Header{}, []byte(`{"event_name":"user_send_text"}`))
		w.z.Post([]byte(`{"event_name":"moon_rises","oa_id":"1","timestamp":"1"}`))
		w.z.Post([]byte(`{"event_name":"user_click_response_button","oa_id":"1","msg_id":"m","timestamp":"1","message":{"data":"Có"}}`))
		time.Sleep(10 * time.Second)
		w.z.PostWith(http.Header{}, []byte(`{"event_name":"user_send_text"}`))
		time.Sleep(10 * time.Second)
		h, err := w.Health(ctx)
		if err != nil || h.Bad["missing"] != 2 || h.Unknown["moon_rises"] != 1 {
			t.Errorf("got %+v, %v", h, err)
		}
		if got := strings.Join(h.Advice(time.Now()), "; "); !strings.Contains(got, "2× without X-ZEvent-Signature") || !strings.Contains(got, "moon_rises (1)") || !strings.Contains(got, "1 presses") {
			t.Errorf("doctor says %q", got)
		}
	})
}

func TestAVisitorIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{Link: links(true)})
		w.z.User("a1").Visits("v7", "alo")
		in := w.heard()
		if len(in) != 1 {
			t.Fatalf("got %+v, want one message", in)
		}
		r := chat.Reply{Text: "Anh/chị chọn giúp em", Choices: choices(2), Files: []chat.File{{Kind: chat.FileDoc, Channel: chat.Telegram, Ref: "x", Name: "x.pdf"}}}
		for _, p := range w.Split(r) {
			if _, err := w.Send(t.Context(), in[0].From, p); err != nil {
				t.Fatal(err)
			}
		}
		got := w.z.Messages("a1")
		if len(got) != 2 || got[0].Visit != "v7" || !strings.Contains(got[0].Text, "https://") || !strings.Contains(got[1].Text, "1. ") {
			t.Errorf("got %+v, want a link and numbered words", got)
		}
		w.z.NoVisitors(true)
		_, err := w.Send(t.Context(), in[0].From, chat.Reply{Text: "dạ"})
		if f := failure(t, err); f.Class != channels.Refused || !strings.Contains(f.Reason.Words(prompts.Must("vi")), "Quan tâm") {
			t.Errorf("refused: got %+v, want it given up, and what staff can do", f)
		}
	})
}

func TestEveryCallProvesTheAppsSecret(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{Proof: true}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "chào"}); err != nil {
			t.Errorf("got %v, want it sent", err)
		}
	})
}

// TestAUsedUpMinuteIsWaitedFor: no request is made that Zalo would refuse.
func TestAUsedUpMinuteIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		w.z.Spent(true)
		if err := w.say(t, chat.Reply{Text: "một"}); err != nil {
			t.Fatal(err)
		}
		before := w.z.Stats().Calls
		f := failure(t, w.say(t, chat.Reply{Text: "hai"}))
		if f.Class != channels.Later || f.After <= 0 || f.After > time.Minute || w.z.Stats().Calls != before {
			t.Errorf("got %+v after %d calls, want to wait for the next minute without a call", f, w.z.Stats().Calls-before)
		}
		w.z.Spent(false)
		time.Sleep(f.After)
		if err := w.say(t, chat.Reply{Text: "hai"}); err != nil {
			t.Errorf("the next minute: %v", err)
		}
		w.z.Fail(-32, 1)
		_ = w.say(t, chat.Reply{Text: "ba"})
		before = w.z.Stats().Calls
		if f := failure(t, w.say(t, chat.Reply{Text: "ba"})); f.After <= 0 || w.z.Stats().Calls != before {
			t.Errorf("after -32: got %+v and %d calls", f, w.z.Stats().Calls-before)
		}
	})
}

// troubles are what is broken, by key.
type troubles struct {
	mu  sync.Mutex
	why map[string]chat.Reason
}

func (b *troubles) Report(_ context.Context, key string, why chat.Reason) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.why[key] = why
}

func (b *troubles) Clear(_ context.Context, key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.why, key)
}

func (b *troubles) at(key string) chat.Reason {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.why[key]
}
