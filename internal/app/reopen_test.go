package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// someone is a user on one channel of a stage: what they write, and what they are told.
type someone struct {
	name   string
	writes func(text string)
	told   func() []string
}

// onEach is a user on each channel.
func (s *stage) onEach(i int) []someone {
	ha, web, lan := onPhone{s.tg.User(int64(7100+i), "Hà"), s}, s.visitor(), fmt.Sprint("lan", i)
	return []someone{
		{"Telegram", func(text string) { ha.does(text) }, func() (all []string) {
			for _, m := range ha.Heard() {
				all = append(all, m.Text)
			}
			return all
		}},
		{"Zalo", func(text string) { s.oa.User(lan).Says(text); s.settle() }, func() (all []string) {
			for _, m := range s.oa.Messages(lan) {
				all = append(all, m.Text)
			}
			return all
		}},
		{"the web", func(text string) { s.writes(web, text); s.settle() }, func() (all []string) {
			var thread struct{ Lines []chatLine }
			if err := json.Unmarshal([]byte(web.Get("/chat/lines").Body), &thread); err != nil {
				s.t.Fatal(err)
			}
			for _, l := range thread.Lines {
				if l.By != "user" {
					all = append(all, l.Text)
				}
			}
			return all
		}},
	}
}

// TestOnlyTheRightWordsOfferToReopen: on each channel, after staff have closed a ticket,
// only who says that it still happens is offered to open it again; nothing but the
// button does that, and another subject is another ticket.
func TestOnlyTheRightWordsOfferToReopen(t *testing.T) {
	onStage(t, func(s *stage) {
		n := 0
		for i, c := range []struct {
			says   []string
			hears  string
			offers bool // to open it again
			opens  bool // another ticket
		}{
			{says: []string{"vẫn chưa vô được em ơi"}, hears: "lỗi vẫn còn", offers: true},
			{says: []string{"bị y như cũ nữa rồi"}, hears: "lỗi vẫn còn", offers: true},
			{says: []string{"3 sao nha"}, hears: "góp ý thêm"},
			{says: []string{"dạ em cảm ơn"}, hears: "cảm ơn anh/chị"},
			{says: []string{"em hỏi lỗi khác chút", "AGENT_FROM_NOT_FOUND", "gặp nhân viên"}, hears: "chuyển yêu cầu", opens: true},
		} {
			for _, u := range s.onEach(i) {
				u.writes("gặp nhân viên")
				n++
				s.atDesk(fmt.Sprintf("/desk/t/%d", n))
				s.desk.Post(fmt.Sprintf("/desk/t/%d/claim", n), nil)
				s.desk.Post(fmt.Sprintf("/desk/t/%d/say", n), formOf("text", "dạ xong rồi ạ"))
				s.settle()
				s.desk.Post(fmt.Sprintf("/desk/t/%d/close", n), formOf("reason", "closed.done"))
				s.settle()
				before := len(u.told())
				for _, line := range c.says {
					u.writes(line)
				}
				after := strings.Join(u.told()[before:], "\n")
				if !strings.Contains(after, c.hears) {
					t.Errorf("%s: %q was answered %q, want %q", u.name, c.says, after, c.hears)
				}
				if got := strings.Contains(after, "Mở lại"); got != c.offers {
					t.Errorf("%s: after %q it is offered to open it again: %t", u.name, c.says, got)
				}
				if page := s.atDesk(fmt.Sprintf("/desk/t/%d", n)); strings.Contains(page, `data-open="true"`) && !c.opens {
					t.Errorf("%s: %q opened the ticket", u.name, c.says)
				}
				if c.opens {
					n++
					if page := s.atDesk(fmt.Sprintf("/desk/t/%d", n)); !strings.Contains(page, "AGENT_FROM_NOT_FOUND") {
						t.Errorf("%s: %q opened no other ticket", u.name, c.says)
					}
				}
			}
		}
	})
}
