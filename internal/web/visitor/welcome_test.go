package visitor_test

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/web/webtest"
)

const call = "call-vn-1-7EOLB370OL-1751008322530"

// TestUnderFloodGoodWillIsAskedFor: sixty people may write for the first time
// from an address within an hour. Who comes after them names a call or has the
// browser work a little; who has talked before is asked for nothing.
func TestUnderFloodGoodWillIsAskedFor(t *testing.T) {
	w := webtest.New(t)
	says := func(c *webtest.Client, text string) webtest.Answer {
		return c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": text})
	}
	stranger := func() *webtest.Client {
		c := w.Client()
		c.Header.Set("X-Hotro-Visitor", webchat.NewVisitor())
		return c
	}
	first := stranger()
	says(first, "alo")
	for range 59 {
		if a := says(stranger(), "alo"); a.Code != http.StatusOK {
			t.Fatalf("one of the first sixty: got %d %s", a.Code, a.Body)
		}
	}
	late := stranger()
	a := says(late, "alo")
	var asked struct {
		Error, Puzzle string
		Bits          int
	}
	a.JSON(t, &asked)
	if a.Code != http.StatusPreconditionRequired || !strings.Contains(asked.Error, "call ID") || asked.Puzzle == "" {
		t.Fatalf("one more: got %d %s, want 428 in words, with a puzzle", a.Code, a.Body)
	}
	if a := says(first, "em vẫn lỗi"); a.Code != http.StatusOK {
		t.Errorf("who talked before: got %d", a.Code)
	}
	if a := says(stranger(), call+" bị ngắt ngay"); a.Code != http.StatusOK {
		t.Errorf("who names a call: got %d %s", a.Code, a.Body)
	}
	late.Header.Set("X-Hotro-Proof", "0")
	if a := says(late, "alo"); a.Code != http.StatusPreconditionRequired {
		t.Errorf("who has not worked: got %d, want 428", a.Code)
	}
	nonce := work(asked.Puzzle, asked.Bits)
	late.Header.Set("X-Hotro-Proof", nonce)
	if a := says(late, "alo"); a.Code != http.StatusOK {
		t.Errorf("who has worked: got %d %s", a.Code, a.Body)
	}
	other := stranger()
	other.Header.Set("X-Hotro-Proof", nonce)
	if a := says(other, "alo"); a.Code != http.StatusPreconditionRequired {
		t.Errorf("who shows another's work: got %d, want 428", a.Code)
	}
	w.Later(time.Hour)
	if a := says(stranger(), "alo"); a.Code != http.StatusOK {
		t.Errorf("somebody new when the flood is over: got %d, want 200", a.Code)
	}
}

// TestUnderFloodWithoutScript: who has no script to work for them reads what is
// asked for in words, and is let in with it.
func TestUnderFloodWithoutScript(t *testing.T) {
	w := webtest.New(t)
	for range 60 {
		w.Client().Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "alo"})
	}
	c := w.Client()
	says := func(text string) webtest.Answer {
		return c.Post("/chat/send", url.Values{"id": {webchat.NewVisitor()}, "text": {text}})
	}
	if a := says("alo"); a.Code != http.StatusPreconditionRequired || !strings.HasPrefix(a.Body, "Hiện có rất nhiều người nhắn đến") {
		t.Errorf("got %d %q, want 428 and words for people", a.Code, a.Body)
	}
	if a := says(call); a.Code != http.StatusOK && a.Code != http.StatusSeeOther {
		t.Errorf("who names a call: got %d %s", a.Code, a.Body)
	}
}

// work does what a browser does.
func work(puzzle string, bits int) string {
	for n := 0; ; n++ {
		nonce := strconv.Itoa(n)
		h := sha256.Sum256([]byte(puzzle + ":" + nonce))
		if h[0] == 0 && (bits < 16 || h[1] == 0) {
			return nonce
		}
	}
}

// TestGoodWillThatAnybodyCanShowHasABudget: who works, or makes calls up, for
// ever new visitors of one address is told to wait; somebody elsewhere is not.
func TestGoodWillThatAnybodyCanShowHasABudget(t *testing.T) {
	w := webtest.New(t)
	let := 0
	for range 300 {
		c := w.Client()
		c.Header.Set("X-Hotro-Visitor", webchat.NewVisitor())
		a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": call})
		if a.Code == http.StatusTooManyRequests {
			if a.Header.Get("Retry-After") == "" || !strings.Contains(a.Body, "error") {
				t.Errorf("refused: got %s, want words and when to come back", a.Body)
			}
			break
		}
		let++
	}
	if let != 180 {
		t.Errorf("got %d visitors of one address let in within the hour, want 180", let)
	}
}
