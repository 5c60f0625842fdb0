package app_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"hotro/internal/web/webtest"
)

var loginLink = regexp.MustCompile(`https://hotro\.test/desk/login\?token=\S+`)

// TestAKickedMemberIsOutWithinFiveMinutes: at the web desk and in the group,
// whether Telegram tells of it or not.
func TestAKickedMemberIsOutWithinFiveMinutes(t *testing.T) {
	for name, told := range map[string]bool{"told": true, "not told": false} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(s *stage) {
				hoa, minh := s.tg.User(101, "Hoa"), s.forum.Member(43, "Minh")
				hoa.Says("gặp nhân viên")
				s.tg.User(43, "Minh").Says("/start")
				s.settle()
				minh.Writes(0, "/desk")
				s.settle()
				inbox := s.tg.Chat(43).FromBot()
				link := loginLink.FindString(inbox[len(inbox)-1].Text)
				b := webtest.NewClient(s.t, func() string { return stageURL }).Through(s)
				b.Get(link)
				if a := b.Get("/desk"); a.Code != http.StatusOK {
					t.Fatalf("a member at the desk: got %d, by the link %q", a.Code, link)
				}
				topic := s.forum.Topic(1)
				minh.Writes(topic.ID, "em chào chị")
				s.settle()

				if !told {
					s.forum.BotRights(false, false, false)
				}
				minh.Becomes("kicked")
				s.forum.BotRights(true, true, true)
				if told {
					s.settle()
				} else {
					s.passes(5*time.Minute - time.Minute - 10*time.Second) // which passes itself takes another minute
				}
				if a := b.Get("/desk/t/1"); a.Code == http.StatusOK {
					t.Error("who was thrown out still reads tickets")
				}
				minh.Writes(topic.ID, "em vẫn ở đây")
				s.settle()
				heard := map[string]int{}
				for _, m := range hoa.Heard() {
					heard[m.Text]++
				}
				if heard["em chào chị"] != 1 || heard["em vẫn ở đây"] != 0 {
					t.Errorf("the user heard %v, want the greeting alone", heard)
				}
			})
		})
	}
}
