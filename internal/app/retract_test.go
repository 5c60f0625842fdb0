package app_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/web/webtest"
)

// topicOf is the topic of the n-th ticket.
func (s *stage) topicOf(n int) telegramtest.Topic {
	s.t.Helper()
	all := s.forum.Topics()
	if len(all) < n {
		s.t.Fatalf("%d topics, want %d", len(all), n)
	}
	return all[n-1]
}

// atPage is what a visitor's page shows.
func atPage(c *webtest.Client) string { return c.Get("/chat").Body }

// TestWhatStaffTakeBack: a line of staff goes from where its user sees it:
// from Telegram, an album whole, and from the chat page with its file. Zalo
// keeps what it has, and the topic says so.
func TestWhatStaffTakeBack(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, ha, web := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}, s.visitor()
		ha.does("gặp nhân viên")
		s.writes(web, "gặp nhân viên")
		s.settle()
		s.oa.User("lan").Says("gặp nhân viên")
		s.settle()
		const words = "mật khẩu là 1234"
		var lines []telegramtest.Message
		for i := range 3 {
			lines = append(lines, nam.Writes(s.topicOf(i+1).ID, words))
		}
		album := nam.SendsAlbum(s.topicOf(1).ID, "hai ảnh", []byte("one"), []byte("two"))
		picture := nam.SendsPhoto(s.topicOf(2).ID, []byte("three"), "ảnh mật")
		s.settle()
		if page := atPage(web); !strings.Contains(page, words) || !strings.Contains(page, "ảnh mật") {
			t.Fatalf("the page shows %q, want what staff wrote", page)
		}
		for i, line := range lines {
			nam.Replies(s.topicOf(i+1).ID, line.ID, "/delete")
		}
		nam.Replies(s.topicOf(1).ID, album[1].ID, "/delete")
		nam.Replies(s.topicOf(2).ID, picture.ID, "/delete")
		s.settle()
		for _, m := range ha.Messages() {
			if m.FromBot && (m.Text == words || m.File != nil) {
				t.Errorf("on Telegram %q is still seen, with the file %v", m.Text, m.File)
			}
		}
		page := atPage(web)
		if strings.Contains(page, words) || strings.Contains(page, "ảnh mật") || strings.Contains(page, "/chat/file/") || strings.Count(page, "Tin nhắn đã được thu hồi") != 2 {
			t.Errorf("the page shows %q, want two lines that were taken back", page)
		}
		if got := inTopic(s.topicOf(3)); !strings.Contains(got, "Zalo không cho thu hồi") || strings.Contains(got, "đã thu hồi tin này") {
			t.Errorf("the topic of Zalo's user shows %q, want that Zalo keeps the line", got)
		}
		if desk := s.atDesk("/desk/t/1"); !strings.Contains(desk, words) || !strings.Contains(desk, "đã thu hồi, người dùng không còn thấy") {
			t.Errorf("the desk shows %q, want the line, and that it was taken back", desk)
		}
		s.settle()
	})
}

// TestTheDeskTakesBackALine: the web desk does the same, also for who edits a
// line into a note.
func TestTheDeskTakesBackALine(t *testing.T) {
	onStage(t, func(s *stage) {
		ha := onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("gặp nhân viên")
		s.atDesk("/desk/t/1")
		seqs := []string{}
		for _, words := range []string{"câu thứ nhất", "câu thứ hai"} {
			s.desk.Post("/desk/t/1/say", formOf("text", words))
			s.settle()
			page := s.atDesk("/desk/t/1")
			at := strings.LastIndex(page[:strings.LastIndex(page, words)], `data-seq="`) + len(`data-seq="`)
			seqs = append(seqs, page[at:at+strings.Index(page[at:], `"`)])
		}
		s.desk.Post("/desk/t/1/delete", formOf("seq", seqs[0]))
		s.desk.Post("/desk/t/1/edit", formOf("seq", seqs[1], "text", "// khách khó tính"))
		s.settle()
		if slices.ContainsFunc(ha.Messages(), func(m telegramtest.Message) bool {
			return m.FromBot && (strings.Contains(m.Text, "câu thứ") || strings.Contains(m.Text, "khó tính"))
		}) {
			t.Errorf("Hà sees %v", ha.Messages())
		}
		if got := inTopic(s.topicOf(1)); strings.Count(got, "Hoa đã thu hồi tin này") != 2 || !strings.Contains(got, "khách khó tính") {
			t.Errorf("the topic shows %q, want who took back what, and the note", got)
		}
	})
}

// formOf is a form of names and values by turns.
func formOf(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}
