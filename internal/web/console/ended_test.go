package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
)

// TestWhoIsForgottenLeavesThePage: a page that is open while its user has
// everything deleted is told so, once, and there is nothing to load again.
func TestWhoIsForgottenLeavesThePage(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan := w.Staff("Lan")
	page := lan.Events("/desk/events?ticket=1&list=off", "")
	page.Next("head", "Hương")
	if err := w.Desk.Forget(t.Context(), conv, chat.Erasure{At: time.Now(), By: chat.ErasedByUser}); err != nil {
		t.Fatal(err)
	}
	w.Feed.Touch(conv)
	page.Next("gone", "")
	page.Ended()
	again := lan.Events("/desk/events?ticket=1&list=off", "")
	again.Next("gone", "")
	again.Ended()
	a := lan.Get(path)
	if a.Code != http.StatusNotFound {
		t.Errorf("the page of who is forgotten: got %d, want 404", a.Code)
	}
	has(t, "the page", a.Body, "Người dùng đã xóa dữ liệu", "/desk")
	lacks(t, "the page", a.Body, "em bị lỗi gọi", `data-act="reopen"`)
}

// TestAnAnswerToWhatEndedMeanwhileIsAsked: words that were begun while the ticket
// was open do not open it again unasked; a note is no question, and neither is
// an answer to a ticket that had ended before.
func TestAnAnswerToWhatEndedMeanwhileIsAsked(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, plain := quick(w.Staff("Lan")), w.Staff("Lan")
	has(t, "the open ticket's form", plain.Get(path).Body, `name="begun" value="open"`)
	w.Change(conv, func(r *record.Record) { w.Desk.Lifecycle.Cancel(r) })

	words := url.Values{"text": {"dạ em xem ạ"}, "begun": {"open"}}
	if a := lan.Post(path+"/say", words); a.Code != http.StatusConflict || !strings.Contains(a.Body, "Người dùng đã hủy yêu cầu") {
		t.Errorf("an answer begun before the end: got %d %s, want 409 and who ended it", a.Code, a.Body)
	}
	a := plain.Post(path+"/say", words)
	has(t, "the page without script", plain.Get(a.Header.Get("Location")).Body, "Bấm Gửi lần nữa", "dạ em xem ạ", `name="begun" value=""`)
	if got := ticket(t, w, conv); got.State != chat.Closed {
		t.Fatalf("the ticket is %s, want it closed still", got.State)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {"khách tự hủy"}, "begun": {"open"}, "kind": {"note"}}); a.Code != http.StatusOK {
		t.Errorf("a note: got %d %s", a.Code, a.Body)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {"dạ em xem ạ"}}); a.Code != http.StatusOK || ticket(t, w, conv).State != chat.Claimed {
		t.Errorf("an answer that is meant: got %d %s", a.Code, a.Body)
	}
}

// TestWhatNobodyAnsweredIsNoSilence: a ticket without a word of staff is not
// closed because its user fell silent, the menu says so, and its user is not
// asked what they think of it.
func TestWhatNobodyAnsweredIsNoSilence(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan := quick(w.Staff("Lan"))
	page := lan.Get(path).Body
	has(t, "the menu", page, "Chưa ai trả lời người dùng này.", `value="closed.unanswered"`, `value="closed.elsewhere"`)
	lacks(t, "the menu", page, `value="closed.silent"`, `value="closed.guided"`)
	if a := lan.Post(path+"/close", url.Values{"reason": {"closed.silent"}}); a.Code != http.StatusConflict || ticket(t, w, conv).State != chat.Waiting {
		t.Errorf("closed as silent: got %d %s, want it refused", a.Code, a.Body)
	}
	lan.Post(path+"/close", url.Values{"reason": {"closed.unanswered"}})
	said := func() (all string) {
		lines, err := w.Desk.Reader.Lines(t.Context(), conv, 1, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			all += l.Text + "\n"
		}
		return all
	}
	if all := said(); strings.Contains(all, "lần hỗ trợ này thế nào") || !strings.Contains(all, "Vẫn cần hỗ trợ, anh/chị bấm **Mở lại**") {
		t.Errorf("the user reads %s", all)
	}
	lan.Post(path+"/say", url.Values{"text": {"em chào chị"}})
	page = lan.Get(path).Body
	has(t, "an answered ticket's menu", page, `value="closed.silent"`)
	lacks(t, "an answered ticket's menu", page, "Chưa ai trả lời người dùng này.", `value="closed.unanswered"`)
	lan.Post(path+"/close", url.Values{"reason": {"closed.silent"}})
	if !strings.Contains(said(), "lần hỗ trợ này thế nào") {
		t.Error("who was answered is not asked what they think of it")
	}
	if !desk.Fitting("closed.spam", chat.Ticket{}) {
		t.Error("junk can't be closed as such unanswered")
	}
}

// TestClosingSaysWhy: without a reason nothing is closed, by script or without,
// and what is written as one is in the log; the menu asks about a line that
// nobody has answered.
func TestClosingSaysWhy(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, plain := quick(w.Staff("Lan")), w.Staff("Lan")
	lan.Post(path+"/say", url.Values{"text": {"em chào chị"}})
	has(t, "the menu", lan.Get(path).Body, `name="other" maxlength="200" required`, `value="closed.done" formnovalidate`)
	lacks(t, "the menu of an answered ticket", lan.Get(path).Body, "chưa ai trả lời. Vẫn đóng?")
	if a := lan.Post(path+"/close", url.Values{"reason": {""}, "other": {"  "}}); a.Code != http.StatusBadRequest || !strings.Contains(a.Body, "ghi lý do") || ticket(t, w, conv).State != chat.Claimed {
		t.Errorf("closed without a reason: got %d %s, want it asked for", a.Code, a.Body)
	}
	a := plain.Post(path+"/close", url.Values{"other": {""}})
	has(t, "the page without script", plain.Get(a.Header.Get("Location")).Body, "ghi lý do")
	w.Change(conv, func(r *record.Record) {
		in := chat.Incoming{ID: "more", From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindText, Text: "vẫn lỗi em ơi, gọi chị 0912345678", Message: "more", At: r.Now}
		w.Desk.Lifecycle.Heard(r, in, r.Hear(in))
	})
	has(t, "the menu", lan.Get(path).Body, "Người dùng vừa nhắn “vẫn lỗi em ơi, gọi chị 091", "chưa ai trả lời. Vẫn đóng?")
	lacks(t, "the menu's warning", warning(lan.Get(path).Body), "0912345678")
	lan.Post(path+"/close", url.Values{"other": {"khách bận, hẹn mai"}})
	if got := ticket(t, w, conv); got.State != chat.Closed || got.Log[len(got.Log)-1].Note != "khách bận, hẹn mai" {
		t.Errorf("the ticket is %s and its log ends with %+v", got.State, got.Log[len(got.Log)-1])
	}
}

// warning is what a ticket's page says before it is closed.
func warning(page string) string {
	_, rest, _ := strings.Cut(page, "pop-warn")
	out, _, _ := strings.Cut(rest, "</p>")
	return out
}
