package visitor_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"hotro/internal/channels/webchat"
	"hotro/internal/web/webtest"
)

// TestFilesHaveABudget: beyond it a visitor is told in words when to come back,
// nothing more is kept, and words still go through.
func TestFilesHaveABudget(t *testing.T) {
	w := webtest.New(t)
	c, _ := talking(t, w)
	big := bytes.Repeat([]byte{1}, 9<<20)
	up := func() webtest.Answer {
		return c.Upload("/chat/upload", map[string]string{"id": webchat.NewVisitor()}, "a.bin", big)
	}
	for i := range 6 {
		if a := up(); a.Code != http.StatusOK {
			t.Fatalf("file %d: got %d %s", i, a.Code, a.Body)
		}
	}
	if a := up(); a.Code != http.StatusTooManyRequests || !strings.Contains(a.Body, "nhiều tệp") || a.Header.Get("Retry-After") == "" {
		t.Errorf("a seventh file of 9 MB: got %d %s, want 429 in words that says when to come back", a.Code, a.Body)
	}
	if a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "alo"}); a.Code != http.StatusOK {
		t.Errorf("words: got %d", a.Code)
	}
}
