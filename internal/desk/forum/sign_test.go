package forum_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// signs are the emoji that the bot put on a message.
func (g *group) signs(chat, message int64) []string {
	m, _ := g.tg.Chat(chat).Message(message)
	return m.Emoji
}

// TestSignsGoBothWays: what Hoa puts on a line of staff stands on it in the
// topic, without a message, and what staff put on hers on it at hers; taken off
// there, it goes here.
func TestSignsGoBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	typed := g.lan.Writes(g.topic().ID, "dạ em kiểm tra ngay ạ")
	g.pump()
	said := g.hoa.Says("cảm ơn em nhé")
	g.pump()
	sends := len(g.tg.Calls("sendMessage"))
	at := func(words string) telegramtest.Message {
		t.Helper()
		for _, m := range append(g.shown(), g.hoa.Heard()...) {
			if strings.Contains(m.Text, words) {
				return m
			}
		}
		t.Fatalf("nobody shows %q", words)
		return telegramtest.Message{}
	}
	for _, emoji := range []string{"❤", "👍", ""} {
		want := slices.DeleteFunc([]string{emoji}, func(s string) bool { return s == "" })
		g.hoa.Reacts(at("dạ em kiểm tra ngay ạ").ID, emoji)
		g.lan.Reacts(at("cảm ơn em nhé").ID, emoji)
		g.passes(time.Second)
		if got := g.signs(groupID, typed.ID); !slices.Equal(got, want) {
			t.Errorf("on the line in the topic stands %q, want %q", got, want)
		}
		if got := g.signs(hoaID, said.ID); !slices.Equal(got, want) {
			t.Errorf("on Hoa's line stands %q, want %q", got, want)
		}
	}
	g.lan.Reacts(g.card().ID, "👀")
	g.pump()
	if got := g.tg.Calls("setMessageReaction"); got[len(got)-1].Params["message_id"] != "1" || !strings.Contains(got[len(got)-1].Params["reaction"], "👀") {
		t.Errorf("a sign on the card went to message %s, want Hoa's first line", got[len(got)-1].Params["message_id"])
	}
	if n := len(g.tg.Calls("sendMessage")); n != sends {
		t.Errorf("%d messages were sent for signs, want none: %q", n-sends, g.shownText())
	}
	calls := len(g.tg.Calls("setMessageReaction"))
	g.tg.Forum(groupID).Member(77, "Lạ").Becomes("left")
	g.forum.Member(77, "Lạ").Reacts(at("cảm ơn em nhé").ID, "👎")
	g.lan.Reacts(typed.ID, "👍")
	g.pump()
	if n := len(g.tg.Calls("setMessageReaction")); n != calls {
		t.Error("a sign of a stranger, or on a colleague's line, went to the user")
	}
}
