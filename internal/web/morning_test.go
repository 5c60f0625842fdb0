package web_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

var (
	tickets = flag.Int("tickets", 3, "how many tickets the morning by keyboard has")
	byList  = flag.Bool("by-list", false, "go back to the list after each ticket of that morning, as if none followed")
)

// byKeyboard clears a queue by the keyboard alone: answer a ticket with a
// canned reply, which takes it, close it, and go on with the next, which comes by itself. With
// -tickets 40 -v it tells how many keys a morning takes, and how long.
func byKeyboard(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	for i := range *tickets {
		w.Add(webtest.Case{
			Channel: chat.Telegram, Name: fmt.Sprint("Khách ", i+1), Said: []string{"em gọi ra bị lỗi", "vẫn lỗi ạ"},
			Handoff: desk.Details{Topic: "FROM_NUMBER_NOT_FOUND", Title: "Không tìm thấy số gọi ra"}, Ago: time.Hour - time.Duration(i)*time.Second,
		})
	}
	lan, keys := login(w, b, "Lan"), 0
	press := func(all ...string) {
		for _, k := range all {
			lan.Press(k)
			keys++
		}
	}
	lan.Until(fmt.Sprint(`document.querySelectorAll("#rows .row").length === `, *tickets))
	began := time.Now()
	press("j", "Enter")
	for n := 1; n <= *tickets; n++ {
		lan.Until(fmt.Sprintf(`document.querySelector("#main").dataset.number === "%d"`, n))
		lan.Ready()
		lan.Until(`document.activeElement.id === "answer"`)
		press("/")
		lan.Until(`!document.querySelector("#canned").hidden`)
		press("Enter")
		lan.Until(`document.querySelector("#answer").value.trim()`)
		press("Enter")
		lan.Until(`document.querySelector("#answer").value === "" && document.querySelector(".line.staff")`)
		press("Escape", "e")
		lan.Until(`document.activeElement.closest("#menu-close")`)
		press("Enter")
		if *byList && n < *tickets {
			lan.Until(fmt.Sprintf(`document.querySelector("#main").dataset.number === "%d"`, n+1))
			lan.Ready()
			press("Escape", "1")
			lan.Until(`document.body.matches(".at-queue")`)
			lan.Ready()
			press("j", "Enter")
		}
	}
	lan.Sees("#head", "Đã đóng")
	t.Logf("%d tickets: %d keys, %.1f s", *tickets, keys, time.Since(began).Seconds())
	if most := 2 + 6**tickets; !*byList && keys > most {
		t.Errorf("%d keys for %d tickets, want at most %d", keys, *tickets, most)
	}
	for n := range int64(*tickets) {
		if k, err := w.Desk.Reader.Ticket(t.Context(), n+1); err != nil || k.State != chat.Closed || k.Replied.IsZero() {
			t.Errorf("ticket %d is %s, %v; want it answered and closed", n+1, k.State, err)
		}
	}
}

// typedAtOnce opens tickets by a key, by a click and by being done with another,
// and writes at once: every letter is in the reply box, before and after the
// page is there, and none of them does anything else.
func typedAtOnce(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan := login(w, b, "Lan")
	types := func(words string) {
		for _, letter := range words {
			lan.Press(string(letter))
		}
	}
	// opens opens a ticket, writes while its page is on its way and when it is
	// there, and expects both behind what was begun there before.
	opens := func(number int, open func(), begun string) {
		t.Helper()
		goOn := w.Slow(fmt.Sprint("/desk/t/", number))
		defer goOn()
		open()
		types("nebrt c2")
		goOn()
		lan.Until(fmt.Sprintf(`document.querySelector("#main").dataset.number === "%d"`, number))
		lan.Ready()
		types("jk?")
		lan.Until(fmt.Sprintf(`document.activeElement.id === "answer" && document.querySelector("#answer").value === %q`, begun+"nebrt c2jk?"))
		lan.Until(writesReply + ` && !document.querySelector("dialog[open], details.menu[open]")`)
	}
	lan.Until(`document.querySelectorAll("#rows .row").length === 8`)
	lan.Press("j")
	opens(1, func() { lan.Press("Enter") }, "")
	opens(5, func() { lan.Click("#t-5 a") }, "")
	lan.Until(`!sessionStorage.getItem("draft-5")`)
	opens(1, func() { lan.Click("#t-1 a") }, "nebrt c2jk?")
	lan.Press("Enter")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	lan.Until(`document.querySelector("#answer").value === ""`)
	lan.Press("Escape")
	lan.Press("e")
	lan.Until(`document.activeElement.closest("#menu-close")`)
	opens(2, func() { lan.Press("Enter") }, "") // the next that waits
	for n := range int64(8) {
		if k, err := w.Desk.Reader.Ticket(t.Context(), n+1); err != nil || (k.State == chat.Closed) != (n == 0) {
			t.Errorf("ticket %d is %s, %v", n+1, k.State, err)
		}
	}
	if f := lan.Faults(); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}

// walkIsOneLine reads a talk at a glance: what the bot said is one line that
// opens, also while lines come in, and the keyboard stays on it.
func walkIsOneLine(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	conv, _ := w.Add(webtest.Case{Channel: chat.Telegram, Name: "Hương", Said: []string{"em bị lỗi gọi", "vẫn lỗi", "alo"}, Handoff: webtest.Handoff(), Ago: time.Minute})
	lan := login(w, b, "Lan")
	lan.Open(w.URL + "/desk/t/1")
	lan.Ready()
	lan.Until(`document.querySelectorAll(".walk").length === 3 && ![...document.querySelectorAll(".line.bot")].some((l) => l.checkVisibility())`)
	lan.Sees("#lines", "vẫn lỗi")
	lan.Run(`window.first = document.querySelector(".walk button"); first.focus()`)
	lan.Press("Enter")
	lan.Until(`document.querySelector(".line.bot").checkVisibility() && first.ariaExpanded === "true"`)
	w.Hear(conv, "có ai không ạ")
	lan.Sees("#lines", "có ai không ạ")
	lan.Until(`document.activeElement === first && first.isConnected && document.querySelector(".line.bot").checkVisibility()`)
	lan.Press("Enter")
	lan.Until(`!document.querySelector(".line.bot").checkVisibility()`)
}
