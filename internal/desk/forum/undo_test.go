package forum_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
)

// TestACloseIsUndone: for a minute the card offers it; then the ticket is in the
// hands it was in, Hoa is told, the question for a rating rests, and nothing was
// closed or reopened.
func TestACloseIsUndone(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	g.lan.Writes(topic, "/claim")
	g.pump()
	g.hoa.Says("em chờ chị nhé")
	g.passes(time.Second)
	before := g.ticket()
	g.minh.Writes(topic, "/close")
	g.passes(30 * time.Second)
	if got := g.card().Labels(); !slices.Contains(got, "Hoàn tác") || slices.Contains(got, "Mở lại") {
		t.Errorf("half a minute after the close the card offers %q, want to undo it", got)
	}
	g.minh.Presses(topic, "Hoàn tác")
	g.pump()
	if got := g.ticket(); got.State != chat.Claimed || got.Holder != before.Holder || got.Reopened != 0 || !got.Ended.IsZero() || !got.Asked.Equal(before.Asked) {
		t.Errorf("the ticket is %s, held by %+v, reopened %d times, ended %v, asked %v; want as before: %+v", got.State, got.Holder, got.Reopened, got.Ended, got.Asked, before)
	}
	g.wantHeard("Nhân viên vừa đóng nhầm, yêu cầu #1 của anh/chị vẫn đang được hỗ trợ ạ.", 1)
	g.wantShown("Minh hoàn tác việc đóng yêu cầu.")
	if got := g.toasts(); !strings.Contains(got[len(got)-1], "vẫn mở") {
		t.Errorf("shown over the buttons: %q", got)
	}
	if g.topic().Closed {
		t.Error("the topic is closed")
	}
	g.passes(16 * time.Minute)
	g.wantShown("⏰ Người dùng vẫn đang chờ")
}

// TestAfterAMinuteACloseStays: the button is another then, and a press that comes
// late is answered with a word.
func TestAfterAMinuteACloseStays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	g.lan.Writes(topic, "/close")
	g.passes(2 * time.Second)
	g.now = g.now.Add(time.Minute) // the card is not drawn anew yet
	g.lan.Presses(topic, "Hoàn tác")
	g.pump()
	if got := g.toasts(); g.ticket().State != chat.Closed || !strings.Contains(got[len(got)-1], "đã kết thúc") {
		t.Errorf("the ticket is %s, shown %q; want it closed, and why", g.ticket().State, got)
	}
	if got := g.card().Labels(); slices.Contains(got, "Hoàn tác") || !slices.Contains(got, "Mở lại") {
		t.Errorf("after a minute the card offers %q, want to reopen", got)
	}
}
