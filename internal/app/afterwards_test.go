package app_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatAUserSaysAfterTheClose: on Zalo, where most is typed, a judgement, a
// thumb or thanks never opens the ticket again; only the button does, or words
// that ask for it.
func TestWhatAUserSaysAfterTheClose(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	nam := forum.Member(900, "Nam")
	for i, c := range []struct{ says, hears string }{
		{"4 điểm", "Muốn góp ý thêm"},
		{"1 sao", "xin lỗi vì anh/chị chưa hài lòng"},
		{"hai điểm thôi", "xin lỗi vì anh/chị chưa hài lòng"},
		{"6", "cảm ơn anh/chị"},
		{"9", "lần hỗ trợ này thế nào"},
		{"bỏ qua", "cảm ơn anh/chị"},
		{"rất tốt", "Muốn góp ý thêm"},
		{"👍", "Em cảm ơn anh/chị ạ"},
		{"ok em", "cảm ơn anh/chị"},
		{"cảm ơn em /-heart", "Em cảm ơn anh/chị ạ"},
		{"lại bị lỗi rồi em ơi", "bấm Mở lại"},
		{"Mở lại", "đã mở lại yêu cầu"},
		{"em mở lại giúp chị với", "đã mở lại yêu cầu"},
		{"không cần mở lại đâu em", ""},
	} {
		lan := w.onOA(fmt.Sprint("lan", i))
		lan.says("gặp nhân viên")
		lan.hears(fmt.Sprintf("yêu cầu #%d", i+1))
		topic := w.topic(forum, i+1)
		w.shows(topic, "gặp nhân viên")
		nam.Writes(topic.ID, "Chị gọi lại giúp em.")
		lan.hears("gọi lại giúp em")
		nam.Writes(topic.ID, "/close xong")
		lan.hears("lần hỗ trợ này thế nào")
		before := len(lan.told())
		lan.says(c.says)
		lan.hears(c.hears)
		reopened := false
		for _, b := range lan.told()[before:] {
			reopened = reopened || strings.Contains(b.text, "đã mở lại yêu cầu")
		}
		if want := strings.Contains(c.hears, "đã mở lại"); reopened != want {
			t.Errorf("after %q the ticket is open again: %t, want %t", c.says, reopened, want)
		}
	}
}

// TestACommentIsAComment: what follows the score goes to the ticket, and the
// button that follows a relapse opens it again.
func TestACommentIsAComment(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	nam, lan := forum.Member(900, "Nam"), w.onOA("lan")
	lan.says("gặp nhân viên")
	lan.hears("yêu cầu #1")
	topic := w.topic(forum, 1)
	w.shows(topic, "gặp nhân viên")
	nam.Writes(topic.ID, "Chị gọi lại giúp em.")
	lan.hears("gọi lại giúp em")
	nam.Writes(topic.ID, "/close xong")
	lan.hears("lần hỗ trợ này thế nào")
	lan.says("5 sao")
	lan.hears("Muốn góp ý thêm")
	lan.says("nhân viên trả lời nhanh, dễ hiểu")
	lan.hears("cảm ơn anh/chị")
	lan.says("ơ lại bị lỗi rồi")
	lan.hears("bấm Mở lại")
	if err := lan.chooses("Mở lại", false); err != nil {
		t.Fatal(err)
	}
	lan.hears("đã mở lại yêu cầu #1")
}
