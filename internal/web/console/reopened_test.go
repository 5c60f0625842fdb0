package console_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
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

// TestWhatHappensAgainIsForStaff: a closed ticket whose user says that it happens
// again is among what staff have to answer, first of those that ended, and says
// so above the reply box; once it is open again it says who had it before.
func TestWhatHappensAgainIsForStaff(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	other, _ := add(w, "Bảo", time.Minute)
	lan, minh := quick(w.Staff("Lan")), w.Staff("Minh")
	lan.Post(path+"/say", url.Values{"text": {"chị thử lại giúp em"}})
	lan.Post(path+"/close", url.Values{"reason": {"closed.guided"}})
	if err := w.Desk.Close(t.Context(), other, desk.Staff{ID: "x:1", Name: "Hoa"}, "xong", ""); err != nil {
		t.Fatal(err)
	}
	says := func(words string) {
		w.Change(conv, func(r *record.Record) {
			r.Hear(chat.Incoming{From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindText, Text: words, Message: words, At: r.Now})
			w.Desk.Lifecycle.Relapsed(r, words)
		})
	}
	news := lan.Events("/desk/events?view=open&list=on", "")
	news.Next("rows", "")
	says("vẫn bị em ơi")
	news.Next("alert", "báo lại sau khi đóng")
	for _, view := range []string{"waiting", "open", "closed"} {
		page := minh.Get("/desk?view=" + view).Body
		has(t, "the list "+view, page, `data-count="waiting">1<`, `data-count="closed">1<`, "báo lại sau khi đóng", "vẫn bị em ơi", "row unread", "Hẹn trả lời tiếp trước")
		if at, behind := strings.Index(page, `id="t-1"`), strings.Index(page, `id="t-2"`); view == "closed" && (at < 0 || at > behind) {
			t.Errorf("the list of what ended has it at %d, behind %d", at, behind)
		}
	}
	has(t, "the page", minh.Get(path).Body, "Người dùng báo lại sau khi đóng: “vẫn bị em ơi”", "Mở lại và nhận", `id="menu-close"`, `<span class="state waiting">Báo lại sau khi đóng</span>`)
	lacks(t, "the page", minh.Get(path).Body, `<span class="state closed">`)

	lan.Post(path+"/close", url.Values{"reason": {"closed.done"}}) // it needs no answer
	lacks(t, "what was closed once more", minh.Get("/desk?view=closed").Body, "báo lại sau khi đóng", "row unread")
	says("lại bị rồi")
	w.Change(conv, func(r *record.Record) { w.Desk.Lifecycle.Reopen(r) })
	page := minh.Get("/desk?view=waiting").Body
	has(t, "the reopened ticket's row", page, "trước: Lan", "mở lại", "Hẹn trả lời tiếp trước")
	lacks(t, "the reopened ticket's row", page, "Hẹn trả lời lần đầu", `data-count="closed">1<`)
	has(t, "the panel", minh.Get(path).Body, "Mở lại, lần thứ 2. Lần trước Lan hỗ trợ.")
	lan.Post(path+"/claim", nil)
	lacks(t, "the page of who has it", minh.Get(path).Body, "Mở lại và nhận")
}

// TestRowsShowTheLastLine: words, a picture, a voice note or a place, of the user
// or of whom of staff, at once; what is taken back or changed too.
func TestRowsShowTheLastLine(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	lan, minh := quick(w.Staff("Lan")), w.Staff("Minh")
	news := minh.Events("/desk/events?view=open&list=on", "")
	news.Next("rows", "Hương")
	hears := func(in chat.Incoming) {
		w.Change(conv, func(r *record.Record) {
			in.From, in.User, in.At = r.Conv.Address, r.Conv.User, r.Now
			w.Desk.Lifecycle.Heard(r, in, r.Hear(in))
		})
	}
	shows := func(words string) {
		t.Helper()
		if page := minh.Get("/desk").Body; !strings.Contains(page, words) {
			t.Errorf("the row does not show %q: %s", words, page[strings.Index(page, `id="t-1"`):][:1500])
		}
	}
	photo := []chat.File{{Kind: chat.FilePhoto, Ref: "p"}}
	hears(chat.Incoming{Kind: chat.KindPhoto, Files: photo})
	news.Next("rows", "Ảnh")
	shows(`row-snippet">Ảnh<`)
	hears(chat.Incoming{Kind: chat.KindPhoto, Files: photo, Text: "màn hình đây em"})
	shows(`row-snippet">Ảnh: màn hình đây em<`)
	hears(chat.Incoming{Kind: chat.KindVoice, Files: []chat.File{{Kind: chat.FileVoice, Ref: "v"}}})
	shows(`row-snippet">Tin thoại<`)
	hears(chat.Incoming{Kind: chat.KindLocation, Text: "10.77,106.69"})
	shows(`row-snippet">Vị trí<`)
	hears(chat.Incoming{Kind: chat.KindText, Text: "alo em"})
	shows(`row-snippet">alo em<`)
	lan.Post(path+"/say", url.Values{"text": {"dạ em *đây* ạ"}})
	news.Next("rows", "dạ em đây ạ")
	shows(`<b>Lan:</b> dạ em đây ạ<`)
	k, err := w.Desk.Reader.Conversation(t.Context(), conv)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := w.Desk.Reader.Lines(t.Context(), conv, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.By == chat.ByStaff {
			lan.Post(path+"/edit", url.Values{"seq": {strconv.FormatInt(l.Seq, 10)}, "text": {"dạ em nghe ạ"}})
		}
	}
	shows(`<b>Lan:</b> dạ em nghe ạ<`)
	if k.Ticket.SaidName != "Lan" {
		t.Errorf("the ticket says that it was %q", k.Ticket.SaidName)
	}
}

// TestWhatListsTell: a list says on which tickets one has a draft oneself, who
// ended those that ended and why, and shows words, never the press of a button.
func TestWhatListsTell(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	lan, minh := quick(w.Staff("Lan")), w.Staff("Minh")
	w.Change(conv, func(r *record.Record) {
		for _, in := range []chat.Incoming{{Kind: chat.KindText, Text: "gọi số nào cũng lỗi"}, {Kind: chat.KindButton, Text: "Gặp nhân viên", Data: "human"}} {
			in.From, in.User, in.At = r.Conv.Address, r.Conv.User, r.Now
			w.Desk.Lifecycle.Heard(r, in, r.Hear(in))
		}
	})
	if page := lan.Get("/desk").Body; !strings.Contains(page, "gọi số nào cũng lỗi") || strings.Contains(page, `row-snippet">Gặp nhân viên`) {
		t.Error("the row does not show what the user said last")
	}
	lan.Post(path+"/draft", url.Values{"kind": {"say"}, "text": {"dạ em"}})
	has(t, "my list", lan.Get("/desk").Body, "Nháp</span>")
	lan.Events("/desk/events?view=open&list=on", "").Next("rows", "Nháp")
	lacks(t, "a colleague's list", minh.Get("/desk").Body, "Nháp</span>")

	lan.Post(path+"/say", url.Values{"text": {"em xem ạ"}})
	lan.Post(path+"/close", url.Values{"reason": {"closed.guided"}})
	for what, page := range map[string]string{"the list of what ended": lan.Get("/desk?view=closed").Body, "its page": minh.Get(path).Body} {
		has(t, what, page, "Lan đã đóng phiếu: Đã hướng dẫn, người dùng tự làm được")
	}
}
