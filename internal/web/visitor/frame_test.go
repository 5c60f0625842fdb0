package visitor_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/webtest"
	"hotro/internal/web/widget"
)

// framed is the client of a frame on another site: no cookie, an id in a
// header.
func framed(t *testing.T, w *webtest.World, visit widget.Visit, id string) (*webtest.Client, string) {
	t.Helper()
	c := w.Client()
	if id != "" {
		c.Header.Set("X-Hotro-Visitor", id)
	}
	a := c.Send("/chat/open", visit)
	var o struct{ Visitor, Warning string }
	a.JSON(t, &o)
	if a.Code != http.StatusOK || !webchat.IsVisitor(o.Visitor) || a.Header.Get("Set-Cookie") != "" {
		t.Fatalf("open: got %d %s %v, want an id and no cookie", a.Code, a.Body, a.Header)
	}
	c.Header.Set("X-Hotro-Visitor", o.Visitor)
	return c, o.Visitor
}

func about(t *testing.T, w *webtest.World, visitor string) chat.Conversation {
	t.Helper()
	snap, err := w.Store.Load(t.Context(), webchat.Address(visitor).String())
	if err != nil {
		t.Fatal(err)
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		t.Fatalf("conversation of %s: %v", visitor, err)
	}
	return c
}

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

func TestAFrameTalksWithoutCookies(t *testing.T) {
	w := webtest.New(t)
	visit := widget.Visit{Page: "https://app.a.vn/goi?x=1", Account: "lan@a.vn", Hash: widget.Hash([]byte(webtest.WidgetSecret), "lan@a.vn")}
	c, id := framed(t, w, visit, "")
	c.Header.Set("User-Agent", windows)
	ev := c.Events("/chat/events", "")
	ev.Next("status", `"held":"bot"`)
	a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "kind": "start", "code": "from_number_not_found", "visit": visit})
	if a.Code != http.StatusOK || a.Header.Get("Set-Cookie") != "" {
		t.Fatalf("start: got %d %s", a.Code, a.Body)
	}
	ev.Next("line", "lỗi FROM_NUMBER_NOT_FOUND")
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	if a := c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor()}, "loi.png", photo.Bytes()); a.Code != http.StatusOK {
		t.Fatalf("upload: got %d %s", a.Code, a.Body)
	}
	ev.Next("line", "loi.png")
	var picture string
	for _, l := range read(t, c).Lines {
		for _, f := range l.Files {
			picture = f.URL
		}
	}
	if a := w.Client().Get(picture); a.Code != http.StatusOK || a.Body != photo.String() {
		t.Errorf("a picture in a frame, which is fetched without a header: %s gives %d", picture, a.Code)
	}
	conv := about(t, w, id)
	for k, want := range map[string]string{"account": "lan@a.vn", "claim": "", "page": "https://app.a.vn/goi", "browser": "Chrome", "system": "Windows"} {
		if conv.About[k] != want {
			t.Errorf("%s: got %q, want %q", k, conv.About[k], want)
		}
	}
	if again, same := framed(t, w, visit, id); same != id || len(read(t, again).Lines) == 0 {
		t.Error("loaded anew, the frame has lost its conversation")
	}
}

// A conversation belongs to the account that it began with.
func TestAnotherAccountIsAnotherConversation(t *testing.T) {
	w := webtest.New(t)
	of := func(account string) widget.Visit {
		return widget.Visit{Account: account, Hash: widget.Hash([]byte(webtest.WidgetSecret), account)}
	}
	c, id := framed(t, w, of("lan@a.vn"), "")
	ev := c.Events("/chat/events", "")
	c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "em bị lỗi", "visit": of("lan@a.vn")})
	ev.Next("line", "kiểm tra mã")
	other, fresh := framed(t, w, of("minh@a.vn"), id)
	if fresh == id || len(read(t, other).Lines) > 0 {
		t.Error("the next account at the same machine sees the conversation of the first")
	}
	forged := of("minh@a.vn")
	forged.Hash = strings.Repeat("0", 64)
	if _, same := framed(t, w, forged, id); same != id {
		t.Error("a forged account took the conversation away")
	}
	var o struct{ Warning string }
	if c.Send("/chat/open", forged).JSON(t, &o); !strings.Contains(o.Warning, "hash") {
		t.Errorf("a forged hash: got the warning %q, want one that says so", o.Warning)
	}
}

// TestAFrameLeaves: the page's cookie in the same browser is left alone, and the
// frame says what was asked for.
func TestAFrameLeaves(t *testing.T) {
	w := webtest.New(t)
	c, _ := framed(t, w, widget.Visit{}, "")
	a := c.Post("/chat/leave", url.Values{"id": {"leave-0001"}})
	if a.Code != http.StatusOK || a.Header.Get("Set-Cookie") != "" || a.Header.Get("Clear-Site-Data") != "" {
		t.Fatalf("got %d, %v; want a plain yes", a.Code, a.Header)
	}
	if page := w.Client().Get("/chat/frame?left=1"); !strings.Contains(page.Body, `id="left"`) || !strings.Contains(page.Body, `id="leave"`) {
		t.Error("the frame does not say that all is being deleted, or offers no way to leave")
	}
}

func TestFrameHeaders(t *testing.T) {
	w := webtest.New(t)
	a := w.Client().Get("/chat/frame?lang=en&theme=dark")
	if p := a.Header.Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'self' http://localhost:*;") || a.Header.Get("X-Frame-Options") != "" {
		t.Errorf("the frame is answered with %q, X-Frame-Options %q", p, a.Header.Get("X-Frame-Options"))
	}
	if strings.Contains(a.Header.Get("Set-Cookie"), "hotro_chat") {
		t.Error("the frame sets the page's cookie")
	}
	for _, want := range []string{`data-theme="dark"`, `lang="en"`, `id="close"`} {
		if !strings.Contains(a.Body, want) {
			t.Errorf("the frame lacks %s", want)
		}
	}
	for _, path := range []string{"/chat", "/", "/desk/login"} {
		a := w.Client().Get(path)
		if a.Header.Get("X-Frame-Options") != "DENY" || !strings.Contains(a.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s may be shown in a frame", path)
		}
	}
	visitor := w.Visitor()
	var o struct{ Visitor string }
	visitor.Send("/chat/open", widget.Visit{}).JSON(t, &o)
	if strings.Contains(visitor.Get("/chat").Header.Get("Set-Cookie"), o.Visitor) {
		t.Error("a frame took up the conversation of the page by its cookie")
	}
}

// A link from an error begins there, with and without script.
func TestALinkFromAnError(t *testing.T) {
	w := webtest.New(t)
	c := w.Client()
	const call = "call-vn-1-7EOLB370OL-1751008322530"
	page := c.Get("/chat?code=FROM_NUMBER_NOT_FOUND&call=" + call).Body
	for _, want := range []string{`data-code="FROM_NUMBER_NOT_FOUND"`, `data-call="` + call + `"`, `name="code" value="FROM_NUMBER_NOT_FOUND"`, `name="call" value="` + call + `"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if a := c.Get("/chat/?code=FROM_NUMBER_NOT_FOUND"); a.Header.Get("Location") != "/chat?code=FROM_NUMBER_NOT_FOUND" {
		t.Errorf("with a slash too many the link leads to %q, want what it names kept", a.Header.Get("Location"))
	}
	c.Header.Set("User-Agent", windows)
	a := c.Post("/chat/send", url.Values{"id": {"form-0001"}, "kind": {"start"}, "code": {"FROM_NUMBER_NOT_FOUND"}, "call": {call}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("without script: got %d %s", a.Code, a.Body)
	}
	c.Events("/chat/events", "").Next("line", "lỗi FROM_NUMBER_NOT_FOUND "+call)
	if got := about(t, w, strings.TrimPrefix(conv(t, w), "web:hotro:")).About["browser"]; got != "Chrome" {
		t.Errorf("the browser at the error is %q, want Chrome", got)
	}
	for _, q := range []string{"?code=%3Cscript%3E", "?code=&call=", "?call=%20", ""} {
		if body := c.Get("/chat" + q).Body; strings.Contains(body, "data-code") || strings.Contains(body, "<script>") {
			t.Errorf("/chat%s opens at something", q)
		}
	}
}
