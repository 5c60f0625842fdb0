package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hotro/internal/obs"
	"hotro/internal/web/webtest"
)

// loginSecret lets a browser into the desk.
const loginSecret = "mot-chuoi-bi-mat-cua-ban-ho-tro"

// browser is a visitor of the chat page, or staff at the desk.
type browser struct {
	*webtest.Client
	t testing.TB
	w *world
	n int // messages sent, for their ids
}

func (w *world) browser() *browser {
	return &browser{Client: webtest.NewClient(w.t, func() string { return w.app.URL() }), t: w.t, w: w}
}

// atDesk is staff who have logged in; DESK_LOGIN_SECRET must be loginSecret.
func (w *world) atDesk(name string) *browser {
	b := w.browser()
	if a := b.Get("/desk/login?token=" + loginSecret + "&name=" + url.QueryEscape(name)); a.Code != http.StatusSeeOther {
		w.t.Fatalf("log in: got %d %.300s", a.Code, a.Body)
	}
	return b
}

// gets reads a page that must be there.
func (b *browser) gets(path string) string {
	b.t.Helper()
	a := b.Get(path)
	if a.Code != http.StatusOK {
		b.t.Fatalf("GET %s: got %d %.300s", path, a.Code, a.Body)
	}
	return a.Body
}

// submits posts a form with an optional file.
func (b *browser) submits(path string, fields map[string]string, name string, data []byte) {
	b.t.Helper()
	if a := b.Upload(path, fields, name, data); a.Code != http.StatusOK && a.Code != http.StatusSeeOther {
		b.t.Fatalf("POST %s: got %d %.300s", path, a.Code, a.Body)
	}
}

// posts sends a message of the chat page.
func (b *browser) posts(message map[string]string) {
	b.t.Helper()
	b.n++
	message["id"] = fmt.Sprintf("message-%04d", b.n)
	if a := b.Send("/chat/send", message); a.Code != http.StatusOK {
		b.t.Fatalf("POST /chat/send: got %d %s", a.Code, a.Body)
	}
}

func (b *browser) says(text string) { b.posts(map[string]string{"text": text}) }

// chatLine is a line of the chat page.
type chatLine struct {
	By, Name, Text string
	Choices        []struct{ Data, Label string }
}

// lines are what the chat page shows.
func (b *browser) lines() []chatLine {
	var thread struct{ Lines []chatLine }
	if err := json.Unmarshal([]byte(b.gets("/chat/lines")), &thread); err != nil {
		b.t.Fatal(err)
	}
	return thread.Lines
}

// reads waits until the page shows a line by somebody that holds words.
func (b *browser) reads(by string, words ...string) chatLine {
	b.t.Helper()
	var found chatLine
	ok := b.w.until(func() bool {
		for _, l := range b.lines() {
			if l.By == by && holds(l.Text, words) {
				found = l
				return true
			}
		}
		return false
	})
	if !ok {
		b.t.Fatalf("the chat page shows no line by %s with %q:\n%+v\nlog:\n%s", by, words, b.lines(), tail(b.w.log.String()))
	}
	return found
}

// presses presses a button of the newest line that has it.
func (b *browser) presses(label string) {
	b.t.Helper()
	lines := b.lines()
	for i := len(lines) - 1; i >= 0; i-- {
		for _, c := range lines[i].Choices {
			if c.Label == label {
				b.posts(map[string]string{"data": c.Data})
				return
			}
		}
	}
	b.t.Fatalf("the chat page has no button %q: %+v", label, lines)
}

// TestFromAnErrorToAHumanAnswerOnTheWeb is the newcomer's story: no platform
// is configured, the program is restarted between all the steps, and nothing
// is lost or said twice.
func TestFromAnErrorToAHumanAnswerOnTheWeb(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"TELEGRAM_TOKEN": "", "DESK_LOGIN_SECRET": loginSecret})
	lan := w.browser()
	lan.gets("/chat")
	lan.says("em bị from number not found")
	lan.reads("bot", "FROM_NUMBER_NOT_FOUND", "Google Dịch")
	w.restart()
	lan.presses("Không dịch")
	lan.reads("bot", "yêu cầu #1")
	w.restart()

	hoa := w.atDesk("Hoa")
	if queue := hoa.gets("/desk"); !strings.Contains(queue, "FROM_NUMBER_NOT_FOUND") {
		t.Errorf("the queue does not show the ticket:\n%s", queue)
	}
	hoa.submits("/desk/t/1/say", map[string]string{"text": "Chào anh/chị, em là Hoa ạ."}, "", nil)
	if l := lan.reads("staff", "em là Hoa"); l.Name != "Hoa" {
		t.Errorf("the answer is by %q, want Hoa", l.Name)
	}
	w.restart()
	lan.says("dạ em cảm ơn")
	if !w.until(func() bool { return strings.Contains(hoa.gets("/desk/t/1"), "dạ em cảm ơn") }) {
		t.Error("the desk does not show the user's answer")
	}
	said := map[string]int{}
	for _, l := range lan.lines() {
		said[l.By+": "+l.Text]++
	}
	for words, n := range said {
		if n > 1 {
			t.Errorf("%q stands there %d times", words, n)
		}
	}
}

// TestNoLogLineHoldsAVisitorsID: a talk on the web is logged whole, by a name
// that does not open it.
func TestNoLogLineHoldsAVisitorsID(t *testing.T) {
	t.Parallel()
	const id = "00112233445566778899aabbccddeeff"
	w := newWorld(t, map[string]string{"TELEGRAM_TOKEN": "", "DESK_LOGIN_SECRET": loginSecret, "LOG_LEVEL": "debug"})
	lan := w.browser()
	lan.Header.Set("X-Hotro-Visitor", id)
	lan.gets("/chat")
	lan.says("em bị from number not found")
	lan.reads("bot", "FROM_NUMBER_NOT_FOUND", "Google Dịch")
	lan.presses("Không dịch")
	lan.reads("bot", "yêu cầu #1")
	hoa := w.atDesk("Hoa")
	hoa.submits("/desk/t/1/say", map[string]string{"text": "Chào anh/chị, em là Hoa ạ."}, "", nil)
	lan.reads("staff", "em là Hoa")
	w.stop()
	log := w.log.String()
	if strings.Contains(log, id) {
		t.Errorf("the log holds the visitor's id:\n%s", tail(log))
	}
	if want := "web:hotro:" + obs.Short(id); !strings.Contains(log, want) {
		t.Errorf("the log does not name the conversation %s: nothing was looked at:\n%s", want, tail(log))
	}
}
