package web_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// shop is a site of somebody else: another origin, with a policy that allows
// nothing but its own nonce and the frame.
type shop struct {
	url string

	mu  sync.Mutex
	tag string // the widget's attributes
}

func (s *shop) set(tag string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tag = tag
}

const shopPage = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tổng đài</title><link rel="stylesheet" href="/page.css">
<script nonce="n1">
window.hotro = window.hotro || function () { (hotro.q = hotro.q || []).push(arguments); };
window.heard = []; window.blocked = [];
document.addEventListener("securitypolicyviolation", (e) => blocked.push(e.violatedDirective + " " + e.blockedURI));
for (const e of ["ready", "open", "close", "message", "unread", "error"]) hotro("on", e, (d) => heard.push([e, d]));
</script>
<script nonce="n1" async src="%s/widget.js" %s></script></head>
<body><h1>Gọi ra</h1><p class="fault">Lỗi: <code>FROM_NUMBER_NOT_FOUND</code></p><p><button id="before">Gọi lại</button></p></body></html>`

const shopCSS = `
:root { color-scheme: light dark; }
* { font-family: serif; }
body { margin: 40px; background: light-dark(#fafafa, #1c1f24); color: light-dark(#222, #eee); }
button, div, iframe, b, svg { background: red !important; width: 13px; display: none; } /* what a page may do to all of its kind */
#before { display: inline-block; width: auto; background: #ddd !important; }
.fault { padding: 12px; border: 1px solid light-dark(#e0b4b4, #6b3a3a); border-radius: 8px; max-width: 520px; }`

func newShop(t *testing.T, w *webtest.World) *shop {
	s := &shop{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page.css" {
			rw.Header().Set("Content-Type", "text/css")
			fmt.Fprint(rw, shopCSS)
			return
		}
		rw.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'self'; "+
			"frame-src "+w.URL+"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		s.mu.Lock()
		defer s.mu.Unlock()
		fmt.Fprintf(rw, shopPage, html.EscapeString(w.URL), s.tag)
	}))
	t.Cleanup(server.Close)
	s.url = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	return s
}

var lan = desk.Staff{ID: "telegram:42", Name: "Lan", Role: desk.RoleAgent}

// root is the inside of the widget's element.
const root = `document.querySelector("hotro-widget").shadowRoot`

// isBlocked fails the test when a policy kept anything back.
func isBlocked(t *testing.T, page *webtest.Tab) {
	t.Helper()
	if b := webtest.Eval[[]string](page, `blocked`); len(b) > 0 {
		t.Errorf("the page's policy blocked %v", b)
	}
}

const errorOpened = "lỗi FROM_NUMBER_NOT_FOUND call-vn-1-7EOLB370OL-1751008322530"

// onAnotherSite is the widget's story on a page of another origin under a
// strict policy: it opens, talks, is still there when the page is loaded
// anew, and is gone after a log-out.
func onAnotherSite(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	s := newShop(t, w)
	s.set(`data-code="FROM_NUMBER_NOT_FOUND" data-call="call-vn-1-7EOLB370OL-1751008322530" data-account="lan@congty.vn"`)
	page := b.Tab(1280, 800)
	page.Open(s.url + "/goi-ra?token=secret#x")
	page.Until(`heard.some(([e]) => e === "ready")`)
	if webtest.Eval[bool](page, `!!`+root+`.querySelector("iframe")`) {
		t.Error("a page on which nobody has talked loads the chat")
	}
	shoot(t, page, "widget-closed")

	frame := openByKeyboard(page, w)
	frame.Sees("#lines", errorOpened)
	frame.Until(`document.hasFocus() && document.activeElement.id === "text"`)
	frame.Type("#text", "em bị lỗi khi gọi ra\r")
	frame.Sees("#lines", "kiểm tra mã")
	page.Until(`heard.some(([e, d]) => e === "message" && d.by === "bot")`)
	frame.Until(`!document.getAnimations().length`)
	shoot(t, page, "widget-open")
	frame.Type("#text", "cho em gặp nhân viên\r")
	frame.Until(`document.querySelector("#status").dataset.held === "queue"`)

	conv := onlyConversation(t, w)
	for key, want := range map[string]string{"claim": "lan@congty.vn", "account": "", "browser": "Chrome", "page": s.url + "/goi-ra"} {
		if got := conv.About[key]; got != want {
			t.Errorf("what staff know of the user: %s is %q, want %q", key, got, want)
		}
	}

	frame.Press("Escape")
	page.Until(root + `.querySelector("#panel").hidden && ` + root + `.activeElement === ` + root + `.querySelector("button")`)

	page.Open(s.url + "/goi-ra") // loaded anew
	again := page.Frame(w.URL + "/chat/frame")
	again.Ready()
	again.Sees("#lines", "cho em gặp nhân viên")
	if _, err := w.Desk.Say(t.Context(), conv.Address.String(), lan, "web", chat.Reply{Text: "Dạ em là Lan ạ"}, ""); err != nil {
		t.Fatal(err)
	}
	page.Until(root + `.querySelector("b").textContent === "2"`) // that she has joined, and her words
	if label := webtest.Eval[string](page, root+`.querySelector("button").ariaLabel`); !strings.Contains(label, "2 tin chưa đọc") {
		t.Errorf("the button says %q to a screen reader, want the number of unread messages", label)
	}
	page.Run(`hotro("open")`)
	page.Until(root + `.querySelector("b").textContent === ""`)
	again.Until(`document.querySelector("#lines").innerText.includes("em là Lan")`)
	if n := webtest.Eval[int](again, `document.querySelector("#lines").innerText.split("FROM_NUMBER_NOT_FOUND call-vn").length - 1`); n != 1 {
		t.Errorf("the error was opened %d times, want once: the page was only loaded anew", n)
	}
	page.Run(`hotro("newMessage", "Em vẫn bị lỗi")`)
	again.Until(`document.querySelector("#text").value === "Em vẫn bị lỗi"`)

	again.Click(".leave summary")
	again.Click("#leave button")
	left := page.Frame(w.URL + "/chat/frame")
	left.Sees("#left", "đang được xóa")
	if webtest.Eval[bool](left, `!!document.querySelector(".msg")`) {
		t.Error("who had all deleted is drawn into a new conversation, or sees the old one")
	}
	if webtest.Eval[bool](page, `localStorage.getItem("hotro.talked") === "1"`) {
		t.Error("the page remembers that somebody has talked")
	}
	left.Type("#text", "em là Lan\r") // the next one
	left.Sees("#lines", "em là Lan")

	page.Run(`hotro("reset"); hotro("open")`) // she logs out, and somebody is there at once
	other := page.Frame(w.URL + "/chat/frame")
	other.Sees("#lines", "Dạ em chào")
	if webtest.Eval[bool](other, `document.querySelector("#lines").innerText.includes("em là Lan")`) {
		t.Error("after a log-out the next person sees the conversation")
	}
	isBlocked(t, page)
	if f := append(page.Faults(), other.Faults()...); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}

// openByKeyboard reaches the widget's button with the Tab key and opens the
// chat with Enter.
func openByKeyboard(page *webtest.Tab, w *webtest.World) *webtest.Tab {
	page.Press("Tab")
	page.Press("Tab")
	page.Until(`document.activeElement.localName === "hotro-widget"`)
	page.Press("Enter")
	page.Until(root + `.querySelector("button").ariaExpanded === "true"`)
	frame := page.Frame(w.URL + "/chat/frame")
	frame.Ready()
	return frame
}

func onlyConversation(t *testing.T, w *webtest.World) chat.Conversation {
	t.Helper()
	convs, _, err := w.Store.Recent(t.Context(), 0)
	if err != nil || len(convs) != 1 {
		t.Fatalf("conversations: got %v, %v; want one", convs, err)
	}
	snap, err := w.Store.Load(t.Context(), convs[0])
	if err != nil {
		t.Fatal(err)
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// fromALink begins at what the link names, once: a page that is loaded anew
// goes on where it was.
func fromALink(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat?code=FROM_NUMBER_NOT_FOUND&call=call-vn-1-7EOLB370OL-1751008322530&lang=vi")
	user.Sees("#lines", errorOpened)
	if at := webtest.Eval[string](user, `location.search`); at != "?lang=vi" {
		t.Errorf("the address is left with %q, want nothing of the error in it", at)
	}
	user.Run(`location.reload()`)
	user.Until(`document.querySelector("#lines") && performance.getEntriesByType("navigation")[0].type === "reload"`)
	user.Ready()
	user.Type("#text", "em bị lỗi khi gọi ra\r")
	user.Sees("#lines", "kiểm tra mã")
	if n := webtest.Eval[int](user, `document.querySelector("#lines").innerText.split("lỗi FROM_NUMBER_NOT_FOUND call").length - 1`); n != 1 {
		t.Errorf("the link was opened %d times, want once", n)
	}
}

// onAPhone fills the screen, in the dark too.
func onAPhone(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	s := newShop(t, w)
	s.set(`data-code="FROM_NUMBER_NOT_FOUND" data-theme="dark"`)
	page := b.Tab(390, 844)
	page.Dark()
	page.Open(s.url + "/")
	page.Until(`heard.some(([e]) => e === "ready")`)
	shoot(t, page, "widget-phone-closed")
	page.Run(`hotro("open")`)
	frame := page.Frame(w.URL + "/chat/frame")
	frame.Sees("#lines", "lỗi FROM_NUMBER_NOT_FOUND")
	frame.Type("#text", "em bị lỗi khi gọi ra\r")
	frame.Sees("#lines", "kiểm tra mã")
	frame.Until(`!document.getAnimations().length`)
	type box struct{ X, Y, Width, Height float64 }
	if got, want := webtest.Eval[box](page, `(({x, y, width, height}) => ({X: x, Y: y, Width: width, Height: height}))(`+root+`.querySelector("iframe").getBoundingClientRect())`),
		(box{0, 0, 390, 844}); got != want {
		t.Errorf("the chat on a phone is at %v, want the whole screen %v", got, want)
	}
	shoot(t, page, "widget-phone-dark")
	frame.Click("#close")
	page.Until(root + `.querySelector("#panel").hidden && heard.some(([e]) => e === "close")`)
	isBlocked(t, page)
}
