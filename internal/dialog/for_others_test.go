package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestForOthers: what somebody else has to do is said as a text to pass on.
func TestForOthers(t *testing.T) {
	mic, blocked, group := []string{"lỗi micro", "chrome"}, []string{"TO_NUMBER_NOT_ALLOWS_CALLOUT"}, []string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "tất cả đều bị"}
	for _, x := range []struct {
		way  []string
		line string
		want string
	}{
		{mic, "vậy em bảo bên IT mở mục gì ạ", "mở giúp phần này trên máy"},
		{mic, "phòng kỹ thuật họ giữ máy, nói sao cho bên IT hiểu đây", "Cho phép trình duyệt dùng micro ngay trên máy tính, rồi gọi lại"},
		{mic, "IT khoá hết mấy mục đó rồi", "mở giúp phần này trên máy"},
		{blocked, "quản lý là chị Thu, để mình nhờ chỉ gỡ", "Số bị chặn"},
		{group, "để em kêu sếp bật lên", "Cho phép gọi ra"},
		{group, "phải nói chị quản trị mở cái gì", "Cho phép gọi ra"},
	} {
		_, o := says(t, append(x.way, x.line)...)
		if o.Kind != chat.TurnForward || !strings.Contains(said(o), x.want) {
			t.Errorf("%q: got %q (%s), want a text with %q", x.line, o.Kind, said(o), x.want)
		}
	}
	for _, line := range []string{"nói chị nghe làm gì tiếp", "để em hỏi sếp xem sao", "để em xem lại"} {
		if _, o := says(t, append(blocked, line)...); o.Kind == chat.TurnForward {
			t.Errorf("%q: got %s, want no text to pass on", line, said(o))
		}
	}
}
