package app_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
)

// onPhone is a user of Telegram on the stage.
type onPhone struct {
	*telegramtest.User
	s *stage
}

// does is words of the user, or presses in brackets, each with what follows.
func (u onPhone) does(acts ...string) {
	for _, a := range acts {
		if label, ok := strings.CutPrefix(a, "["); ok {
			u.Presses(strings.TrimSuffix(label, "]"))
		} else {
			u.Says(a)
		}
		u.s.settle()
	}
}

// heard reports whether the bot said something to the user.
func (u onPhone) heard(words string) bool {
	return slices.ContainsFunc(u.Heard(), func(m telegramtest.Message) bool { return strings.Contains(m.Text, words) })
}

// inTopic is all that a topic shows of the bot.
func inTopic(topic telegramtest.Topic) string {
	var out []string
	for _, m := range topic.Messages() {
		if m.FromBot && m.Service == "" {
			out = append(out, m.Text)
		}
	}
	return strings.Join(out, "\n")
}

// TestWhatComesAfterAClose: another problem is another ticket with its own
// path, whoever asked for a person; the same one, and a bare wish for a person,
// open the old ticket again, and both sides are told.
func TestWhatComesAfterAClose(t *testing.T) {
	for name, c := range map[string]struct {
		then   []string
		ticket string // in the title of the last topic
		shows  string
		hears  string
	}{
		"another error": {
			[]string{"FROM_NUMBER_NOT_FOUND", "gặp nhân viên"}, "#2 · Hà · FROM_NUMBER_NOT_FOUND", "FROM_NUMBER_NOT_FOUND", "yêu cầu #2",
		},
		"another error, walked": {
			[]string{"AGENT_FROM_NOT_FOUND", "[Chrome]", "[Vẫn lỗi]", "gặp nhân viên"}, "#2 · Hà · AGENT_FROM_NOT_FOUND", "vẫn lỗi", "yêu cầu #2",
		},
		"a problem of no document": {
			[]string{"máy in của em bị hỏng, cho em gặp nhân viên"}, "#2 · Hà", "máy in của em bị hỏng", "yêu cầu #2",
		},
		"the same error": {
			[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "[Vẫn lỗi]"}, "#1 · Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a problem of no document, told in two lines": {
			[]string{"em không đăng nhập được", "gặp nhân viên"}, "#2 · Hà", "em không đăng nhập được", "yêu cầu #2",
		},
		"a person, in other words": {
			[]string{"dạ em muốn gặp nhân viên ạ"}, "#1 · Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a person": {
			[]string{"cho em gặp nhân viên"}, "#1 · Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a relapse": {
			[]string{"lại bị lỗi rồi em ơi"}, "#1 · Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "lại bị lỗi rồi em ơi", "báo nhân viên là lỗi vẫn còn",
		},
		"a relapse, and the button": {
			[]string{"lại bị lỗi rồi em ơi", "[Mở lại]"}, "#1 · Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(s *stage) {
				nam, ha := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}
				ha.does("em gọi ra bị báo TO_NUMBER_NOT_ALLOWS_CALLOUT", "[Vẫn lỗi]")
				nam.Writes(s.forum.Topics()[0].ID, "/close đã gỡ chặn")
				s.settle()
				ha.does(c.then...)
				all := s.forum.Topics()
				last := all[len(all)-1]
				if !strings.Contains(last.Name, c.ticket) {
					t.Errorf("the last topic is %q, want %q", last.Name, c.ticket)
				}
				if got := inTopic(last); !strings.Contains(got, c.shows) {
					t.Errorf("the topic shows\n%s\nwant %q in it", got, c.shows)
				}
				if !ha.heard(c.hears) {
					t.Errorf("Hà heard %v, want %q", ha.Heard(), c.hears)
				}
			})
		})
	}
}
