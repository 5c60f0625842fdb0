package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo/zalotest"
)

// raw pushes what a member writes in a topic, or has edited there, as Telegram
// tells of it: content is the text or caption and what stands beside it.
func (s *stage) raw(kind string, id, topic int64, content string) {
	s.tg.PushUpdate(fmt.Sprintf(`{%q:{"message_id":%d,"date":%d,"edit_date":%d,"from":{"id":900,"first_name":"Nam"},"chat":{"id":%d,"type":"supergroup","is_forum":true},"message_thread_id":%d,"is_topic_message":true,%s}}`,
		kind, id, s.now().Unix(), s.now().Unix(), staffGroup, topic, content))
	s.settle()
}

// toUser are the texts with markup that went to a user by these methods.
func (s *stage) toUser(user int64, methods ...string) (texts []string) {
	for _, c := range s.tg.Calls("") {
		if c.Params["chat_id"] == fmt.Sprint(user) && slices.Contains(methods, c.Method) && c.Params["parse_mode"] == "HTML" {
			texts = append(texts, c.Params["text"]+c.Params["caption"])
		}
	}
	return texts
}

// TestTheLooksOfStaffsWordsAreCarried: bold, code, quotes and links of staff
// reach a user as their platform shows them, an edit too, and the desk; where
// there are no looks a link's address stands beside it.
func TestTheLooksOfStaffsWordsAreCarried(t *testing.T) {
	onStage(t, func(s *stage) {
		s.forum.Member(900, "Nam")
		ha, web := onPhone{s.tg.User(7001, "Hà"), s}, s.visitor()
		ha.does("gặp nhân viên")
		s.writes(web, "gặp nhân viên")
		s.settle()
		lan := s.oa.User("lan")
		lan.Says("gặp nhân viên")
		s.settle()
		const (
			content = `"text":"😀 Mở Cài đặt, gõ *99# <ngay>, xem tại đây","entities":[{"type":"bold","offset":6,"length":7},{"type":"code","offset":18,"length":4},{"type":"text_link","offset":35,"length":7,"url":"https://x.vn/?a=1&b=2"}]`
			flat    = "😀 Mở Cài đặt, gõ *99# <ngay>, xem tại đây (https://x.vn/?a=1&b=2)"
			shown   = `😀 Mở <b>Cài đặt</b>, gõ <code>*99#</code> &lt;ngay&gt;, xem <a href="https://x.vn/?a=1&amp;b=2">tại đây</a>`
			onWeb   = `😀 Mở <strong>Cài đặt</strong>, gõ <code>*99#</code> &lt;ngay&gt;, xem <a href="https://x.vn/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">tại đây</a>`
		)
		for i := range 3 {
			s.raw("message", int64(501+i), s.topicOf(i+1).ID, content)
		}
		if got := s.toUser(7001, "sendMessage"); !slices.Contains(got, shown) {
			t.Errorf("Telegram was sent %q, want %q", got, shown)
		}
		for at, page := range map[string]string{"chat": atPage(web), "desk": s.atDesk("/desk/t/2")} {
			if !strings.Contains(page, onWeb) {
				t.Errorf("the page of the %s shows %q, want %q", at, page, onWeb)
			}
		}
		if got := s.oa.Messages("lan"); !slices.ContainsFunc(got, func(m zalotest.Message) bool { return m.Text == flat }) {
			t.Errorf("Zalo was sent %+v, want %q", got, flat)
		}
		s.raw("edited_message", 501, s.topicOf(1).ID, `"text":"Mở Cài đặt","entities":[{"type":"italic","offset":3,"length":7}]`)
		s.raw("edited_message", 501, s.topicOf(1).ID, `"text":"Mở Cài đặt","entities":[{"type":"underline","offset":3,"length":7}]`)
		s.raw("edited_message", 501, s.topicOf(1).ID, `"text":"Mở Cài đặt","entities":[{"type":"underline","offset":3,"length":7}]`)
		if got, want := s.toUser(7001, "editMessageText"), []string{"Mở <i>Cài đặt</i>", "Mở <u>Cài đặt</u>"}; !slices.Equal(got, want) {
			t.Errorf("the edits went out as %q, want %q", got, want)
		}
		s.raw("edited_message", 502, s.topicOf(2).ID, `"text":"Theo anh nói: lỗi 403","entities":[{"type":"blockquote","offset":14,"length":7}]`)
		if page := atPage(web); !strings.Contains(page, "Theo anh nói: <blockquote>lỗi 403</blockquote>") {
			t.Errorf("after the edit the page shows %q", page)
		}
	})
}

// TestLooksOfALongMessage: an address that stands in no text of Telegram's
// makes no message too long.
func TestLooksOfALongMessage(t *testing.T) {
	onStage(t, func(s *stage) {
		s.forum.Member(900, "Nam")
		ha := onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("gặp nhân viên")
		words := strings.Repeat("dài ", 1000) + "xem ở đây nhé"
		s.raw("message", 501, s.topicOf(1).ID, fmt.Sprintf(`"text":%q,"entities":[{"type":"text_link","offset":4004,"length":5,"url":"https://x.vn/%s"}]`, words, strings.Repeat("y", 200)))
		if !slices.ContainsFunc(ha.Heard(), func(m telegramtest.Message) bool { return m.Text == words }) {
			t.Errorf("Hà heard %v, want the message whole", ha.Heard())
		}
	})
}

// TestTheLooksTypedOnTheWeb: signs that staff type in the web desk's reply box
// are looks for the user, on the desk and in a correction, plain words where
// there are none; what holds signs without being meant so stays as it is.
func TestTheLooksTypedOnTheWeb(t *testing.T) {
	onStage(t, func(s *stage) {
		ha, lan := onPhone{s.tg.User(7001, "Hà"), s}, s.oa.User("lan")
		ha.does("gặp nhân viên")
		lan.Says("gặp nhân viên")
		s.settle()
		s.atDesk("/desk")
		const typed = "Chị vào *Cài đặt*, chọn _Thông báo_, gõ `*99#` rồi xem [bài này](https://x.vn/a_b). Máy 0912_345_678, 2*3*4 ạ."
		for _, ticket := range []string{"1", "2"} {
			s.desk.Post("/desk/t/"+ticket+"/say", formOf("text", typed))
		}
		s.settle()
		const shown = `Chị vào <b>Cài đặt</b>, chọn <i>Thông báo</i>, gõ <code>*99#</code> rồi xem <a href="https://x.vn/a_b">bài này</a>. Máy 0912_345_678, 2*3*4 ạ.`
		if got := s.toUser(7001, "sendMessage"); !slices.Contains(got, shown) {
			t.Errorf("Telegram was sent %q, want %q", got, shown)
		}
		const flat = "Chị vào Cài đặt, chọn Thông báo, gõ *99# rồi xem bài này (https://x.vn/a_b). Máy 0912_345_678, 2*3*4 ạ."
		if got := s.oa.Messages("lan"); !slices.ContainsFunc(got, func(m zalotest.Message) bool { return m.Text == flat }) {
			t.Errorf("Zalo was sent %+v, want %q", got, flat)
		}
		page := s.atDesk("/desk/t/1")
		if want := "Chị vào <strong>Cài đặt</strong>, chọn <em>Thông báo</em>"; !strings.Contains(page, want) {
			t.Errorf("the desk shows %q, want %q", page, want)
		}
		line := regexp.MustCompile(`name="seq" value="(\d+)"`).FindAllStringSubmatch(page, -1)
		if len(line) == 0 {
			t.Fatal("the page offers to change no line")
		}
		seq := line[len(line)-1][1]
		for _, words := range []string{"Chị vào *Cài đặt*", "Chị vào *Cài đặt*", "Chị vào _Cài đặt_"} {
			s.desk.Post("/desk/t/1/edit", formOf("seq", seq, "text", words))
			s.settle()
		}
		if got, want := s.toUser(7001, "editMessageText"), []string{"Chị vào <b>Cài đặt</b>", "Chị vào <i>Cài đặt</i>"}; !slices.Equal(got, want) {
			t.Errorf("the edits went out as %q, want %q", got, want)
		}
	})
}
