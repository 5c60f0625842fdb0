package forum_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// board is the pinned message of General.
func (g *group) board() telegramtest.Message {
	g.Helper()
	var out telegramtest.Message
	n := 0
	for _, m := range g.forum.General() {
		if m.Pinned {
			out = m
			n++
		}
	}
	if n > 1 {
		g.Errorf("%d messages are pinned in General, want one", n)
	}
	return out
}

// The board says who waits and who holds what, is changed in place, and is put
// up again when somebody deletes it.
func TestTheBoardSaysWhoWaits(t *testing.T) {
	g := newGroup(t, setup{})
	g.ok(g.front.Board(t.Context()))
	if all := g.forum.General(); len(all) != 0 {
		t.Errorf("nobody ever waited, and General shows %+v", all)
	}
	g.asks()
	g.ok(g.front.Board(t.Context()))
	g.ok(g.front.Board(t.Context()))
	if got := g.board().Text; !strings.Contains(got, "1 yêu cầu đang chờ") || !strings.Contains(got, "#1 Hoa") {
		t.Errorf("the board says %q, want Hoa's ticket", got)
	}
	n := len(g.forum.General())
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	g.ok(g.front.Board(t.Context()))
	if got := g.board().Text; strings.Contains(got, "#1 Hoa") || !strings.Contains(got, "Lan 1") {
		t.Errorf("the board says %q, want that Lan holds one and nobody waits", got)
	}
	g.passes(20 * time.Minute)
	g.ok(g.front.Board(t.Context()))
	if got := g.board().Text; !strings.Contains(got, "quá hẹn") || !strings.Contains(got, "Lan đang giữ") {
		t.Errorf("the board says %q, want what Lan has left", got)
	}
	if got := len(g.forum.General()); got != n {
		t.Errorf("General has %d messages, want %d: the board is changed in place", got, n)
	}
	g.ok(g.bot.DeleteMessage(t.Context(), g.bot.Address(fmt.Sprint(groupID), ""), fmt.Sprint(g.board().ID)))
	g.passes(time.Minute)
	g.ok(g.front.Board(t.Context()))
	if got := g.board().Text; !strings.Contains(got, "#1 Hoa") {
		t.Errorf("the board says %q after it was deleted, want it up again", got)
	}
}

// In the morning the group is told once what is left, without a sound.
func TestTheMorningDigestComesOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	for range 3 {
		g.ok(g.front.Board(t.Context()))
		g.passes(time.Minute)
	}
	n := 0
	for _, c := range g.tg.Calls("sendMessage") {
		if strings.Contains(c.Params["text"], "Chào buổi sáng") {
			n++
			if c.Params["disable_notification"] != "true" || !strings.Contains(c.Params["text"], "1 yêu cầu chờ") || strings.Contains(c.Params["text"], "Hoa") {
				t.Errorf("the digest is %v, want it silent, with a count and without names", c.Params)
			}
		}
	}
	if n != 1 {
		t.Errorf("the digest came %d times on one morning, want once", n)
	}
}
