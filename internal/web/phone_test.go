package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

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

// overlaps names the pairs of elements, of the first and of the second kind, of
// which one lies over the other.
const overlaps = `((a, b) => {
	const seen = (s) => [...document.querySelectorAll(s)].filter((e) => e.checkVisibility() && e.getBoundingClientRect().width);
	const over = (r, s) => r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 1 && s.top < r.bottom - 1;
	return seen(a).flatMap((x) => seen(b).filter((y) => x !== y && !x.contains(y) && !y.contains(x) && over(x.getBoundingClientRect(), y.getBoundingClientRect())).map((y) => x.className + " " + x.innerText + " on " + (y.id || y.className) + " " + y.innerText)).join("; ");
})`

// nothingIsCovered has colleagues at tickets of every state and is told things
// in passing: at no width does a face lie on a time or a name, or a toast on what
// one reads or writes.
func nothingIsCovered(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan := at(b, w.URL, "Lan", "/desk/t/7")
	lan.Click("#head [data-act=take]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	for _, n := range []string{"2", "7", "8"} {
		at(b, w.URL, "Nguyễn Hoàng Phương Thảo", "/desk/t/"+n)
		at(b, w.URL, "Minh", "/desk/t/"+n)
	}
	free := func(what, over, under string) {
		t.Helper()
		if hit := webtest.Eval[string](lan, overlaps+`("`+over+`", "`+under+`")`); hit != "" {
			t.Errorf("%s: %s", what, hit)
		}
	}
	for i, width := range []int64{1440, 1024, 390} {
		lan.Do(chromedp.EmulateViewport(width, 760))
		for _, path := range []string{"/desk?view=open", "/desk?view=waiting", "/desk?view=mine", "/desk/t/7?view=open"} {
			lan.Open(w.URL + path)
			lan.Ready()
			if width > 390 || path[5] == '?' {
				lan.Until(`document.querySelectorAll(".row-present").length`)
				free(fmt.Sprint(path, " at ", width), ".row-present", ".row-end > *, .row-number, .holder, .chip, .row-state > .state, .row-who, .row-snippet")
			}
		}
		lan.Until(`!document.querySelector("#present").hidden`)
		w.Hear(conversationOf(t, w, 7), fmt.Sprint("dòng mới nhất ", i))
		lan.Sees("#lines", fmt.Sprint("dòng mới nhất ", i))
		lan.Run(fmt.Sprint(`document.querySelector("[name=priority][value='`, 2-i, `']").click()`))
		lan.Until(`!document.querySelector("#toast").hidden`)
		free(fmt.Sprint("told in passing at ", width), "#toast", "#reply, #answer, #present, #head, .side, .rail")
		lan.Until(`(() => { const l = [...document.querySelectorAll(".line.user .bubble")].at(-1).getBoundingClientRect(), t = document.querySelector("#transcript").getBoundingClientRect(), o = document.querySelector("#toast").getBoundingClientRect(); return l.bottom <= t.bottom && (l.bottom <= o.top || o.bottom <= l.top) && o.bottom <= innerHeight; })()`) // the newest line and the toast can be read
		keep(t, *shots, fmt.Sprint("covered-", width), lan.Shot())
	}
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
