package forum_test

import (
	"slices"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/desk"
)

// TestWhoIsThrownOutIsOut: at once where Telegram tells of it, and within five
// minutes where it does not.
func TestWhoIsThrownOutIsOut(t *testing.T) {
	for name, told := range map[string]bool{"told": true, "not told": false} {
		t.Run(name, func(t *testing.T) {
			g := newGroup(t, setup{})
			g.asks()
			g.lan.Writes(g.topic().ID, "em chào anh")
			g.pump()
			g.wantHeard("em chào anh", 1)
			if !told { // who is no admin hears of nobody
				g.forum.BotRights(false, false, false)
			}
			g.lan.Becomes("kicked")
			g.forum.BotRights(true, true, true)
			g.pump()
			if want := map[bool][]string{true: {"telegram:42"}}[told]; !slices.Equal(g.ended, want) {
				t.Errorf("logged out: %v, want %v", g.ended, want)
			}
			if !told {
				g.passes(5 * time.Minute)
			}
			g.lan.Writes(g.topic().ID, "em vẫn ở đây")
			g.lan.Presses(g.topic().ID, "Đóng")
			g.pump()
			g.wantHeard("em vẫn ở đây", 0)
			if k := g.ticket(); !k.Open() {
				t.Error("who was thrown out closed a ticket")
			}
			if role, err := g.front.Role(t.Context(), "telegram:42"); role != "" || err != nil {
				t.Errorf("the role of who was thrown out: got %q, %v", role, err)
			}
		})
	}
}

func TestRoleInTheGroup(t *testing.T) {
	g := newGroup(t, setup{})
	g.pump() // asks for updates, and says of which kinds
	role := func(want string) {
		t.Helper()
		if got, err := g.front.Role(t.Context(), "telegram:42"); got != want || err != nil {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	role(desk.RoleLead)
	g.lan.Becomes("member")
	g.pump()
	role(desk.RoleAgent)
	g.lan.Becomes("administrator")
	g.pump()
	role(desk.RoleLead)

	// A Telegram that does not answer is left in peace for a minute, and says
	// of nobody that they are gone.
	g.passes(4 * time.Minute)
	g.tg.Fail("getChatMember", 1, telegramtest.Gateway(502))
	for range 3 {
		if got, err := g.front.Role(t.Context(), "telegram:42"); err == nil {
			t.Errorf("while Telegram is away: got %q and no error", got)
		}
	}
	g.passes(time.Minute)
	role(desk.RoleLead)

	// Nor does a bot that may not ask.
	g.passes(4 * time.Minute)
	g.tg.Fail("getChatMember", 1, telegramtest.Refuse(400, "Bad Request: chat not found"))
	if got, err := g.front.Role(t.Context(), "telegram:42"); err == nil {
		t.Errorf("for a bot that is in no such group: got %q and no error", got)
	}
	if got, err := g.front.Role(t.Context(), "web:lan@congty.vn"); err == nil {
		t.Errorf("for nobody of Telegram: got %q and no error", got)
	}
}
