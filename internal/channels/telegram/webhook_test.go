package telegram

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// serve runs a webhook and returns its address.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func presses(t *testing.T, b *Bot) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); b.Presses(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

func await(t *testing.T, tg *telegramtest.Server, cond func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := tg.WaitFor(ctx, cond); err != nil {
		t.Fatal(err)
	}
}

func TestUpdatesByWebhook(t *testing.T) {
	tg := telegramtest.NewServer(t)
	b, log := connect(t, tg, Options{})
	presses(t, b)
	in := &inbox{}
	var tries atomic.Int32
	accept := func(ctx context.Context, got ...chat.Incoming) error {
		if tries.Add(1) <= 3 {
			return context.DeadlineExceeded // the store is away
		}
		return in.Accept(ctx, got...)
	}
	url := serve(t, channels.Hook(chat.Telegram, channels.Endpoint{Webhook: b, Taken: b.takenByCall}, channels.HookOptions{Accept: accept, Log: slog.New(slog.NewTextHandler(log, nil))}))
	u := tg.User(42, "Hà")
	u.Says("trước khi có webhook")
	if err := b.SetWebhook(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	u.Says("một")
	tg.PushUpdate(`{"message":"poison"}`)
	u.Says("hai")
	in.wait(t, 3)
	in.want(t, "trước khi có webhook", "một", "hai")

	sendAll(t, b, b.Address("42", ""), chat.Reply{Text: "?", Choices: []chat.Choice{{Data: "a", Label: "Có"}}})
	u.Presses("Có")
	await(t, tg, func() bool {
		return tg.Unanswered() == 0 && tg.Pending() == 0 && slices.Equal(u.Heard()[0].Labels(), []string{"✓ Có"})
	})
	if got := in.wait(t, 4)[3]; got.Kind != chat.KindButton || got.Data != "a" {
		t.Errorf("got %+v, want the press", got)
	}
}

func TestForgedCallsAreNotTelegrams(t *testing.T) {
	b := offline(t)
	h := http.Header{}
	for _, forged := range []string{"", "hook-secre", "hook-secret ", "hook-secretx", "HOOK-SECRET"} {
		h.Set("X-Telegram-Bot-Api-Secret-Token", forged)
		if b.Verify(h, nil) {
			t.Errorf("%q: taken for Telegram's", forged)
		}
	}
	h.Set("X-Telegram-Bot-Api-Secret-Token", "hook-secret")
	if !b.Verify(h, nil) {
		t.Error("Telegram's own call was refused")
	}
	open := reach(t, "https://telegram.invalid")
	if open.Verify(http.Header{}, nil) || open.Verify(h, nil) {
		t.Error("without a secret a call was taken for Telegram's")
	}
}

// TestAnswersInsideTheWebhookAreSentOnce: the first answer is lost on its way;
// Telegram calls again and sends what it then gets.
func TestAnswersInsideTheWebhookAreSentOnce(t *testing.T) {
	tg := telegramtest.NewServer(t)
	b, _ := connect(t, tg, Options{})
	var lost atomic.Bool
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || !b.Verify(r.Header, body) {
			t.Errorf("not Telegram's call: %v", err)
		}
		got, err := b.Decode(r.Header, body)
		in := got.Messages
		if err != nil || len(in) != 1 {
			t.Errorf("got %v, %v", in, err)
			return
		}
		answer, ok := b.WebhookReply(in[0].From, chat.Reply{
			Text: "Dạ **em** nghe \"ạ\"", ReplyTo: in[0].Message, Choices: []chat.Choice{{Data: "a", Label: "Có"}},
		})
		if !ok {
			t.Error("a plain answer was refused")
		}
		if !lost.Swap(true) {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	if err := b.SetWebhook(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	u := tg.User(42, "Hà")
	line := u.Says("alo")
	await(t, tg, func() bool { return len(u.Heard()) > 0 && tg.Pending() == 0 })
	got := u.Heard()
	if len(got) != 1 || got[0].Text != `Dạ em nghe "ạ"` || got[0].ReplyTo != line.ID || !slices.Equal(got[0].Labels(), []string{"Có"}) {
		t.Errorf("got %+v, want the answer once", got)
	}
}

func TestWhatAWebhookCantAnswer(t *testing.T) {
	b := offline(t)
	to := b.Address("42", "")
	for _, r := range []chat.Reply{
		{},
		{Text: strings.Repeat("a", 5000)},
		{Text: "a", Files: []chat.File{{Kind: chat.FilePhoto, Ref: "x"}}},
		{Text: "a", Edit: "1"},
		{Text: "a", Choices: []chat.Choice{{Label: "no data"}}},
	} {
		if body, ok := b.WebhookReply(to, r); ok {
			t.Errorf("%.60v: got %s, want no", r, body)
		}
	}
	if body, ok := b.WebhookReply(b.Address("42", "5"), chat.Reply{Text: "a"}); ok {
		t.Errorf("in a topic, which may be gone: got %s, want no", body)
	}
	body, ok := b.WebhookReply(to, chat.Reply{Text: "a", Verbatim: true})
	var got map[string]any
	if !ok || json.Unmarshal(body, &got) != nil || got["method"] != "sendMessage" || got["chat_id"] != "42" || got["parse_mode"] != nil {
		t.Errorf("got %s, %v", body, ok)
	}
}

// TestAPressIsAcknowledgedInTheAnswerToItsCall: by a request inside it, so that
// none of ours is needed, for the first call and for the same call again; unless
// a reply may want the answer.
func TestAPressIsAcknowledgedInTheAnswerToItsCall(t *testing.T) {
	b := offline(t)
	answer := func(body string) string {
		hook := channels.Hook(chat.Telegram, channels.Endpoint{Webhook: b, Taken: b.takenByCall}, channels.HookOptions{
			Accept: func(context.Context, ...chat.Incoming) error { return nil }, Log: slog.New(slog.DiscardHandler),
		})
		r := httptest.NewRequest(http.MethodPost, "/webhook/telegram", strings.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "hook-secret")
		w := httptest.NewRecorder()
		hook.ServeHTTP(w, r)
		return w.Body.String()
	}
	press := `{"update_id":1,"callback_query":{"id":"77","from":{"id":42},"data":"a","message":{"message_id":5,"date":1,"chat":{"id":42,"type":"private"},
		"reply_markup":{"inline_keyboard":[[{"text":"Có","callback_data":"a"}]]}}}}`
	for range 2 {
		if got, want := answer(press), `{"method":"answerCallbackQuery","callback_query_id":"77"}`; got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
		if p := <-b.acks; p.query != "" || p.label != "Có" {
			t.Errorf("what is left to do is %+v, want the keyboard alone", p)
		}
	}
	if got := answer(`{"update_id":2,"message":{"message_id":6,"date":1,"from":{"id":42},"chat":{"id":42,"type":"private"},"text":"alo"}}`); got != "" {
		t.Errorf("a line in words is answered with %q, want nothing", got)
	}
	b.cfg.WebhookReply = true
	if got := answer(press); got != "" {
		t.Errorf("answered %q, want the answer left for a reply", got)
	}
	if p := <-b.acks; p.query != "77" {
		t.Errorf("what is left to do is %+v, want the press acknowledged", p)
	}
}
