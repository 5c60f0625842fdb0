package app_test

import (
	"strings"
	"testing"

	"hotro/internal/channels/webchat"
)

// TestTheCaseOfTheBrowserAtTheErrorIsOpened: who opens the chat on the page
// where the error is uses the browser that has it; nobody asks which.
func TestTheCaseOfTheBrowserAtTheErrorIsOpened(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser()
	b.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0")
	b.Header.Set("X-Hotro-Visitor", webchat.NewVisitor())
	a := b.Send("/chat/send", map[string]any{
		"id": "message-0001", "kind": "start", "code": "GET_USER_MEDIA_ERROR", "call": "call-vn-1-7EOLB370OL-1751008322530",
		"visit": map[string]string{"page": "https://app.example.vn/goi"},
	})
	if a.Code != 200 {
		t.Fatalf("start: got %d %s", a.Code, a.Body)
	}
	said := ""
	if !w.until(func() bool {
		said = ""
		for _, l := range b.lines() {
			said += l.Text + "\n"
		}
		return said != ""
	}) {
		t.Fatal("nothing was said")
	}
	for _, want := range []string{"GET_USER_MEDIA_ERROR", "call-vn-1-7EOLB370OL-1751008322530", "Bị chặn"} { // what Firefox shows
		if !strings.Contains(said, want) {
			t.Errorf("the opening lacks %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "trình duyệt nào") {
		t.Errorf("the browser was asked for:\n%s", said)
	}
}
