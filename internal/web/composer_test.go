package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
)

// at opens the desk by another address: another device, another process.
func at(b *webtest.Browser, url, name, path string) *webtest.Tab {
	tab := b.Tab(1280, 800)
	tab.Open(url + "/desk/login?name=" + name + "&token=" + webtest.Secret)
	tab.Ready()
	tab.Open(url + path)
	tab.Ready()
	return tab
}

// kinds counts the lines of staff and their notes with these words.
func kinds(t *testing.T, w *webtest.World, conv, words string) (said, noted int) {
	t.Helper()
	lines, err := w.Desk.Reader.Lines(t.Context(), conv, 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		switch {
		case l.Text == words && l.By == chat.ByStaff:
			said++
		case l.Text == words && l.By == chat.ByNote:
			noted++
		}
	}
	return said, noted
}

const (
	writesNote  = `document.querySelector("#reply [value=note]").checked`
	writesReply = `document.querySelector("#reply [value=say]").checked`

	// idle is when nothing is asked, and what was sent is answered.
	idle = `(!document.querySelector("dialog[open]") && !document.querySelector("#reply").dataset.busy)`
)

// draftsKeepTheirKind leaves a note and a reply half written, and comes back on
// the same device, on another one and on another replica: a note stays one.
func draftsKeepTheirKind(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan := at(b, w.URL, "Lan", "/desk/t/1")
	conv := conversation(t, w)
	lan.Press("Escape")
	lan.Press("n")
	lan.Until(writesNote)
	lan.Type("#answer", "khách này khó tính")
	lan.Until(`getComputedStyle(document.querySelector("#reply-send .as-note")).display !== "none" && getComputedStyle(document.querySelector("#reply-send .as-say")).display === "none"`)
	lan.Open(w.URL + "/desk/t/2") // at once: before it was saved
	lan.Ready()
	lan.Until(writesReply + ` && document.querySelector("#answer").value === ""`)
	lan.Open(w.URL + "/desk/t/1")
	lan.Ready()
	lan.Until(writesNote + ` && document.querySelector("#answer").value === "khách này khó tính"`)
	lan.Press("Escape")
	lan.Press("r")
	lan.Until(writesReply + ` && document.querySelector("#answer").value === ""`)
	lan.Type("#answer", "dạ em xem ạ")
	lan.Press("Escape")
	lan.Press("n")
	lan.Until(writesNote + ` && document.querySelector("#answer").value === "khách này khó tính" && !sessionStorage.getItem("draft-1")`)

	other := at(b, w.Replica(), "Lan", "/desk/t/1")
	other.Until(writesNote + ` && document.querySelector("#answer").value === "khách này khó tính"`)
	other.Click("#answer")
	other.Press("Enter")
	other.Sees("#lines", "khách này khó tính")
	other.Until(writesNote + ` && document.querySelector("#answer").value === ""`) // until it is changed
	if said, noted := kinds(t, w, conv, "khách này khó tính"); said != 0 || noted != 1 {
		t.Errorf("a note that was left and come back to: got %d replies and %d notes, want one note", said, noted)
	}
	other.Press("Escape")
	other.Press("r")
	other.Until(`document.querySelector("#answer").value === "dạ em xem ạ"`)

	lan.Run(`document.dispatchEvent(new Event("visibilitychange"))`) // come back to
	lan.Until(`document.querySelector("#answer").value !== "khách này khó tính"`)
	for _, tab := range []*webtest.Tab{lan, other} {
		if f := tab.Faults(); len(f) > 0 {
			t.Errorf("script errors: %v", f)
		}
	}
}

// twoAnswerOne has a colleague on another replica take the ticket over while an
// answer is being written: Enter asks first, and nothing reaches the user, who
// looks on, unasked. What was begun is there on another device.
func twoAnswerOne(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "cho em gặp nhân viên\r")
	user.Sees("#lines", "#1")
	w.Add(webtest.Cases()[1])
	conv, replica := conversation(t, w), w.Replica()
	lan, minh := at(b, w.URL, "Lan", "/desk/t/1"), at(b, replica, "Minh", "/desk/t/1")
	lan.Click("[data-act=claim]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	seeEachOther(w, b, lan, minh)
	lan.Type("#answer", "dạ chị thử lại giúp em")
	minh.Click("[data-act=take]")
	minh.Sees("#head", "Bạn đang hỗ trợ")
	lan.Sees("#head", "Minh đang hỗ trợ")
	lan.Click("#answer")
	lan.Press("Enter")
	lan.Until(`document.querySelector("#collide").open && document.activeElement.value === ""`)
	lan.Sees("#collide", "Minh đang giữ phiếu này")
	lan.Press("c") // no shortcut acts behind the question
	lan.Press("Escape")
	lan.Until(idle + ` && document.querySelector("#answer").value !== ""`)
	if said, noted := kinds(t, w, conv, "dạ chị thử lại giúp em"); said+noted != 0 {
		t.Errorf("after Enter on a colleague's ticket, answered with “not yet”: got %d replies and %d notes, want none", said, noted)
	}
	lan.Click("#answer")
	lan.Press("Enter")
	lan.Click(`#collide [value=note]`)
	lan.Until(`document.querySelector("#answer").value === ""`)
	lan.Type("#answer", "em hỗ trợ tiếp ạ\r")
	lan.Click(`#collide [value=take]`)
	lan.Sees("#head", "Bạn đang hỗ trợ")
	minh.Sees("#lines", "em hỗ trợ tiếp ạ")
	minh.Type("#answer", "em gửi thêm ảnh ạ\r")
	minh.Click(`#collide [value=send]`)
	lan.Sees("#lines", "em gửi thêm ảnh ạ")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	user.Sees("#lines", "em gửi thêm ảnh ạ")
	if read := webtest.Eval[string](user, `document.querySelector("#lines").innerText`); strings.Contains(read, "dạ chị thử lại giúp em") || !strings.Contains(read, "em hỗ trợ tiếp ạ") {
		t.Errorf("the user reads %s", read)
	}
	lan.Type("#answer", "để em hỏi thêm")
	lan.Until(`!sessionStorage.getItem("draft-1")`)
	at(b, replica, "Lan", "/desk/t/1").Until(`document.querySelector("#answer").value === "để em hỏi thêm"`)
	for _, c := range []struct {
		words       string
		said, noted int
	}{{"dạ chị thử lại giúp em", 0, 1}, {"em hỗ trợ tiếp ạ", 1, 0}, {"em gửi thêm ảnh ạ", 1, 0}} {
		if said, noted := kinds(t, w, conv, c.words); said != c.said || noted != c.noted {
			t.Errorf("%q: got %d replies and %d notes, want %d and %d", c.words, said, noted, c.said, c.noted)
		}
	}
}

// usersLeave has a user cancel, and another have everything deleted, while an
// answer is being written: the first is asked about, the second leaves the page.
func usersLeave(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	conv := conversation(t, w)
	lan := at(b, w.URL, "Lan", "/desk/t/1?view=waiting")
	lan.Type("#answer", "dạ em xem ngay ạ")
	w.Change(conv, func(r *record.Record) { w.Desk.Lifecycle.Cancel(r) })
	lan.Sees("#head", "Đã đóng")
	lan.Click("#answer")
	lan.Press("Enter")
	lan.Until(`document.querySelector("#ended").open && document.activeElement.value === ""`)
	lan.Sees("#ended", "Người dùng đã hủy yêu cầu")
	lan.Press("Escape")
	lan.Until(idle)
	lan.Sees("#head", "Đã đóng")
	lan.Click("#answer")
	lan.Press("Enter")
	lan.Click(`#ended [value=send]`)
	lan.Sees("#lines", "dạ em xem ngay ạ")
	lan.Sees("#head", "Bạn đang hỗ trợ")

	lan.Type("#answer", "chị ơi")
	if err := w.Desk.Forget(t.Context(), conv, chat.Erasure{At: time.Now(), By: chat.ErasedByUser}); err != nil {
		t.Fatal(err)
	}
	lan.Sees("#main", "Người dùng đã xóa dữ liệu")
	lan.Until(`!document.querySelector("#lines") && !document.querySelector("#reply") && !document.querySelector("#t-1") && !sessionStorage.getItem("draft-1")`)
	lan.Click("#main a.button")
	lan.Ready()
	lan.Until(`location.pathname === "/desk" && document.querySelector("#rows")`)
	if f := lan.Faults(); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}

// seeEachOther has two who have a ticket open on two replicas see each other,
// and what each is writing; a third sees both in the list.
func seeEachOther(w *webtest.World, b *webtest.Browser, lan, minh *webtest.Tab) {
	w.T.Helper()
	lan.Sees("#present", "Minh cũng đang mở phiếu này")
	minh.Sees("#present", "Lan cũng đang mở phiếu này")
	done := minh.Writes("#answer", "e")
	lan.Sees("#present", "Minh đang trả lời")
	done()
	minh.Run(`document.querySelector("#answer").value = ""; document.querySelector("#answer").dispatchEvent(new Event("input"))`)
	minh.Press("Escape")
	minh.Press("n")
	minh.Until(writesNote)
	hoa := at(b, w.URL, "Hoa", "/desk")
	hoa.Until(`document.querySelector("#t-1 .row-present")?.title.includes("Lan") && document.querySelector("#t-1 .row-present").title.includes("Minh")`)
	minh.Press("Escape")
	minh.Press("r")
	minh.Until(writesReply)

	at(b, w.URL, "Quân", "/desk/t/2")
	hoa.Open(w.URL + "/desk?view=waiting") // a list of one state says it on no row
	hoa.Until(`document.querySelector("#t-2 .row-present")?.title.includes("Quân")`)
}

// nothingIsCutOff opens the reports with titles, codes, causes and documents as
// long as they come: at the widths of desks each table shows its last column,
// and a code that its title says is not said again.
func nothingIsCutOff(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	long := webtest.Handoff()
	long.Topic, long.Title = "INCOMING_CALL_PERMISSION_NOT_GRANTED_FOR_AGENT", "INCOMING_CALL_PERMISSION_NOT_GRANTED_FOR_AGENT: chưa được cấp quyền nhận cuộc gọi đến từ tổng đài"
	for i := range long.Path {
		long.Path[i].Topic, long.Path[i].File = long.Topic, "07-quyen-va-tai-khoan-cua-nguoi-dung-tong-dai-va-may-le.md"
	}
	w.Add(webtest.Case{Channel: chat.Telegram, Name: "Hương", Handoff: long})
	w.Add(webtest.Case{Channel: chat.Telegram, Name: "Bảo", Handoff: webtest.Handoff()})
	lan := login(w, b, "Lan")
	for _, width := range []int64{1440, 1280, 1024} {
		lan.Do(chromedp.EmulateViewport(width, 900))
		lan.Open(w.URL + "/desk/reports")
		lan.Ready()
		if cut := webtest.Eval[string](lan, `[...document.querySelectorAll(".scroll")].filter((s) => s.scrollWidth > s.clientWidth).map((s) => s.ariaLabel + " " + s.scrollWidth + ">" + s.clientWidth).join()`); cut != "" {
			t.Errorf("at %d a table is cut off: %s", width, cut)
		}
	}
	cells := webtest.Eval[string](lan, `[...document.querySelectorAll("td:first-child")].map((c) => c.innerText).join("\n")`)
	if n := strings.Count(cells, long.Topic); n != 1 {
		t.Errorf("a code is said %d times beside its title, want once:\n%s", n, cells)
	}
	if !strings.Contains(cells, "FROM_NUMBER_NOT_FOUND") {
		t.Errorf("a code that its title does not say is missing:\n%s", cells)
	}
}

// cannedReplies puts a reply in where the caret stands, by "/" after a space, and
// keeps what was typed; a lead changes one, and the next who looks has it.
func cannedReplies(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan := login(w, b, "Lan")
	lan.Open(w.URL + "/desk/replies")
	lan.Ready()
	lan.Click("section:first-of-type .reply-card summary")
	form := "section:first-of-type .reply-form "
	lan.Type(form+"[name=title]", "Báo lại lúc chiều")
	lan.Type(form+"[name=folder]", "Kết thúc")
	lan.Type(form+"[name=text]", "Chiều nay em báo lại {usr} phiếu #{number} ạ.")
	lan.Click(form + "[value=save]")
	lan.Sees(".alert", "Không có biến {usr}")
	lan.Ready()
	lan.Run(`document.querySelector("details[open] [name=text]").value = ""`)
	lan.Type("details[open] [name=text]", "Chiều nay em báo lại {user} phiếu #{number} ạ.")
	lan.Sees("details[open] [data-preview]", "em báo lại Nguyễn Thị Hương phiếu #12")
	lan.Click("details[open] [value=save]")
	lan.Sees(".alert", "Đã lưu")

	minh := at(b, w.Replica(), "Minh", "/desk/t/1")
	minh.Type("#answer", "Dạ chị ơi,  để em xem.")
	minh.Run(`document.querySelector("#answer").setSelectionRange(11, 11)`)
	minh.Type("#answer", "") // focus alone
	minh.Run(`document.querySelector("#answer").setSelectionRange(11, 11)`)
	for _, key := range []string{"/", "b", "a", "o", " ", "c", "h", "i", "e", "u"} {
		minh.Press(key)
	}
	minh.Until(`document.querySelectorAll("#canned [role=option]").length === 1`)
	minh.Sees("#canned-preview", "Chiều nay em báo lại Nguyễn Thị Hương phiếu #1 ạ.")
	minh.Press("Enter")
	minh.Until(`document.querySelector("#answer").value === "Dạ chị ơi, Chiều nay em báo lại Nguyễn Thị Hương phiếu #1 ạ. để em xem."`)
	minh.Click("#canned-open")
	minh.Until(`[...document.querySelectorAll("#canned .folder")].map((f) => f.textContent).join().startsWith("Chào và hẹn,Hỏi thêm")`)
	minh.Press("Escape")
	minh.Run(`document.querySelector("#answer").value = ""`)
	minh.Type("#answer", "https://stringee.com/vi") // an address asks for nothing
	minh.Until(`document.querySelector("#canned").hidden`)
	if f := append(lan.Faults(), minh.Faults()...); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}

// commandsAreAsked types lines that begin with "/": what names something that
// the page offers does it, anything else is asked about before the user gets it.
func commandsAreAsked(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan, conv := at(b, w.URL, "Lan", "/desk/t/1"), conversation(t, w)
	counts := func(words string, said, noted int) {
		t.Helper()
		if s, n := kinds(t, w, conv, words); s != said || n != noted {
			t.Errorf("%q: got %d replies and %d notes, want %d and %d", words, s, n, said, noted)
		}
	}
	lan.Type("#answer", "/hoantien")
	lan.Press("Enter")
	lan.Until(`document.querySelector("dialog[open]")?.innerText.includes("Gửi nguyên văn “/hoantien” cho người dùng?")`)
	lan.Press("Escape")
	lan.Until(idle + ` && document.querySelector("#answer").value === "/hoantien"`)
	counts("/hoantien", 0, 0)
	lan.Press("Enter")
	lan.Click(`dialog[open] [value=send]`)
	lan.Sees("#lines", "/hoantien")
	lan.Until(`document.querySelector("#answer").value === ""`)
	counts("/hoantien", 1, 0)
	lan.Type("#answer", "/note khách gọi lại lúc 3 giờ")
	lan.Press("Enter")
	lan.Until(writesNote + ` && document.querySelector("#answer").value === "khách gọi lại lúc 3 giờ"`)
	lan.Press("Enter")
	lan.Sees("#lines", "khách gọi lại lúc 3 giờ")
	counts("khách gọi lại lúc 3 giờ", 0, 1)
	lan.Until(`document.querySelector("#answer").value === ""`)
	lan.Press("Escape")
	lan.Press("r")
	lan.Type("#answer", "/close đã hoàn tiền")
	lan.Press("Enter")
	lan.Until(`document.querySelector("#menu-close").open && document.activeElement.value === "đã hoàn tiền" && document.querySelector("#answer").value === ""`)
	if f := lan.Faults(); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}

// closingIsWarned has the user write while the menu is open in which the ticket
// is closed: it says so at once, and a press at that moment closes nothing. What
// was written while the net was away goes out before the ticket is closed.
func closingIsWarned(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan, conv := at(b, w.URL, "Lan", "/desk/t/1"), conversation(t, w)
	lan.Run(`const go = window.fetch; window.fetch = async (...a) => { const r = await go(...a); if (a[0].endsWith("/say")) await new Promise((done) => { window.answered = done; }); return r; }`)
	lan.Type("#answer", "dạ xong rồi ạ")
	lan.Press("Enter")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	lan.Until(`!document.querySelector("#head .due") && window.answered`)
	lan.Press("Escape")
	lan.Run(`window.fetch = go; answered()`)
	lan.Until(idle)
	lan.Press("e") // what was sent meanwhile leaves the keyboard where it is
	lan.Until(`document.activeElement.closest("#menu-close") && !document.querySelector("#menu-close .pop-warn")`)
	lan.Run(`new MutationObserver((_, o) => { if (document.querySelector("#menu-close .pop-warn")) { o.disconnect(); document.activeElement.click(); } }).observe(document.querySelector("#menu-close"), { childList: true, subtree: true })`)
	w.Hear(conv, "chưa được em ơi")
	lan.Sees("#menu-close .pop-warn", "chưa được em ơi")
	lan.Sees("#toast", "Người dùng vừa nhắn thêm nên phiếu chưa đóng")
	if k, err := w.Desk.Reader.Ticket(t.Context(), 1); err != nil || !k.Open() {
		t.Errorf("the ticket is %s, %v; want it open still", k.State, err)
	}
	lan.Press("Escape")
	lan.Click("#answer")
	w.Cut(true)
	lan.Type("#answer", "chị đợi em chút")
	lan.Press("Enter")
	lan.Sees("#reply-unsent", "Chưa gửi, mất kết nối")
	w.Cut(false)
	lan.Press("Escape")
	lan.Press("e")
	lan.Until(`document.activeElement.closest("#menu-close")`)
	lan.Press("Enter")
	lan.Until(`document.querySelector("#main").dataset.number === "2"`) // the next
	if said, _ := kinds(t, w, conv, "chị đợi em chút"); said != 1 {
		t.Errorf("written while the net was away: got %d replies, want one", said)
	}
	if k, err := w.Desk.Reader.Ticket(t.Context(), 1); err != nil || k.State != chat.Closed || k.Reopened != 0 {
		t.Errorf("the ticket is %s, opened again %d times, %v", k.State, k.Reopened, err)
	}
}

// unsentGoesOut answers while the net, and then the store, is away: the box says
// that it is not sent, and sends it once by itself when they are back.
func unsentGoesOut(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan, conv := at(b, w.URL, "Lan", "/desk/t/1"), conversation(t, w)
	lan.Click("[data-act=claim]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	w.Cut(true)
	lan.Type("#answer", "Dạ em nghe ạ")
	lan.Press("Enter")
	lan.Sees("#reply-unsent", "Chưa gửi, mất kết nối")
	lan.Type("#answer", ", chị nói đi") // it is being changed: it does not go by itself
	lan.Sees("#reply-unsent", "Bấm Gửi để gửi lại")
	lan.Press("Enter")
	lan.Sees("#reply-unsent", "Chưa gửi, mất kết nối")
	w.Cut(false)
	lan.Run(`dispatchEvent(new Event("online"))`)
	lan.Until(`document.querySelector("#answer").value === "" && document.querySelector("#reply-unsent").hidden`)
	lan.Sees("#lines", "Dạ em nghe ạ, chị nói đi")
	if said, _ := kinds(t, w, conv, "Dạ em nghe ạ, chị nói đi"); said != 1 {
		t.Errorf("written while the net was away: got %d replies, want one", said)
	}
	if said, _ := kinds(t, w, conv, "Dạ em nghe ạ"); said != 0 {
		t.Errorf("words that were changed went out %d times, want never", said)
	}
}
