package dialog_test

import (
	"strings"
	"testing"
)

// TestOrderInALineThatTells: a word that orders something leads to what the line tells
// besides, and does nothing by itself.
func TestOrderInALineThatTells(t *testing.T) {
	busy, ended := "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "gọi cái là bị ngắt ngay"
	for _, c := range []struct {
		lines []string
		kind  string
		has   string
	}{
		{[]string{"khỏi gặp nhân viên, coi giúp chị vụ không tìm thấy số hotline"}, "topic", "không tìm thấy số hotline"},
		{[]string{"đừng nối máy cho ai, em bị lỗi micro"}, "topic", "micro"},
		{[]string{"xin chào", "chuyển lỗi khác giúp chị: số khách bị chặn"}, "topic", "đang bị chặn"},
		{[]string{"gọi không được", "đợi chị chép nha: REQUEST_ANSWER_URL_ERROR"}, "topic", "Answer URL"},
		{[]string{"mấy bạn nhân viên chị la là không gọi ra được"}, "ask", ""},
		{[]string{busy, "hồi trưa chị lỡ tay nhấn f5"}, "wait", "bị treo"},
		{[]string{ended, "không có mã", "thôi nghỉ, mai làm tiếp"}, "stop", "làm tiếp được"},
		{[]string{ended, "dạ thôi chị không cần nữa"}, "stop", "làm tiếp được"},
		{[]string{"gặp nhân viên", "thôi khỏi chờ, hủy yêu cầu giúp chị"}, "cancel", ""},
		{[]string{"gặp nhân viên", "đừng hủy nha em"}, "noted", ""},
		{[]string{"chị muốn hủy cái yêu cầu sáng nay"}, "cancel", "không còn yêu cầu"},
	} {
		_, o := says(t, c.lines...)
		if o.Kind != c.kind || !strings.Contains(said(o), c.has) {
			t.Errorf("%q: got %s: %q, want %s with %q", c.lines, o.Kind, said(o), c.kind, c.has)
		}
	}
}

// TestTongueNamedInATale: who tells of English wishes for no other language.
func TestTongueNamedInATale(t *testing.T) {
	for _, c := range []struct {
		line, lang string
	}{
		{"khách em toàn nói tiếng anh thôi, gọi không được", "vi"},
		{"chị lỡ chuyển qua tiếng anh rồi mà vẫn lỗi micro", "vi"},
		{"em muốn nói tiếng anh", "en"},
		{"đổi sang tiếng anh đi", "en"},
	} {
		tk, _ := says(t, c.line)
		if got := tk.st.Lang; got != c.lang {
			t.Errorf("%q: speaks %q, want %q", c.line, got, c.lang)
		}
	}
}

// TestMishapIsNoStepDone: who blocked the microphone by mistake is shown the step that
// mends it, and a page loaded anew in vain is no cause.
func TestMishapIsNoStepDone(t *testing.T) {
	if _, o := says(t, "bấm gọi nó hỏi cho phép micro mà chị lỡ tay bấm chặn mất rồi", "cốc cốc"); strings.Contains(said(o), "đã làm rồi") || !strings.Contains(said(o), "bên trái địa chỉ trang") {
		t.Errorf("got %q, want the first step", said(o))
	}
	for _, lines := range [][]string{
		{"reload hoài mà vẫn không gọi được", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"},
		{"f5 mấy lần vẫn báo tài khoản đang ở cuộc gọi khác"},
	} {
		if _, o := says(t, lines...); o.State.Place.Screen != "causes" {
			t.Errorf("%q: at %s: %q, want to be asked for the cause", lines, o.State.Place.Screen, said(o))
		}
	}
}
