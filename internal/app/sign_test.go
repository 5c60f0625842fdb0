package app_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
)

// saying is the message that says something.
func saying(t *testing.T, all []telegramtest.Message, words string) telegramtest.Message {
	t.Helper()
	i := slices.IndexFunc(all, func(m telegramtest.Message) bool { return strings.Contains(m.Text, words) })
	if i < 0 {
		t.Fatalf("nothing says %q: %v", words, all)
	}
	return all[i]
}

// TestSignsBetweenPlatforms: what staff put on a user's line in the topic stands
// on it on Telegram and on the chat page, and Zalo is left alone; what a user
// puts on a line stands in the topic. The desk shows both, and nobody is written
// to.
func TestSignsBetweenPlatforms(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, ha, web, lan := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}, s.visitor(), s.oa.User("lan")
		ha.does("gặp nhân viên")
		s.writes(web, "gặp nhân viên")
		s.settle()
		lan.Says("gặp nhân viên")
		s.settle()
		line := nam.Writes(s.topicOf(1).ID, "Nam đây ạ")
		s.settle()
		hers := ha.Says("máy báo lỗi 403")
		s.writes(web, "máy báo lỗi 403")
		lan.Says("máy báo lỗi 403")
		s.settle()
		heard, onZalo, sent := len(ha.Heard()), len(s.oa.Reactions())+len(s.oa.Messages("lan")), len(s.loudOf())
		for i := range 3 {
			nam.Reacts(saying(t, s.topicOf(i+1).Messages(), "máy báo lỗi 403").ID, "👍")
		}
		ha.Reacts(saying(t, ha.Heard(), "Nam đây ạ").ID, "❤")
		s.settle()
		if m, _ := s.tg.Chat(7001).Message(hers.ID); !slices.Contains(m.Emoji, "👍") {
			t.Errorf("on Hà's line stands %q, want what Nam put there", m.Emoji)
		}
		if m, _ := s.tg.Chat(staffGroup).Message(line.ID); !slices.Contains(m.Emoji, "❤") {
			t.Errorf("on Nam's line stands %q, want what Hà put there", m.Emoji)
		}
		if page := atPage(web); !strings.Contains(page, `<span class="sign" title="Nhân viên đã thả biểu cảm này">👍`) {
			t.Errorf("the page shows %q, want the sign", page)
		}
		for at, want := range map[string]string{"/desk/t/1": "❤", "/desk/t/3": "👍"} {
			if page := s.atDesk(at); !strings.Contains(page, `biểu cảm này">`+want) {
				t.Errorf("%s does not show %s", at, want)
			}
		}
		if got := len(s.oa.Reactions()) + len(s.oa.Messages("lan")); got != onZalo {
			t.Errorf("Zalo was told of a sign: %+v", s.oa.Messages("lan"))
		}
		if len(ha.Heard()) != heard || len(s.loudOf()) != sent {
			t.Errorf("Hà heard %v, the group %q; want silence", ha.Heard()[heard:], s.loudOf()[sent:])
		}
		s.settle()
	})
}
