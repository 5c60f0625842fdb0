package console_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
)

func TestLiveQueue(t *testing.T) {
	w := webtest.New(t)
	lan, minh := quick(w.Staff("Lan")), quick(w.Staff("Minh"))
	ev := lan.Events("/desk/events?view=waiting", "")
	ev.Next("counts", `"waiting":0`)
	conv, path := add(w, "Hương", time.Minute)
	ev.Next("counts", `"waiting":1`)
	ev.Next("alert", "Phiếu mới #1")
	ev.Next("rows", "Hương")
	add(w, "Bảo", 2*time.Minute) // waits longer: stands above
	var rows struct {
		Rows []struct{ Number, After int64 }
		Gone []int64
	}
	if err := json.Unmarshal([]byte(ev.Next("rows", "Bảo").Data), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows.Rows) != 2 || rows.Rows[0].Number != 2 || rows.Rows[0].After != 0 || rows.Rows[1].After != 2 {
		t.Errorf("rows: got %+v, want #2 first and #1 after it", rows)
	}
	if a := minh.Post(path+"/claim", nil); a.Code != http.StatusOK {
		t.Fatalf("claim: got %d %s", a.Code, a.Body)
	}
	ev.Next("rows", "Minh") // its user waits still
	mine := minh.Events("/desk/events?view=mine", "")
	mine.Next("counts", `"waiting":2,"mine":1,"open":2,"unread":1,"closed":0,"calling":2`)
	mine.Next("rows", "Hương")
	minh.Post(path+"/say", url.Values{"text": {"em đây ạ"}})
	ev.Next("counts", `"waiting":1`)
	ev.Next("rows", `"gone":[1]`)
	mine.Next("counts", `"waiting":1,"mine":1,"open":2,"unread":0,"closed":0,"calling":1`)
	w.Hear(conv, "chị chờ lâu quá")
	ev.Next("counts", `"waiting":2`)
	ev.Next("rows", "Minh")
	mine.Next("counts", `"calling":2`)
	mine.Next("alert", "Trả lời mới ở phiếu #1")
	mine.Next("rows", "badge")
	if a := minh.Post(path+"/transfer", url.Values{"to": {"setup:lan"}}); a.Code != http.StatusOK {
		t.Fatalf("transfer: got %d %s", a.Code, a.Body)
	}
	ev.Next("alert", "Phiếu #1 được chuyển cho bạn")
}

func TestLiveTicket(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, minh := quick(w.Staff("Lan")), quick(w.Staff("Minh"))
	ev := lan.Events("/desk/events?ticket=1&list=off&last=0", "")
	ev.Next("line", "em bị lỗi gọi")
	ev.Next("head", "Nhận")
	ev.Next("side", "call-vn-1")
	minh.Post(path+"/claim", nil)
	ev.Next("head", "Minh đang hỗ trợ")
	minh.Post(path+"/say", url.Values{"text": {"em đây ạ"}})
	if e := ev.Next("line", "em đây ạ"); !strings.Contains(e.Data, "delivery sent") {
		ev.Next("line", "delivery sent") // drawn again when it has been sent
	}
	minh.Post(path+"/say", url.Values{"kind": {"note"}, "text": {"xem hộ"}})
	ev.Next("line", "xem hộ")
	w.Hear(conv, "dạ vâng")
	ev.Next("line", "dạ vâng")
	minh.Post(path+"/tags", url.Values{"tags": {"micro"}})
	ev.Next("side", "micro")
}

// Open streams end with the program, which could not shut down otherwise.
func TestLiveEndsWithTheProgram(t *testing.T) {
	w := webtest.New(t)
	desk := w.Staff("Lan").Events("/desk/events", "")
	desk.Next("counts", "")
	user := w.Visitor().Events("/chat/events", "")
	user.Next("status", "")
	w.Stop()
	desk.Ended()
	user.Ended()
}

func TestTypingReachesTheUserOfWhoHolds(t *testing.T) {
	w := webtest.New(t)
	_, path := add(w, "Hương", time.Minute)
	lan := quick(w.Staff("Lan"))
	sub := w.Feed.Subscribe("telegram:7:telegram-0001")
	defer sub.Close()
	lan.Post(path+"/typing", nil)
	if _, typing := sub.Take(); typing {
		t.Error("typing of somebody who does not hold the ticket is shown")
	}
	lan.Post(path+"/claim", nil)
	lan.Post(path+"/typing", nil)
	if _, typing := sub.Take(); !typing {
		t.Error("typing of the holder is not shown")
	}
}

// What one has read the other has not: reading a ticket clears its count for
// who reads it, on all their devices, and an answer for everybody.
func TestUnreadIsPerPerson(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, minh := w.Staff("Lan"), w.Staff("Minh")
	quick(lan).Post(path+"/claim", nil)
	badge := func(c *webtest.Client, who string, want bool) {
		t.Helper()
		if page := c.Get("/desk").Body; strings.Contains(page, `<b class="badge">`) != want {
			t.Errorf("unread for %s: got %v, want %v", who, !want, want)
		}
	}
	other := w.Staff("Lan") // her telephone
	ev := quick(other).Events("/desk/events?view=mine", "")
	ev.Next("counts", `"unread":1`)
	w.Hear(conv, "chị chờ lâu quá")
	ev.Next("alert", "Trả lời mới")
	badge(lan, "Lan", true)
	badge(minh, "Minh", true)
	minh.Get(path)
	badge(minh, "Minh, who has read it", false)
	badge(lan, "Lan, who has not", true)
	lan.Get(path)
	ev.Next("counts", `"unread":0`)
	badge(lan, "Lan, who has read it too", false)
	w.Hear(conv, "alo")
	ev.Next("alert", "Trả lời mới")
	lan.Post(path+"/say", url.Values{"text": {"em đây ạ"}})
	badge(minh, "Minh, after an answer", false)
}

// TestABrokenPromiseIsTold: when a promise runs out, who holds the ticket hears
// of it, and everybody while nobody does; the list and the count say so at once.
func TestABrokenPromiseIsTold(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, minh := quick(w.Staff("Lan")), quick(w.Staff("Minh"))
	ofLan, ofMinh := lan.Events("/desk/events?view=open", ""), minh.Events("/desk/events?view=open", "")
	ofLan.Next("counts", `"waiting":1`)
	ofMinh.Next("counts", `"waiting":1`)
	late := func() {
		w.Change(conv, func(r *record.Record) { w.Desk.Lifecycle.Wake(r, desk.TimerSLA) })
	}
	late()
	ofLan.Next("alert", "Phiếu #1 quá hẹn trả lời")
	ofMinh.Next("alert", "Phiếu #1 quá hẹn trả lời")
	lan.Post(path+"/say", url.Values{"text": {"em đây ạ"}})
	ofLan.Next("counts", `"mine":1`)
	w.Hear(conv, "vẫn lỗi em ơi")
	ofLan.Next("alert", "Trả lời mới")
	late()
	ofLan.Next("alert", "vẫn lỗi em ơi")
	minh.Post(path+"/take", nil) // tells whose ticket it was
	ofLan.Next("alert", "Minh đã nhận thay phiếu #1")
	add(w, "Bảo", 0)
	if e := ofMinh.Next("alert", ""); !strings.Contains(e.Data, "Phiếu mới #2") {
		t.Errorf("who holds nothing is told %s, want only the next ticket", e.Data)
	}
	minh.Post(path+"/transfer", url.Values{"to": {"setup:lan"}})
	ofLan.Next("alert", "được chuyển cho bạn")
	add(w, "Tâm", 0)
	if e := ofMinh.Next("alert", ""); !strings.Contains(e.Data, "Phiếu mới #3") {
		t.Errorf("who passed a ticket on is told %s", e.Data)
	}
}
