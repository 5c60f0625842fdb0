package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hotro/internal/web/widget"
)

// TestWhoLeavesAFrameIsForgotten: in a frame on another site it is the frame's
// visitor who leaves, whoever the browser's cookie names.
func TestWhoLeavesAFrameIsForgotten(t *testing.T) {
	w := newWorld(t, map[string]string{"WIDGET_ORIGINS": "http://localhost:*"})
	b := w.browser()
	b.gets("/chat")
	b.says("em là chủ của trang này")
	b.reads("bot", "")
	var opened struct{ Visitor string }
	b.Send("/chat/open", widget.Visit{}).JSON(t, &opened)
	b.Header.Set("X-Hotro-Visitor", opened.Visitor)
	b.says("em là khách trong khung")
	b.reads("bot", "")
	if a := b.Post("/chat/leave", url.Values{"id": {"leave-0001"}}); a.Code != http.StatusOK {
		t.Fatalf("leave: got %d %s", a.Code, a.Body)
	}
	if !w.until(func() bool { return len(b.lines()) == 0 }) {
		t.Errorf("the frame's visitor is not forgotten:\n%s", tail(w.log.String()))
	}
	b.Header.Del("X-Hotro-Visitor")
	if len(b.lines()) == 0 {
		t.Error("the page's visitor was forgotten")
	}
	w.stop()
	if all := fileOf(w); strings.Contains(all, "khách trong khung") || !strings.Contains(all, "chủ của trang này") {
		t.Error("the store has words of who left, or lost another's")
	}
}
