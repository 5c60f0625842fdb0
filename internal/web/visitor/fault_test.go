package visitor_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/web/files"
	"hotro/internal/web/live"
	"hotro/internal/web/ui"
	"hotro/internal/web/visitor"
)

// down is a store that does not answer.
type down struct{}

var errDown = errors.New("dial tcp 10.0.0.7:6379: connection refused")

func (down) Load(context.Context, string) (store.Snapshot, error) { return store.Snapshot{}, errDown }

func (down) Lines(context.Context, string, int64, int64) ([]store.Entry, error) {
	return nil, errDown
}

func (down) PutBlob(context.Context, store.Blob, time.Time, time.Duration) (string, error) {
	return "", errDown
}

func (down) Blob(context.Context, string, time.Time) (store.Blob, error) {
	return store.Blob{}, errDown
}

// A store that is away is our fault and not the visitor's: 503, so that the
// page tries again, and not a word about what is behind it.
func TestAStoreThatIsAwayIsNotTheVisitorsFault(t *testing.T) {
	renderer := ui.New(ui.Options{})
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	page := visitor.New(visitor.Options{
		Accept:     func(context.Context, ...chat.Incoming) error { return errDown },
		Transcript: down{}, Media: files.NewMedia(down{}, nil, 0), Renderer: renderer, Log: logger,
		Feed: live.NewFeed(func(context.Context, int64) ([]string, int64, error) { return nil, 0, errDown }, 0, logger),
	})
	id := webchat.NewVisitor()
	form := "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" + webchat.NewVisitor() +
		"\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n"
	for name, r := range map[string]*http.Request{
		"page":   httptest.NewRequest("GET", "/chat", nil),
		"lines":  httptest.NewRequest("GET", "/chat/lines", nil),
		"file":   httptest.NewRequest("GET", "/chat/file/1/0", nil),
		"words":  httptest.NewRequest("POST", "/chat/send", strings.NewReader(`{"id":"`+webchat.NewVisitor()+`","text":"alo"}`)),
		"press":  httptest.NewRequest("POST", "/chat/send", strings.NewReader(`{"id":"`+webchat.NewVisitor()+`","kind":"button","data":"x"}`)),
		"upload": httptest.NewRequest("POST", "/chat/upload", strings.NewReader(form)),
	} {
		r.Header.Set("Content-Type", map[bool]string{true: "multipart/form-data; boundary=b", false: "application/json"}[name == "upload"])
		r.AddCookie(&http.Cookie{Name: "hotro_chat", Value: id})
		w := httptest.NewRecorder()
		page.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "10.0.0.7") || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: got %d %s, Retry-After %q; want 503 that says when to try again and nothing of the store", name, w.Code, w.Body, w.Header().Get("Retry-After"))
		}
	}
	if n := strings.Count(log.String(), "10.0.0.7"); n != 1 {
		t.Errorf("logged %d times, want once for all: %s", n, log.String())
	}
}
