package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"hotro/internal/store"
	"hotro/internal/web"
	"hotro/internal/web/ui"
	"hotro/internal/web/webtest"
	"hotro/prompts"
)

func handler(t *testing.T, o web.Options, out *bytes.Buffer) http.Handler {
	t.Helper()
	renderer := ui.New(ui.Options{})
	o.Renderer, o.Log = renderer, slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h := web.New(o)
	return h
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}

func TestRoutes(t *testing.T) {
	var out bytes.Buffer
	ok := func(s string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) })
	}
	broken := &store.Unfit{Why: "it does not answer", Err: errors.New("store: connection refused")}
	h := handler(t, web.Options{
		Webhooks: map[string]http.Handler{"/webhook/telegram": ok("telegram"), "/zalo/callback": ok("callback")},
		Metrics:  ok("metrics"), Chat: ok("chat"), Desk: ok("desk"),
		Ready: func(*http.Request) ([]string, error) { return nil, broken },
	}, &out)
	for path, want := range map[string]string{
		"/healthz": "200 ok\n", "/readyz": "503 not ready: it does not answer\n", "/metrics": "200 metrics", "/webhook/telegram": "200 telegram",
		"/zalo/callback": "200 callback", "/chat": "200 chat", "/chat/lines": "200 chat", "/desk": "200 desk", "/desk/t/1": "200 desk",
	} {
		w := get(h, path)
		if got := fmt.Sprint(w.Code, " ", w.Body); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	if !strings.Contains(out.String(), "connection refused") {
		t.Error("why it is not ready is not logged")
	}
	if w := get(h, "/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `href="/chat"`) || !strings.Contains(w.Body.String(), `href="/desk"`) {
		t.Errorf("landing page: got %d, want the ways to chat and desk", w.Code)
	}
	for _, path := range []string{"/nothing", "/webhook/zalo", "/files/x", "/.git/config", "/%2e%2e/%2e%2e/etc/passwd"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, w.Code)
		}
	}
}

func TestLogTellsNoSecret(t *testing.T) {
	var out bytes.Buffer
	h := handler(t, web.Options{Desk: http.NotFoundHandler(), Chat: http.NotFoundHandler()}, &out)
	get(h, "/desk/login?token=canary-1")
	get(h, "/files/canary-2.abc/x.pdf")
	get(h, "/f/canary-2.pdf")
	if got := out.String(); strings.Contains(got, "canary") || strings.Count(got, "msg=request") != 3 {
		t.Errorf("log: got\n%s\nwant three requests and no token", got)
	}
}

func TestPanicIsOneRequestsTrouble(t *testing.T) {
	var out bytes.Buffer
	h := handler(t, web.Options{Chat: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("no such luck") })}, &out)
	if w := get(h, "/chat"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "luck") {
		t.Errorf("got %d %q, want a bland 500", w.Code, w.Body)
	}
	if !strings.Contains(out.String(), "no such luck") || !strings.Contains(out.String(), "web_test.go") {
		t.Error("the panic is not in the log with its stack")
	}
	if w := get(h, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("after it: got %d, want 200", w.Code)
	}
}

var said = regexp.MustCompile(`\bT\("(web\.[a-z0-9_.]+)"[,)]`)

// Every word that a page asks for exists in both languages.
func TestPagesSpeakWordsThatExist(t *testing.T) {
	vi, en := prompts.Must("vi"), prompts.Must("en")
	n := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range said.FindAllStringSubmatch(string(b), -1) {
			key := m[1]
			n++
			if !vi.Has(key) || !en.Has(key) {
				t.Errorf("%s: %s is not in prompts/say (vi %v, en %v)", path, key, vi.Has(key), en.Has(key))
			}
		}
		return err
	})
	if err != nil || n < 150 {
		t.Errorf("found %d words in the pages, %v; want the lot of them", n, err)
	}
}

// Keys that pages put together at run time leave no hole: nothing on any page
// reads like a key.
func TestNoPageShowsAKey(t *testing.T) {
	w := webtest.New(t)
	morning(t, w)
	c := w.Staff("Lan")
	key := regexp.MustCompile(`(web|desk)\.[a-z]+[._][a-z_]+`)
	for _, lang := range []string{"vi", "en"} {
		for _, path := range []string{"/", "/chat", "/nothing", "/desk", "/desk?view=waiting", "/desk?view=mine", "/desk?view=closed", "/desk/t/1", "/desk/t/7", "/desk/t/7/erase", "/desk/search?q=a", "/desk/reports", "/desk/sessions", "/desk/erasures"} {
			sep := "?"
			if strings.Contains(path, "?") {
				sep = "&"
			}
			if found := key.FindString(c.Get(path + sep + "lang=" + lang).Body); found != "" {
				t.Errorf("%s in %s shows %q", path, lang, found)
			}
		}
	}
}
