package channels_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// open is a platform whose every call holds one arrival.
type open struct{}

func (open) Verify(http.Header, []byte) bool { return true }

func (open) Decode(http.Header, []byte) ([]chat.Incoming, error) {
	return []chat.Incoming{{ID: "1"}}, nil
}

// TestAnOutageOfTheStoreIsLoggedOnce: every call is refused so that the
// platform sends it again, and the log says so when it begins and ends.
func TestAnOutageOfTheStoreIsLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	away := false
	accept := func(context.Context, ...chat.Incoming) error {
		if away {
			return errors.New("store is away")
		}
		return nil
	}
	h := channels.Hook("zalo", open{}, accept, nil, func(string, string) {}, slog.New(slog.NewTextHandler(&log, nil)))
	for i := range 300 {
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
