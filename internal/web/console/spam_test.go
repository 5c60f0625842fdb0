package console_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// TestJunkIsClearedInOneGo: the page offers the tickets of people nobody knows
// and no others, asks back once, closes what was chosen and undoes it.
func TestJunkIsClearedInOneGo(t *testing.T) {
	w := webtest.New(t)
	lan := w.Staff("Lan")
	_, known := w.Add(webtest.Case{Channel: chat.Web, Name: "Khách quen", Handoff: webtest.Handoff()}) // names a call
	var junk []string
	for i := range 3 {
		_, n := w.Add(webtest.Case{Channel: chat.Web, Name: fmt.Sprint("Rác ", i), Handoff: desk.Details{Title: "mua hàng"}})
		junk = append(junk, fmt.Sprint(n))
	}
	for _, told := range []desk.Details{{Title: strings.Repeat("gọi ra không được ", 4)}, {Title: "lỗi", Facts: map[string]string{"error": "503"}}, {Title: "tai nghe rè"}, {Title: "bấm hoài ko lên"}, {Title: "mic hu roi"}, {Topic: "AGENT_NOT_ALLOW", Title: "chưa có quyền"}} {
		w.Add(webtest.Case{Channel: chat.Web, Name: "Khách thật", Handoff: told}) // new, and no junk
	}
	has(t, "the page of junk", lan.Get("/desk/spam").Body, `href="/desk/t/`+junk[0]+`?view=waiting"`, "trông giống tin rác")
	if a := lan.Get("/desk?view=waiting"); !strings.Contains(a.Body, `href="/desk/spam"`) || strings.Count(a.Body, "khách mới") != 3 {
		t.Errorf("the queue leads to no clearing of junk, or marks not three as new")
	}
	page := lan.Get("/desk/spam")
	if strings.Contains(page.Body, "Khách quen") || strings.Contains(page.Body, "Khách thật") || strings.Count(page.Body, `type="checkbox"`) != 3 || strings.Contains(page.Body, " checked") {
		t.Errorf("offered: want the three of strangers, none chosen: %s", page.Body)
	}
	if a := lan.Get("/desk/spam?all"); strings.Count(a.Body, " checked") != 3 {
		t.Error("all: want the three chosen")
	}
	asked := lan.Post("/desk/spam", url.Values{"n": junk[:2]})
	token := regexp.MustCompile(`name="sure" value="([0-9a-f]+)"`).FindStringSubmatch(asked.Body)
	if token == nil || !strings.Contains(asked.Body, "Đóng 2 phiếu vì là tin rác?") || state(t, w, junk[0]) != chat.Waiting {
		t.Fatalf("want to be asked first: %s", asked.Body)
	}
	done := lan.Post("/desk/spam", url.Values{"n": append(junk[:2:2], "999"), "sure": {token[1]}})
	if done.Code != http.StatusOK || !strings.Contains(done.Body, "Đã đóng 2 phiếu") || !strings.Contains(done.Body, "1 phiếu chưa đóng được") {
		t.Errorf("closed: got %d %s", done.Code, done.Body)
	}
	for i, want := range []string{chat.Closed, chat.Closed, chat.Waiting} {
		if got := state(t, w, junk[i]); got != want {
			t.Errorf("ticket %s: got %s, want %s", junk[i], got, want)
		}
	}
	if got := state(t, w, fmt.Sprint(known)); got != chat.Waiting {
		t.Errorf("a customer's ticket: got %s", got)
	}
	if a := lan.Post("/desk/spam/undo", url.Values{"n": junk[:2]}); !strings.Contains(a.Body, "Đã mở lại 2 phiếu") || state(t, w, junk[1]) != chat.Waiting {
		t.Errorf("undone: got %s", a.Body)
	}
}

func state(t *testing.T, w *webtest.World, number string) string {
	t.Helper()
	var n int64
	if _, err := fmt.Sscan(number, &n); err != nil {
		t.Fatal(err)
	}
	k, err := w.Desk.Reader.Ticket(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return k.State
}
