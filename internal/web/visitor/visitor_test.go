package visitor_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/web/files"
	"hotro/internal/web/webtest"
)

// thread is what /chat/lines answers.
type thread struct {
	Lines []struct {
		Seq            int64
		By, Name, Text string
		Message, Quote string
		Edited, Live   bool
		HTML           string
		Choices        []chat.Choice
		Files          []struct{ Name, URL string }
	}
	Cursor int64
	Status struct {
		Held, Name string
		Ticket     int64
	}
}

// message makes a posted message with a fresh id.
func message(kv ...string) map[string]string {
	m := map[string]string{"id": webchat.NewVisitor()}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

// say posts a message and fails unless it is taken.
func say(t *testing.T, c *webtest.Client, kv ...string) string {
	t.Helper()
	m := message(kv...)
	if a := c.Send("/chat/send", m); a.Code != http.StatusOK {
		t.Fatalf("send %v: got %d %s", m, a.Code, a.Body)
	}
	return m["id"]
}

func read(t *testing.T, c *webtest.Client) (th thread) {
	t.Helper()
	c.Get("/chat/lines").JSON(t, &th)
	return th
}

// conv finds the conversation of a visitor by the only changed one.
func conv(t *testing.T, w *webtest.World) string {
	t.Helper()
	convs, _, err := w.Store.Recent(t.Context(), 0)
	if err != nil || len(convs) != 1 {
		t.Fatalf("conversations: got %v, %v; want one", convs, err)
	}
	return convs[0]
}

var lan = desk.Staff{ID: "telegram:42", Name: "Lan", Role: desk.RoleAgent}

func TestConversation(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	ev := c.Events("/chat/events", "")
	ev.Next("status", `"held":"bot"`)
	say(t, c, "kind", "start")
	ev.Next("line", "Dạ em chào")
	id := say(t, c, "text", "em bị lỗi <b>gọi</b>")
	if e := ev.Next("line", id); !strings.Contains(e.Data, `\u0026lt;b\u0026gt;gọi`) {
		t.Errorf("the visitor's line is not escaped: %s", e.Data)
	}
	ev.Next("line", "kiểm tra mã")
	say(t, c, "data", "no", "text", "words the page made up")
	ev.Next("line", "Vẫn lỗi")
	say(t, c, "text", "cho gặp nhân viên")
	ev.Next("status", `"held":"queue"`)

	k := conv(t, w)
	seq, err := w.Desk.Say(t.Context(), k, lan, "telegram", chat.Reply{Text: "Em là Lan **ạ** <i>"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if e := ev.Next("line", "Em là Lan"); !strings.Contains(e.Data, "**ạ** \\u0026lt;i") {
		t.Errorf("a person's words became markup: %s", e.Data)
	}
	ev.Also("status", "Lan")
	if err := w.Desk.Edit(t.Context(), k, lan, seq, "Em là Lan, hỗ trợ ạ", ""); err != nil {
		t.Fatal(err)
	}
	if e := ev.Next("line", "hỗ trợ ạ"); !strings.Contains(e.Data, `"edited":true`) {
		t.Errorf("an edit is not marked: %s", e.Data)
	}
	if strings.Contains(fmt.Sprint(read(t, c)), "made up") {
		t.Error("the words of a button were taken from the page")
	}
}

// What is not meant for the visitor, or has not been sent, is not shown: not
// in the page, not by polling, not in the stream.
func TestOnlyWhatWasSaidToTheVisitorIsShown(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	say(t, c, "text", "cho gặp nhân viên")
	ev := c.Events("/chat/events", "")
	ev.Next("status", `"held":"queue"`)
	k := conv(t, w)
	if err := w.Desk.Note(t.Context(), k, lan, "khách này khó tính", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Desk.Say(t.Context(), k, lan, "web", chat.Reply{Text: "Em chào anh"}, ""); err != nil {
		t.Fatal(err)
	}
	ev.Next("line", "Em chào anh")
	for where, what := range map[string]string{"page": c.Get("/chat").Body, "lines": c.Get("/chat/lines").Body} {
		if strings.Contains(what, "khó tính") {
			t.Errorf("%s shows a note to the visitor", where)
		}
	}
	again := c.Events("/chat/events", "")
	if e := again.Next("line", ""); strings.Contains(e.Data, "khó tính") {
		t.Error("the stream shows a note to the visitor")
	}
}

// Somebody who comes back with a cursor gets what came meanwhile, once.
func TestComingBack(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	say(t, c, "text", "một")
	ev := c.Events("/chat/events", "")
	first := ev.Next("line", "kiểm tra mã")
	ev.Close()
	say(t, c, "text", "hai")
	back := c.Events("/chat/events", first.ID)
	if e := back.Next("line", ""); !strings.Contains(e.Data, "hai") {
		t.Errorf("the first line after coming back: got %s, want the one that came meanwhile", e.Data)
	}
	var th thread
	c.Get("/chat/lines?after="+first.ID).JSON(t, &th)
	if len(th.Lines) < 1 || th.Cursor < 3 {
		t.Errorf("polling after %s: got %d lines, cursor %d", first.ID, len(th.Lines), th.Cursor)
	}
}

func TestSentTwiceIsOneMessage(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	ev := c.Events("/chat/events", "")
	m := message("text", "em bị lỗi")
	for range 3 {
		if a := c.Send("/chat/send", m); a.Code != http.StatusOK {
			t.Fatalf("got %d", a.Code)
		}
	}
	ev.Next("line", "kiểm tra mã")
	say(t, c, "text", "xong")
	ev.Next("line", "xong")
	n := 0
	for _, l := range read(t, c).Lines {
		if l.Text == "em bị lỗi" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("sent three times under one id: %d lines, want 1", n)
	}
}

func TestWithoutScript(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	a := c.Post("/chat/send", url.Values{"id": {"form-0001"}, "kind": {"start"}})
	if a.Code != http.StatusSeeOther || a.Header.Get("Location") != "/chat#end" {
		t.Fatalf("form: got %d to %q, want 303 to /chat#end", a.Code, a.Header.Get("Location"))
	}
	c.Events("/chat/events", "").Next("line", "Dạ em chào")
	page := c.Get("/chat").Body
	for _, want := range []string{"Dạ em chào", `name="data" value="t:FROM_NUMBER_NOT_FOUND"`, `<noscript>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if a := c.Post("/chat/send", url.Values{"id": {"form-0002"}, "data": {"t:FROM_NUMBER_NOT_FOUND"}}); a.Code != http.StatusSeeOther {
		t.Errorf("a button: got %d, want 303", a.Code)
	}
}

func TestRefusals(t *testing.T) {
	w := webtest.New(t)
	for name, c := range map[string]struct {
		body string
		code int
	}{
		"not JSON":   {"hello", http.StatusBadRequest},
		"no id":      {`{"text":"a"}`, http.StatusBadRequest},
		"nothing":    {`{"id":"abcdefgh","text":"  "}`, http.StatusBadRequest},
		"a long one": {`{"id":"abcdefgh","text":"` + strings.Repeat("a", webchat.MaxText+1) + `"}`, http.StatusRequestEntityTooLarge},
		"100 kB":     {`{"id":"abcdefgh","text":"` + strings.Repeat("a", 100_000) + `"}`, http.StatusRequestEntityTooLarge},
		"emoji":      {`{"id":"abcdefgh","text":"` + strings.Repeat("😀", 5000) + `"}`, http.StatusOK},
		"binary":     {"\x00\xff\xfe", http.StatusBadRequest},
	} {
		a := w.Visitor().Do("POST", "/chat/send", "application/json", strings.NewReader(c.body))
		if a.Code != c.code || (c.code != http.StatusOK && !strings.Contains(a.Body, `"error":"`)) {
			t.Errorf("%s: got %d %s, want %d with words", name, a.Code, a.Body, c.code)
		}
	}
	evil := w.Visitor()
	evil.Header.Set("Origin", "https://evil.test")
	if a := evil.Send("/chat/send", message("text", "hi")); a.Code != http.StatusForbidden {
		t.Errorf("from another site: got %d, want 403", a.Code)
	}
	if a := w.Client().Get("/chat/events"); a.Code != http.StatusNoContent {
		t.Errorf("a stream of nobody: got %d, want 204", a.Code)
	}
	if a := w.Client().Get("/chat/send"); a.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET /chat/send: got %d, want 405", a.Code)
	}
}

func TestFloodIsSlowedDown(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	codes := map[int]int{}
	for range 40 {
		a := c.Send("/chat/send", message("text", "a"))
		if codes[a.Code]++; a.Code == http.StatusTooManyRequests && a.Header.Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
	}
	if codes[http.StatusTooManyRequests] == 0 || codes[http.StatusOK] < 20 {
		t.Errorf("40 messages at once: got %v, want about 20 taken and the rest 429", codes)
	}
	if a := w.Visitor().Send("/chat/send", message("text", "b")); a.Code != http.StatusOK {
		t.Errorf("another visitor meanwhile: got %d, want 200", a.Code)
	}
}

func TestFiles(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	ev := c.Events("/chat/events", "")
	if a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "alo"}); a.Code != http.StatusOK {
		t.Fatalf("words first: got %d %s", a.Code, a.Body)
	}
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	up := func(name string, data []byte) webtest.Answer {
		return c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor(), "caption": "đây ạ"}, name, data)
	}
	if a := up("loi.png", photo.Bytes()); a.Code != http.StatusOK {
		t.Fatalf("photo: got %d %s", a.Code, a.Body)
	}
	ev.Next("line", "loi.png")
	if a := up(`"><script>alert(1)</script>.html`, []byte("<script>alert(1)</script>")); a.Code != http.StatusOK {
		t.Fatalf("page: got %d %s", a.Code, a.Body)
	}
	ev.Next("line", ".html")
	var urls []string
	for _, l := range read(t, c).Lines {
		if strings.Contains(l.HTML, "<script>") {
			t.Errorf("a file name became markup: %s", l.HTML)
		}
		for _, f := range l.Files {
			urls = append(urls, f.URL)
		}
	}
	if len(urls) != 2 {
		t.Fatalf("files: got %v, want two", urls)
	}
	if a := c.Get(urls[0]); a.Code != http.StatusOK || a.Header.Get("Content-Type") != "image/png" || a.Body != photo.String() {
		t.Errorf("photo: got %d %s", a.Code, a.Header.Get("Content-Type"))
	}
	if a := c.Get(urls[1]); a.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("page: served as %s, %s", a.Header.Get("Content-Type"), a.Header.Get("Content-Disposition"))
	}
	for _, who := range []*webtest.Client{w.Visitor(), w.Client()} {
		if a := who.Get(urls[0]); a.Code != http.StatusNotFound {
			t.Errorf("somebody else's file: got %d, want 404", a.Code)
		}
	}
	for _, bad := range []string{"/chat/file/1/9", "/chat/file/99999/0", "/chat/file/-1/0", "/chat/file/1/-1", "/chat/file/..%2f..%2fetc/0", "/chat/file/x/y"} {
		if a := c.Get(bad); a.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", bad, a.Code)
		}
	}
	if a := up("to.bin", make([]byte, files.MaxUpload+1)); a.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file over the limit: got %d, want 413", a.Code)
	}
	if a := c.Upload("/chat/upload", map[string]string{"id": "../x"}, "a.txt", []byte("a")); a.Code != http.StatusBadRequest {
		t.Errorf("a bad id: got %d, want 400", a.Code)
	}
	if a := c.Do("POST", "/chat/upload", "text/plain", strings.NewReader("a")); a.Code != http.StatusBadRequest {
		t.Errorf("not a form: got %d, want 400", a.Code)
	}
}

func TestTwoVisitorsAreApart(t *testing.T) {
	w := webtest.New(t)
	a, b := w.Visitor(), w.Visitor()
	ea, eb := a.Events("/chat/events", ""), b.Events("/chat/events", "")
	say(t, a, "text", "tin của a")
	say(t, b, "text", "tin của b")
	ea.Next("line", "tin của a")
	eb.Next("line", "tin của b")
	if s := fmt.Sprint(read(t, a)); strings.Contains(s, "tin của b") {
		t.Error("a visitor sees another's words")
	}
}

func TestTypingAndQuote(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	ev := c.Events("/chat/events", "")
	id := say(t, c, "text", "cho gặp nhân viên")
	ev.Next("status", `"held":"queue"`)
	k := conv(t, w)
	w.Feed.Typing(k)
	ev.Next("typing", "")
	if _, err := w.Desk.Say(t.Context(), k, lan, "web", chat.Reply{Text: "Dạ có em", ReplyTo: id}, ""); err != nil {
		t.Fatal(err)
	}
	if e := ev.Next("line", "Dạ có em"); !strings.Contains(e.Data, `"quote":"cho gặp nhân viên"`) {
		t.Errorf("an answer to a line does not quote it: %s", e.Data)
	}
}

func TestLongConversationShowsItsEnd(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	say(t, c, "text", "cho gặp nhân viên")
	ev := c.Events("/chat/events", "")
	ev.Next("status", `"held":"queue"`)
	k := conv(t, w)
	for i := range 120 {
		if _, err := w.Desk.Say(t.Context(), k, lan, "web", chat.Reply{Text: fmt.Sprintf("dòng %d.", i)}, ""); err != nil {
			t.Fatal(err)
		}
	}
	ev.Next("line", "dòng 119.")
	page := c.Get("/chat").Body
	if strings.Contains(page, "dòng 3.") || !strings.Contains(page, "dòng 119.") || !strings.Contains(page, "/chat?all=1") {
		t.Error("the page of a long conversation: want its end, and a way to the rest")
	}
	if all := c.Get("/chat?all=1").Body; !strings.Contains(all, "dòng 3.") {
		t.Error("asked for all: the beginning is missing")
	}
}

func TestPageHeaders(t *testing.T) {
	w := webtest.New(t)
	c := w.Client()
	a := c.Get("/chat")
	cookie := a.Header.Get("Set-Cookie")
	for _, want := range []string{"hotro_chat=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q lacks %s", cookie, want)
		}
	}
	if a.Header.Get("Content-Security-Policy") == "" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers: %v", a.Header)
	}
	if again := c.Get("/chat").Header.Get("Set-Cookie"); again[:44] != cookie[:44] {
		t.Errorf("the second visit got another id: %s, before %s", again, cookie)
	}
	c.Header.Set("Accept-Language", "en")
	if a := c.Get("/chat"); !strings.Contains(a.Body, "Talk to a person") {
		t.Error("an English reader gets no English page")
	}
	if a := c.Get("/chat/"); a.Code != http.StatusMovedPermanently {
		t.Errorf("/chat/: got %d, want 301", a.Code)
	}
}

// TestThePageSpeaksAsTheTalkDoes: who goes on in English finds the page in it,
// whatever the browser prefers, until another is asked for.
func TestThePageSpeaksAsTheTalkDoes(t *testing.T) {
	w := webtest.New(t)
	c := w.Visitor()
	ev := c.Events("/chat/events", "")
	say(t, c, "text", "em bị lỗi gọi")
	ev.Next("line", "kiểm tra mã")
	k := conv(t, w)
	snap, err := w.Store.Load(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Open(snap, chat.Address{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r.Conv.Lang = "en"
	ch, err := r.Change()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Store.Apply(t.Context(), snap, time.Now(), "", ch); err != nil {
		t.Fatal(err)
	}
	page := c.Get("/chat").Body
	if !strings.Contains(page, `<html lang="en"`) || !strings.Contains(page, "List of errors") {
		t.Error("the page is not in English")
	}
	if lines := c.Get("/chat/lines").Body; !strings.Contains(lines, "The assistant answers at once") {
		t.Errorf("the status is not in English: %s", lines)
	}
	if page := c.Get("/chat?lang=vi").Body; !strings.Contains(page, `<html lang="vi"`) {
		t.Error("the language that was asked for is not used")
	}
}
