package zalo_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/prompts"
)

// visit follows the link of a login to the callback, as a browser does.
func visit(t *testing.T, w *wired, page string) *httptest.ResponseRecorder {
	t.Helper()
	back, err := zalotest.Agree(t.Context(), w.z, page)
	if err != nil {
		t.Fatal(err)
	}
	return callback(t, w, back)
}

func callback(t *testing.T, w *wired, address string) *httptest.ResponseRecorder {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	w.Callback().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, u.RequestURI(), nil))
	return rec
}

func TestADeadGrantIsReportedAndALoginBringsItBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		w := connect(t, zalotest.Options{}, zalo.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		w.z.RevokeGrant()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { w.Run(ctx); close(done) }()
		time.Sleep(25 * time.Hour)
		st, err := w.Grant(t.Context())
		if err != nil || st.Kind != oauth.Dead || !strings.Contains(st.Alert(time.Now()).Words(prompts.Must("vi")), "bot zalo login") {
			t.Errorf("got %+v, %v; want dead, and what to run", st, err)
		}
		if n := strings.Count(log.String(), "bot zalo login"); n < 4 || n > 6 {
			t.Errorf("got %d log lines in 25 hours, want one at once and one every six hours", n)
		}
		const redirect = "https://bot.example/zalo/callback"
		if rec := visit(t, w, w.LoginURL(redirect, true)); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), w.z.Options().OA) {
			t.Errorf("callback: got HTTP %d %q", rec.Code, rec.Body)
		}
		w.z.User("lan").Says("alo")
		if err := w.say(t, chat.Reply{Text: "Dạ em nghe"}); err != nil {
			t.Errorf("after the login: %v", err)
		}
		cancel()
		<-done
	})
}

func TestRunKeepsAnIdleBotsGrantAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{Perfect: true, Mute: true}, zalo.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { w.Run(ctx); close(done) }()
		time.Sleep(10 * 24 * time.Hour)
		if s := w.z.Stats(); s.Refreshes < 9 || s.Refreshes > 13 || s.Reused != 0 {
			t.Errorf("got %d tokenCodes and %d reused tokens in ten days, want about ten and none", s.Refreshes, s.Reused)
		}
		if err := w.say(t, chat.Reply{Text: "Dạ"}); err != nil {
			t.Errorf("after ten idle days: %v", err)
		}
		cancel()
		<-done
	})
}

func TestTheCallbackSaysWhatIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{Log: slog.New(slog.DiscardHandler)})
		link, err := url.Parse(w.LoginURL("https://bot.example/zalo/callback", false))
		if err != nil {
			t.Fatal(err)
		}
		state := url.QueryEscape(link.Query().Get("state"))
		for _, c := range []struct {
			address string
			status  int
			words   string
		}{
			{"/zalo/callback", http.StatusForbidden, "quá 15 phút"},
			{"/zalo/callback?code=x&state=forged", http.StatusForbidden, "quá 15 phút"},
			{"/zalo/callback?code=%3Cscript%3E&state=" + state, http.StatusForbidden, "chưa cấp quyền"},
		} {
			rec := callback(t, w, c.address)
			if rec.Code != c.status || !strings.Contains(rec.Body.String(), c.words) || strings.Contains(rec.Body.String(), "<script") {
				t.Errorf("%s: got HTTP %d %q, want %d with %q", c.address, rec.Code, rec.Body, c.status, c.words)
			}
			if rec.Header().Get("Referrer-Policy") != "no-referrer" || rec.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: got headers %v, want no trace of the code left", c.address, rec.Header())
			}
		}
		w.z.FailOAuth(1)
		if rec := callback(t, w, "/zalo/callback?code=x&state="+state); rec.Code != http.StatusForbidden {
			t.Errorf("HTTP 500 from Zalo: got HTTP %d", rec.Code)
		}
		rec := httptest.NewRecorder()
		w.Callback().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/zalo/callback", nil))
		if rec.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST: got HTTP %d, want 405", rec.Code)
		}
	})
}
