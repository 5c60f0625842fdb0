package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhereTheIDIs is answered wherever it is asked, and what is asked stays asked.
func TestWhereTheIDIs(t *testing.T) {
	for _, x := range []struct {
		way   []string
		line  string
		wants string
		at    string
	}{
		{[]string{"REQUEST_ANSWER_URL_ERROR"}, "mã nớ lấy chỗ mô rứa, tui mù công nghệ", "Lịch sử cuộc gọi", "call_id"},
		{[]string{"REQUEST_ANSWER_URL_ERROR"}, "mượn laptop chị bên cạnh lấy mã có được không", "máy nào mở được", "call_id"},
		{[]string{"REQUEST_ANSWER_URL_ERROR", "không có mã"}, "02839991122, mà mã kia xem ở đâu để em gửi", "Lịch sử cuộc gọi", "fact"},
		{[]string{"lỗi micro", "chrome"}, "sẵn hỏi luôn mã cuộc gọi nằm ở mục nào", "Lịch sử cuộc gọi", "step"},
		{[]string{"call id là gì"}, "rồi vào mục nào để lấy", "Lịch sử cuộc gọi", "menu"},
		{[]string{"mã cuộc gọi lấy ở đâu"}, "tài khoản em không có mục báo cáo", "giám sát viên hoặc quản lý", "menu"},
	} {
		_, o := says(t, append(x.way, x.line)...)
		if !strings.Contains(said(o), x.wants) || string(o.State.Place.Screen) != x.at {
			t.Errorf("%v, %q: got %q at %s (%s), want %q at %s", x.way, x.line, o.Kind, o.State.Place.Screen, said(o), x.wants, x.at)
		}
	}
	for _, line := range []string{"mã đâu mà gửi", "call id là gì ạ", "mã đây em: 84398765432"} {
		if _, o := says(t, "REQUEST_ANSWER_URL_ERROR", line); o.Kind == chat.TurnWhere {
			t.Errorf("%q: got %s, want no place", line, said(o))
		}
	}
}
