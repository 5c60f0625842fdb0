package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhichOne: the step says which, or the bot owns that it does not know.
func TestWhichOne(t *testing.T) {
	for _, x := range []struct {
		way  []string
		line string
		kind string
		want string
	}{
		{[]string{"khách không đổ chuông"}, "trên bàn phím có tới ba đầu số, bấm số nào vậy em", chat.TurnPassedOn, "chưa có thông tin"},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "tất cả đều bị", "tôi là admin"}, "trong danh sách có 4 số, chọn số nào", chat.TurnAnswer, "số đang dùng để gọi"},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người bị", "em là nhân viên"}, "ủa sao em biết bạn đó chưa có trong nhóm", chat.TurnWhy, "không xem được cài đặt"},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "em không có quyền"}, "vậy giờ em phải hỏi ai", chat.TurnWho, "quản trị viên"},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người bị", "em là nhân viên"}, "gửi sếp rồi, mà trong lúc đợi mượn nick bạn khác được không", chat.TurnPassedOn, "chưa có thông tin"},
	} {
		_, o := says(t, append(x.way, x.line)...)
		if o.Kind != x.kind || !strings.Contains(said(o), x.want) || o.State.Place.Flow == nil {
			t.Errorf("%q: got %q (%s), want %q with %q", x.line, o.Kind, said(o), x.kind, x.want)
		}
		if strings.Contains(said(o), "cứ làm thử") {
			t.Errorf("%q: got %s, want nobody sent back to the step", x.line, said(o))
		}
	}
}
