package console_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
)

// has fails for each of the words that a page lacks.
func has(t *testing.T, what, page string, words ...string) {
	t.Helper()
	for _, s := range words {
		if !strings.Contains(page, s) {
			t.Errorf("%s lacks %q", what, s)
		}
	}
}

// lacks fails for each of the words that a page has.
func lacks(t *testing.T, what, page string, words ...string) {
	t.Helper()
	for _, s := range words {
		if strings.Contains(page, s) {
			t.Errorf("%s has %q", what, s)
		}
	}
}

// TestWhatHappensAgainIsForStaff: a ticket whose user says after the close that
// it happens again waits for staff, unread, and says who had it before.
func TestWhatHappensAgainIsForStaff(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	lan, minh := quick(w.Staff("Lan")), w.Staff("Minh")
	lan.Post(path+"/say", url.Values{"text": {"chị thử lại giúp em"}})
	lan.Post(path+"/close", url.Values{"reason": {"closed.guided"}})
	w.Change(conv, func(r *record.Record) {
		in := chat.Incoming{From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindText, Text: "vẫn bị em ơi", Message: "again", At: r.Now}
		w.Desk.Lifecycle.Heard(r, in, r.Hear(in))
		w.Desk.Lifecycle.Reopen(r, in.Text)
	})
	for _, view := range []string{"waiting", "open"} {
		page := minh.Get("/desk?view=" + view).Body
		has(t, "the list "+view, page, `data-count="waiting">1<`, "báo lại sau khi đóng", "trước: Lan", "vẫn bị em ơi", "row unread", "Hẹn trả lời tiếp trước")
		lacks(t, "the list "+view, page, "Hẹn trả lời lần đầu")
	}
	has(t, "the panel", minh.Get(path).Body, "Mở lại, lần thứ 2. Lần trước Lan hỗ trợ.", "báo lỗi vẫn còn, phiếu được mở lại")
	lan.Post(path+"/say", url.Values{"text": {"em xem lại ạ"}})
	lacks(t, "an answered ticket's row", minh.Get("/desk").Body, "báo lại sau khi đóng")
}
