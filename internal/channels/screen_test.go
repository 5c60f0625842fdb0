package channels_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hotro/internal/channels"
)

// guarded is a platform that tells its calls by a header.
type guarded struct{ open }

func (guarded) Screen(h http.Header) int64 {
	if h.Get("Secret") != "ours" {
		return 0
	}
	return 4
}

// unread fails a test that reads it.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

// TestTheHeadersAreJudgedBeforeTheBody: a call without the secret, and one that
// is longer than the platform's ever are, is refused unread.
func TestTheHeadersAreJudgedBeforeTheBody(t *testing.T) {
	for _, c := range []struct {
		name, secret string
		body         io.Reader
		length       int64
		status       int
		result       string
	}{
		{"forged", "theirs", unread{t}, -1, http.StatusUnauthorized, "forged"},
		{"said to be long", "ours", unread{t}, 5, http.StatusRequestEntityTooLarge, "refused"},
		{"long", "ours", strings.NewReader("12345"), -1, http.StatusRequestEntityTooLarge, "refused"},
		{"genuine", "ours", strings.NewReader("{}"), 2, http.StatusOK, "ignored"},
	} {
		saw := ""
		h := channels.Hook("pigeon", channels.Endpoint{Webhook: quiet{}}, channels.HookOptions{
			Log: slog.New(slog.DiscardHandler), Observe: func(_, result string) { saw = result },
		})
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/webhook/pigeon", c.body)
		r.ContentLength = c.length
		r.Header.Set("Secret", c.secret)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || saw != c.result {
			t.Errorf("%s: got %d and counted %q, want %d and %q", c.name, w.Code, saw, c.status, c.result)
		}
	}
}

// quiet is guarded, with nothing in its calls.
type quiet struct{ guarded }

func (quiet) Decode(http.Header, []byte) (channels.Arrivals, error) { return channels.Arrivals{}, nil }
