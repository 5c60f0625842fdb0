package forum_test

import (
	"fmt"
	"strings"
	"testing"
)

// raw pushes a message as Telegram writes it; fields go beside who, where and
// when.
func (g *group) raw(id int64, from, at, fields string) {
	g.Helper()
	g.tg.PushUpdate(fmt.Sprintf(`{"message":{"message_id":%d,"date":%d,"from":%s,"chat":%s,%s}}`, id, g.now.Unix(), from, at, fields))
	g.pump()
}

func (g *group) rawUser(id int64, fields string) {
	g.Helper()
	g.raw(id, `{"id":1001,"first_name":"Hoa"}`, `{"id":1001,"type":"private"}`, fields)
}

func (g *group) rawStaff(id int64, fields string) {
	g.Helper()
	at := fmt.Sprintf(`{"id":%d,"type":"supergroup","is_forum":true}`, groupID)
	g.raw(id, `{"id":42,"first_name":"Lan"}`, at, fmt.Sprintf(`"message_thread_id":%d,"is_topic_message":true,%s`, g.topic().ID, fields))
}

// meanings are messages whose meaning does not stand in "text".
func meanings() map[string]struct{ fields, want string } {
	return map[string]struct{ fields, want string }{
		"link":      {`"text":"xem ở đây","entities":[{"type":"text_link","offset":4,"length":5,"url":"https://x.vn/1"}]`, "xem ở đây (https://x.vn/1)"},
		"mention":   {`"text":"hỏi Lan","entities":[{"type":"text_mention","offset":4,"length":3,"user":{"id":9,"first_name":"Lan","username":"lan_st"}}]`, "hỏi Lan (@lan_st)"},
		"rich":      {`"rich_message":{"blocks":[{"type":"paragraph","text":["làm ",{"type":"bold","text":"từng bước"}]},{"type":"list","items":[{"label":"1.","blocks":[{"type":"paragraph","text":"mở máy"}]}]}]}`, "làm từng bước\n1. mở máy"},
		"checklist": {`"checklist":{"title":"Việc","tasks":[{"id":1,"text":"gọi thử","completion_date":1}]}`, "Việc\n☑ gọi thử"},
		"poll":      {`"poll":{"id":"1","question":"Lỗi nào?","options":[{"text":"có tiếng"}]}`, "Lỗi nào?\n1. có tiếng"},
		"story":     {`"story":{"chat":{"id":-1,"title":"Kênh","type":"channel"},"id":2},"caption":"lỗi đây"`, "Kênh\nlỗi đây"},
		"game":      {`"game":{"title":"Rắn","description":"chơi","photo":[]}`, "Rắn\nchơi"},
		"gift":      {`"gift":{"gift":{"id":"1"},"text":"cảm ơn"}`, "cảm ơn"},
		"venue":     {`"venue":{"location":{"latitude":10.5,"longitude":106.25},"title":"Quán","address":"Q1"},"location":{"latitude":10.5,"longitude":106.25}`, "10.5,106.25 Quán Q1\nhttps://maps.google.com/?q=10.5,106.25"},
		"contact":   {`"contact":{"phone_number":"+84912","first_name":"Kỹ","last_name":"Thuật"}`, "Kỹ Thuật +84912"},
		"invoice":   {`"invoice":{"title":"Gói","description":"tháng 8","currency":"VND","total_amount":5}`, "Gói\ntháng 8\n5 VND"},
	}
}

func TestWhatIsNotTextReachesStaff(t *testing.T) {
	for name, m := range meanings() {
		t.Run(name, func(t *testing.T) {
			g := newGroup(t, setup{})
			g.asks()
			g.rawUser(9001, m.fields)
			g.wantShown(m.want)
		})
	}
}

func TestWhatIsNotTextReachesTheUser(t *testing.T) {
	for name, m := range meanings() {
		t.Run(name, func(t *testing.T) {
			g := newGroup(t, setup{})
			g.asks()
			g.rawStaff(9001, m.fields)
			if name == "link" {
				m.want = "xem ở đây" // a link there, too
			}
			g.wantHeard(m.want, 1)
		})
	}
}

func TestStaffSeeWhatNobodyCanRead(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.rawUser(9001, `"gift":{"gift":{"id":"1"}}`)
	g.rawUser(9002, `"hologram":{"id":"1"}`)
	g.rawUser(9003, `"photo":{"file_id":7}`)
	g.rawUser(9004, `"text":"lỗi rồi","forward_origin":{"type":"hidden_user","sender_user_name":"Khách A"}`)
	g.wantShown("[quà tặng]", "[loại tin chưa xem được: hologram]", "[tin không đọc được]", "↪ chuyển tiếp từ Khách A:\nlỗi rồi")
}

func TestStaffAreToldWhenNothingCouldBePassedOn(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.rawStaff(9001, `"hologram":{"id":"1"}`)
	g.wantShown("Loại tin này chưa chuyển được")
	if got := g.heard()[heard:]; len(got) > 0 {
		t.Errorf("the user heard %q", strings.Join(got, "\n"))
	}
}

func TestTheSameMessageUnderAnotherUpdateIsOne(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.rawStaff(9001, `"text":"một lần thôi"`)
	g.rawStaff(9001, `"text":"một lần thôi"`)
	g.wantHeard("một lần thôi", 1)
}
