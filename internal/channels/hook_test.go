package channels_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// open is a platform whose every call holds one arrival.
type open struct{}

func (open) Verify(http.Header, []byte) bool { return true }

func (open) Decode(http.Header, []byte) (channels.Arrivals, error) {
	return channels.Arrivals{Messages: []chat.Incoming{{ID: "1"}}}, nil
}

// TestAnOutageOfTheStoreIsLoggedOnce: every call is refused so that the
// platform sends it again, and the log says so when it begins and ends.
func TestAnOutageOfTheStoreIsLoggedOnce(t *testing.T) { synctest.Test(t, outageOfTheStore) }

func outageOfTheStore(t *testing.T) {
	var log bytes.Buffer
	away := false
	accept := func(context.Context, ...chat.Incoming) error {
		if away {
			return errors.New("store is away")
		}
		return nil
	}
	h := channels.Hook("zalo", channels.Endpoint{Webhook: open{}}, channels.HookOptions{Accept: accept, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for i := range 300 {
		time.Sleep(200 * time.Millisecond)
		away = i >= 100 && i < 200
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/webhook/zalo", strings.NewReader("{}")))
		want := http.StatusOK
		if away {
			want = http.StatusServiceUnavailable
		}
		if w.Code != want {
			t.Fatalf("call %d: got %d, want %d", i, w.Code, want)
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 2 || !strings.Contains(log.String(), "store is away") {
		t.Errorf("log: got %d lines, want 2 that name the reason:\n%s", n, log.String())
	}
}

// TestAStoreThatDoesNotAnswerIsNotWaitedFor: a store that hangs is one that is
// away, before the platform has given up.
func TestAStoreThatDoesNotAnswerIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		hang := func(ctx context.Context, _ ...chat.Incoming) error { <-ctx.Done(); return ctx.Err() }
		h := channels.Hook("zalo", channels.Endpoint{Webhook: open{}}, channels.HookOptions{Accept: hang, Log: slog.New(slog.NewTextHandler(&log, nil))})
		began, w := time.Now(), httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/webhook/zalo", strings.NewReader("{}")))
		if took := time.Since(began); w.Code != http.StatusServiceUnavailable || took >= 2*time.Second {
			t.Errorf("got %d after %v, want 503 within the two seconds Zalo waits", w.Code, took)
		}
		if !strings.Contains(log.String(), "storing what arrives failed") {
			t.Errorf("log: got %q, want the outage in it", log.String())
		}
	})
}

// TestAPlatformMayAskWhetherTheAddressIsOurs: the GET of platforms that make
// sure before they call; where there is none, a GET is not allowed.
func TestAPlatformMayAskWhetherTheAddressIsOurs(t *testing.T) {
	var saw []string
	o := channels.HookOptions{Log: slog.New(slog.DiscardHandler), Observe: func(_, result string) { saw = append(saw, result) }}
	asked := channels.Endpoint{Webhook: open{}, Challenge: func(q url.Values) (string, bool) {
		return q.Get("challenge"), q.Get("token") == "ours"
	}}
	for _, c := range []struct {
		endpoint channels.Endpoint
		query    string
		status   int
		body     string
	}{
		{asked, "?token=ours&challenge=%3Cb%3E7", http.StatusOK, "<b>7"},
		{asked, "?token=theirs&challenge=7", http.StatusForbidden, "forbidden\n"},
		{channels.Endpoint{Webhook: open{}}, "?token=ours", http.StatusMethodNotAllowed, "method not allowed\n"},
	} {
		w := httptest.NewRecorder()
		channels.Hook("pigeon", c.endpoint, o).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/webhook/pigeon"+c.query, nil))
		if w.Code != c.status || w.Body.String() != c.body {
			t.Errorf("GET %s: got %d %q, want %d %q", c.query, w.Code, w.Body, c.status, c.body)
		}
		if ct := w.Header().Get("Content-Type"); !strings.HasPrefix(ct, "text/plain") {
			t.Errorf("GET %s: got content type %q; a browser must not run what was asked", c.query, ct)
		}
	}
	if want := []string{"verified", "forged"}; !slices.Equal(saw, want) {
		t.Errorf("the observer saw %v, want %v", saw, want)
	}
}
