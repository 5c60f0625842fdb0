package web_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// stays fails unless the page itself does not scroll and its end is in view:
// what was said moves inside of it, above the box to write in.
func stays(t *testing.T, tab *webtest.Tab, what, box string) {
	t.Helper()
	tab.Run(`scrollTo(0, 5000)`)
	for _, held := range []string{
		`scrollY === 0`,
		`document.scrollingElement.scrollHeight <= innerHeight`,
		`document.querySelector("` + box + `").getBoundingClientRect().bottom <= innerHeight`,
	} {
		if !webtest.Eval[bool](tab, held) {
			t.Errorf("%s: %s does not hold: the page can be scrolled away", what, held)
		}
	}
}

// grows makes the last line higher, as a picture does that arrives late, and
// waits for its end to be in view again.
func grows(tab *webtest.Tab, log, last string) {
	tab.Run(`document.querySelector("` + log + `").scrollTo({top: 1e6})`)
	webtest.Eval[bool](tab, `new Promise(requestAnimationFrame).then(() => { [...document.querySelectorAll("`+last+`")].at(-1).style.minHeight = "300px"; return true; })`)
	tab.Until(`(l => l.scrollHeight - l.scrollTop - l.clientHeight < 4)(document.querySelector("` + log + `"))`)
}

// inHand looks at the pages as one does with a telephone.
func inHand(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	const name = "Nguyễn Hoàng Thị Phương Thảo - Công ty Cổ phần Minh Long"
	said := strings.Split(strings.Repeat("Bên em gọi khách nào cũng bị ngắt sau 1 giây|", 12)+"vẫn lỗi", "|")
	w.Add(webtest.Case{Channel: chat.Zalo, Name: name, Said: said, Handoff: desk.Details{Topic: "CALL_ENDS_IMMEDIATELY", Title: "Cuộc gọi bị ngắt ngay"}, Ago: time.Minute})
	lan := b.Tab(390, 700)
	lan.Open(w.URL + "/desk/login?name=Lan&token=" + webtest.Secret)
	lan.Ready()
	whole := func(what, selector, words string) {
		t.Helper()
		lan.Sees(selector, words)
		if !webtest.Eval[bool](lan, `(e => e.scrollWidth <= e.clientWidth && e.checkVisibility())(document.querySelector("`+selector+`"))`) {
			t.Errorf("%s is cut off", what)
		}
	}
	whole("the name in the list", ".row-who", name)
	whole("the number in the list", ".row-number", "#1")

	lan.Open(w.URL + "/desk/t/1#end")
	lan.Ready()
	whole("the name above the conversation", ".talk-name", name)
	whole("the number above the conversation", ".talk-name", "#1")
	whole("the subject above the conversation", ".talk-who h1", "Cuộc gọi bị ngắt ngay")
	if cut := webtest.Eval[string](lan, `[...document.querySelectorAll(".acts :is(summary, button, a)")].filter(e => e.checkVisibility() && (!e.innerText.trim() || e.scrollWidth > e.clientWidth || e.getBoundingClientRect().right > innerWidth)).map(e => e.outerHTML).join()`); cut != "" {
		t.Errorf("buttons without their words: %s", cut)
	}
	if n := webtest.Eval[int](lan, `new Set([...document.querySelectorAll(".kinds label")].map(e => e.getBoundingClientRect().top)).size`); n != 1 {
		t.Errorf("the ways of writing stand on %d lines, want one", n)
	}
	if high := webtest.Eval[float64](lan, `document.querySelector(".kinds").getBoundingClientRect().height`); high > 44 {
		t.Errorf("the ways of writing are %g pixels high, want one line", high)
	}
	stays(t, lan, "the ticket", "#reply")
	grows(lan, "#transcript", "#lines .line")

	user := b.Tab(390, 500)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	for range 3 {
		user.Type("#text", "em bị lỗi from number not found\r")
	}
	user.Until(`document.querySelectorAll(".msg.mine[data-seq]").length === 3 && document.querySelectorAll(".msg.bot").length >= 4`)
	user.Open(w.URL + "/chat#end")
	user.Ready()
	stays(t, user, "the chat", ".composer")
	grows(user, "#log", "#lines .msg")
}
