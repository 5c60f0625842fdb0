package visitor_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/web/webtest"
)

// dial opens a connection to a world and sends what is given.
func dial(t *testing.T, w *webtest.World, request string) net.Conn {
	t.Helper()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(w.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	return c
}

// talking returns a visitor who has said something.
func talking(t *testing.T, w *webtest.World) (c *webtest.Client, id string) {
	t.Helper()
	id = webchat.NewVisitor()
	c = w.Client()
	c.Header.Set("X-Hotro-Visitor", id)
	if a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "alo"}); a.Code != http.StatusOK {
		t.Fatalf("send: got %d %s", a.Code, a.Body)
	}
	return c, id
}

// TestAStrangersFileIsNotTaken: without an id, and with one that never said
// anything, a file is refused in words and nothing is kept.
func TestAStrangersFileIsNotTaken(t *testing.T) {
	w := webtest.New(t)
	for name, c := range map[string]*webtest.Client{"nobody": w.Client(), "silent": w.Visitor()} {
		a := c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor()}, "a.txt", []byte("a"))
		if a.Code != http.StatusForbidden || !strings.Contains(a.Body, "nhắn giúp em") {
			t.Errorf("%s: got %d %s, want 403 that asks for words first", name, a.Code, a.Body)
		}
	}
	c, _ := talking(t, w)
	if a := c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor()}, "a.txt", []byte("a")); a.Code != http.StatusOK {
		t.Errorf("who has just written: got %d %s, want 200", a.Code, a.Body)
	}
	if a := c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor(), "more": "x"}, "a.txt", []byte("a")); a.Code != http.StatusBadRequest {
		t.Errorf("a field we don't know: got %d, want 400", a.Code)
	}
}

// TestOnlyAFewUploadsAtOnce: a visitor whose uploads stall gets no further
// ones, and a colleague at the same address still does.
func TestOnlyAFewUploadsAtOnce(t *testing.T) {
	w := webtest.New(t)
	c, id := talking(t, w)
	for range 3 {
		dial(t, w, "POST /chat/upload HTTP/1.1\r\nHost: x\r\nX-Hotro-Visitor: "+id+
			"\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n")
	}
	up := func(c *webtest.Client) int {
		return c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor()}, "a.txt", []byte("a")).Code
	}
	settled(t, "a fourth upload is refused", func() bool { return up(c) == http.StatusTooManyRequests })
	other, _ := talking(t, w)
	if got := up(other); got != http.StatusOK {
		t.Errorf("a colleague's upload: got %d, want 200", got)
	}
}

// settled waits until something holds.
func settled(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for !holds() {
		if ctx.Err() != nil {
			t.Fatalf("not in time: %s", what)
		}
	}
}

// TestLongAnswersThatNobodyTakesHoldFewPlaces: a visitor who asks for a long
// conversation and does not read it is refused the third time, short answers
// go on, and what is shown of a long conversation is bounded.
func TestLongAnswersThatNobodyTakesHoldFewPlaces(t *testing.T) {
	w := webtest.New(t)
	c, id := talking(t, w)
	for i := range 18 {
		text := fmt.Sprintf("%d ", i) + strings.Repeat("<", webchat.MaxText-10)
		if a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": text}); a.Code != http.StatusOK {
			t.Fatalf("send: got %d %s", a.Code, a.Body)
		}
	}
	settled(t, "all lines are there", func() bool { return strings.Contains(c.Get("/chat/lines?after=0").Body, `"text":"17 `) })
	all := c.Get("/chat/lines?after=0")
	if len(all.Body) > 4<<20 || strings.Contains(all.Body, `"text":"0 `) || !strings.Contains(all.Body, `"earlier":true`) {
		t.Errorf("a long conversation: %d bytes, want the last lines of it only", len(all.Body))
	}
	for range 2 {
		// Again and again: the system's buffers take the first answers.
		dial(t, w, strings.Repeat("GET /chat/lines?after=0 HTTP/1.1\r\nHost: x\r\nX-Hotro-Visitor: "+id+"\r\n\r\n", 20))
	}
	settled(t, "a third is refused", func() bool { return c.Get("/chat/lines?after=0").Code == http.StatusTooManyRequests })
	if a := w.Visitor().Get("/chat/lines?after=0"); a.Code != http.StatusOK {
		t.Errorf("somebody else: got %d, want 200", a.Code)
	}
}

// TestAVisitorHasFewStreams: beyond them the page is told to ask for its lines.
func TestAVisitorHasFewStreams(t *testing.T) {
	w := webtest.New(t)
	c, _ := talking(t, w)
	for range 8 {
		c.Events("/chat/events", "")
	}
	if a := c.Get("/chat/events"); a.Code != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("a ninth stream: got %d, want 429 that says when to come back", a.Code)
	}
	if a := c.Get("/chat/lines"); a.Code != http.StatusOK {
		t.Errorf("lines: got %d, want 200", a.Code)
	}
}
