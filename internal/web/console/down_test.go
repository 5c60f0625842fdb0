package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/web/webtest"
)

// A store that is away is told to staff in words, by a status that has pages
// try again, and to the log once, however many pages run into it.
func TestAStoreThatIsAwayIsToldOnce(t *testing.T) {
	w := webtest.New(t)
	lan := w.Staff("Lan")
	w.Add(webtest.Case{Channel: chat.Web, Name: "An", Handoff: webtest.Handoff()})
	w.Stop()
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
	lan.Header.Set("Accept", "application/json")
	for _, path := range []string{"/desk", "/desk/t/1", "/desk/search?q=an", "/desk/events?ticket=1", "/desk/t/1/export?format=csv"} {
		if a := lan.Get(path); a.Code != http.StatusServiceUnavailable || strings.Contains(a.Body, "store") {
			t.Errorf("%s: got %d %q, want 503 that names nothing of ours", path, a.Code, a.Body)
		}
	}
	for _, path := range []string{"/desk/t/1/claim", "/desk/t/1/say"} {
		if a := lan.Post(path, url.Values{"text": {"dạ"}}); a.Code != http.StatusServiceUnavailable || strings.Contains(a.Body, "store") {
			t.Errorf("%s: got %d %q, want 503 that names nothing of ours", path, a.Code, a.Body)
		}
	}
	if n := strings.Count(w.Logged(), "level=ERROR"); n != 1 {
		t.Errorf("logged %d times, want once: %s", n, w.Logged())
	}
}

// A browser keeps few pages of the desk up to date, and colleagues still get
// theirs.
func TestABrowserFollowsFewPages(t *testing.T) {
	w := webtest.New(t)
	lan, minh := w.Staff("Lan"), w.Staff("Minh")
	for range 30 {
		lan.Events("/desk/events", "")
	}
	if a := lan.Get("/desk/events"); a.Code != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("one page more: got %d, want 429 that says when to come back", a.Code)
	}
	minh.Events("/desk/events", "").Next("counts", "")
}
