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

// byKeyboard clears a queue by the keyboard alone: take a ticket, answer it with
// a canned reply, close it, and go on with the next, which comes by itself. With
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
		press("c")
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
			press("1")
			lan.Until(`document.body.matches(".at-queue")`)
			lan.Ready()
			press("j", "Enter")
		}
	}
	lan.Sees("#head", "Đã đóng")
	t.Logf("%d tickets: %d keys, %.1f s", *tickets, keys, time.Since(began).Seconds())
	if most := 2 + 7**tickets; !*byList && keys > most {
		t.Errorf("%d keys for %d tickets, want at most %d", keys, *tickets, most)
	}
	for n := range int64(*tickets) {
		if k, err := w.Desk.Reader.Ticket(t.Context(), n+1); err != nil || k.State != chat.Closed || k.Replied.IsZero() {
			t.Errorf("ticket %d is %s, %v; want it answered and closed", n+1, k.State, err)
		}
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
