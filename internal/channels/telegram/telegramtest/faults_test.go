package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

func TestFaultsStrikeBeforeOrAfterTheEffect(t *testing.T) {
	tg, c := double(t)
	u := tg.User(1, "A")
	u.Says("x")
	send := func() (answer, error) { return c.try("sendMessage", "chat_id", "1", "text", "x") }
	for _, f := range []struct {
		name   string
		fault  telegramtest.Fault
		effect int
	}{
		{"dropped", telegramtest.Drop(), 0},
		{"answer lost", telegramtest.Lose(), 1},
		{"gateway", telegramtest.Gateway(502), 0},
		{"gateway after", telegramtest.Gateway(504).After(), 1},
	} {
		before := len(u.Heard())
		tg.Fail("sendMessage", 1, f.fault)
		if _, err := send(); err == nil {
			t.Errorf("%s: got an answer", f.name)
		}
		if got := len(u.Heard()) - before; got != f.effect {
			t.Errorf("%s: %d messages arrived, want %d", f.name, got, f.effect)
		}
	}
	tg.Fail("*", 2, telegramtest.TooMany(5))
	for range 2 {
		if a, err := send(); err != nil || a.Code != 429 || a.Params.RetryAfter != 5 {
			t.Errorf("got %+v, %v", a, err)
		}
	}
	if a, err := send(); err != nil || !a.OK {
		t.Errorf("after the faults: got %+v, %v", a, err)
	}
}

// TestWebhookKeepsTheOrderOfAChat: one chat's update is refused for a while;
// its later ones wait for it, another chat's do not.
func TestWebhookKeepsTheOrderOfAChat(t *testing.T) {
	tg, c := double(t)
	var mu sync.Mutex
	var got []string
	refusals := 3
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
			t.Errorf("got secret %q, %v", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), err)
		}
		var u struct{ Message struct{ Text string } }
		if err := json.Unmarshal(body, &u); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		if u.Message.Text == "a1" && refusals > 0 {
			refusals--
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		got = append(got, u.Message.Text)
	}))
	defer srv.Close()
	a, b := tg.User(1, "A"), tg.User(2, "B")
	a.Says("a1")
	a.Says("a2")
	c.fine("setWebhook", "url", srv.URL, "secret_token", "s3cret")
	b.Says("b1")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := tg.WaitFor(ctx, func() bool { return tg.Pending() == 0 }); err != nil {
		t.Fatal(err)
	}
	c.refused(409, "webhook is active", "getUpdates")
	if !strings.Contains(tg.WebhookErrors(), "503") {
		t.Errorf("the last error is %q, want the 503", tg.WebhookErrors())
	}
	c.fine("deleteWebhook")
	mu.Lock()
	defer mu.Unlock()
	if s := strings.Join(got, " "); s != "b1 a1 a2" && s != "a1 b1 a2" && s != "a1 a2 b1" {
		t.Errorf("got %q, want a1 before a2 and all three", s)
	}
	if refusals != 0 {
		t.Errorf("%d refusals left: it was not repeated", refusals)
	}
}

func TestAnotherProcessPlaysThePeople(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tg, err := telegramtest.Listen(ctx, "127.0.0.1:0", telegramtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := caller{t, tg, http.DefaultClient}
	post := func(path, body string) string {
		t.Helper()
		resp, err := http.Post(tg.URL()+"/_control/"+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		out, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Errorf("%s: %d %s %v", path, resp.StatusCode, out, err)
		}
		return string(out)
	}
	post("say", `{"user":1,"name":"Hà","text":"alo"}`)
	post("fault", `{"method":"sendMessage","times":1,"retry_after":4}`)
	if a := c.call("sendMessage", "chat_id", "1", "text", "x"); a.Params.RetryAfter != 4 {
		t.Errorf("got %+v, want the fault", a)
	}
	c.fine("sendMessage", "chat_id", "1", "text", "chào", "reply_markup", `{"inline_keyboard":[[{"text":"Có","callback_data":"y"}]]}`)
	post("press", `{"user":1,"label":"Có"}`)
	post("update", `{"update":{"telepathy":{}}}`)
	post("write", `{"forum":-100,"thread":0,"user":9,"name":"Lan","text":"hi"}`)
	if got := c.updates(); got != "alo press:y hi" {
		t.Errorf("got %q", got)
	}
	resp, err := http.Get(tg.URL() + "/_control/messages?chat=1")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var seen []telegramtest.Message
	if err := json.NewDecoder(resp.Body).Decode(&seen); err != nil || len(seen) != 2 || seen[1].Text != "chào" || seen[1].Buttons[0].Label != "Có" {
		t.Errorf("got %+v, %v", seen, err)
	}
	bad, err := http.Post(tg.URL()+"/_control/press", "application/json", bytes.NewBufferString(`{"user":1,"label":"Không"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer bad.Body.Close()
	if out, _ := io.ReadAll(bad.Body); bad.StatusCode != 409 || !strings.Contains(string(out), "Có") {
		t.Errorf("a button that is not there: got %d %q, want what is there", bad.StatusCode, out)
	}
}
