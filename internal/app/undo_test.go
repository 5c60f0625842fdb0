package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// TestTheDeskUndoesAClose: the page that follows a close offers it, and a press
// of the user on what was asked then is answered.
func TestTheDeskUndoesAClose(t *testing.T) {
	onStage(t, func(s *stage) {
		ha := onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("gặp nhân viên")
		s.atDesk("/desk/t/1")
		s.desk.Post("/desk/t/1/claim", nil)
		s.desk.Post("/desk/t/1/say", formOf("text", "dạ xong rồi ạ"))
		s.settle()
		a := s.desk.Post("/desk/t/1/close", formOf("reason", "closed.done"))
		if a.Code != http.StatusSeeOther {
			t.Fatalf("close: got %d %s", a.Code, a.Body)
		}
		page := s.desk.Get(strings.TrimSuffix(a.Header.Get("Location"), "#end")).Body
		if !strings.Contains(page, `action="/desk/t/1/undo"`) {
			t.Errorf("after %s the page does not offer to undo", a.Header.Get("Location"))
		}
		s.settle()
		s.desk.Post("/desk/t/1/undo", nil)
		s.settle()
		if page := s.atDesk("/desk/t/1"); !strings.Contains(page, "đã hoàn tác việc đóng") || !strings.Contains(page, `data-open="true"`) {
			t.Errorf("after the undo the page shows %q", page)
		}
		heard := len(ha.Heard())
		ha.does("[Rất tốt]")
		if got := ha.Heard()[heard:]; len(got) != 1 || !strings.Contains(got[0].Text, "Hoa") {
			t.Errorf("a press on the rating was answered %v, want who helps", got)
		}
		if page := s.atDesk("/desk/reports"); strings.Contains(page, "★") {
			t.Error("the reports count a rating")
		}
		s.settle()
	})
}

// TestTagsAreSeen: what /tag sets stands in the card, in the list, and among the
// filters of the search, and a filter finds it.
func TestTagsAreSeen(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, ha := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("gặp nhân viên")
		nam.Writes(s.topicOf(1).ID, "/tag hoàn tiền, VIP")
		s.settle()
		nam.Writes(s.topicOf(1).ID, "/tag -vip, chờ đối soát")
		time.Sleep(time.Minute)
		s.settle()
		card := saying(t, s.topicOf(1).Messages(), "#1 ·")
		if !strings.Contains(card.Text, "Thẻ: chờ đối soát, hoàn tiền") {
			t.Errorf("the card says %q, want the tags", card.Text)
		}
		if last := s.topicOf(1).Messages(); !hasText(last, "Thẻ: chờ đối soát, hoàn tiền") {
			t.Errorf("the command was answered with %v", last)
		}
		s.atDesk("/desk")
		for path, want := range map[string]string{
			"/desk?view=waiting":                      `<span class="chip">hoàn tiền</span>`,
			"/desk/search?q=h%C3%A0":                  `<option value="hoàn tiền"`,
			"/desk/search?tag=ho%C3%A0n+ti%E1%BB%81n": `href="/desk/t/1`,
		} {
			if page := s.atDesk(path); !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
		if page := s.atDesk("/desk/search?tag=VIP"); strings.Contains(page, `href="/desk/t/1`) {
			t.Error("a tag that was taken off finds the ticket")
		}
		s.settle()
	})
}

// hasText reports whether a message of the bot says just this.
func hasText(all []telegramtest.Message, text string) bool {
	for _, m := range all {
		if m.FromBot && m.Text == text {
			return true
		}
	}
	return false
}
