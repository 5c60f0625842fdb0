package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestPlacesOfTheGuide: who asks where something is, or sees something else, is shown
// the place or the article that the guide has for it, at whatever screen.
func TestPlacesOfTheGuide(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"GET_USER_MEDIA_ERROR", "edge", "máy hắn lấy micro màn hình, chừ đổi qua micro tai nghe ở mô"}, "**Đầu vào** là chỗ chọn micro"},
		{[]string{"GET_USER_MEDIA_ERROR", "edge", "nó nhận micro của webcam chứ không phải micro tai nghe"}, "**Đầu vào** là chỗ chọn micro"},
		{[]string{"GET_USER_MEDIA_ERROR", "edge", "nó nhận micro của webcam chứ không phải micro tai nghe", "thế muốn chọn micro tai nghe thì vào đâu"}, "chọn đúng tai nghe/micro đang dùng"},
		{[]string{"khách không đổ chuông", "chẳng thấy call out đâu, chỉ có mấy con số"}, "tới bước chọn chế độ"},
		{[]string{"chỗ bật cho phép gọi ra của số hotline nằm ở đâu ạ"}, "Hai mục quyết định"},
		{[]string{"IT đòi mã cuộc gọi mà tui kiếm không ra"}, "Lịch sử cuộc gọi"},
		{[]string{"IT đòi mã cuộc gọi", "gặp nhân viên làm chi, tui hỏi cái mã nằm chỗ nào"}, "Lịch sử cuộc gọi"},
		{[]string{"AGENT_FROM_NOT_FOUND", "chrome", "máy chị tiếng Anh, mấy chữ đó ghi là gì"}, "= **Never translate this site**"},
		{[]string{"AGENT_FROM_NOT_FOUND", "chrome", "có hai chữ chồng lên nhau, cái đó hả"}, "đúng là nó ạ: **Biểu tượng dịch**"},
	} {
		if _, o := says(t, c.lines...); !strings.Contains(said(o), c.want) {
			t.Errorf("%q: got %s, want %q", c.lines, said(o), c.want)
		}
	}
	if _, o := says(t, "khách không đổ chuông", "chỉ có hai dòng free, không có call out"); o.State.Place.Screen == dialog.AtStep {
		t.Errorf("who sees the other modes is at the right place: got %s", said(o))
	}
}

// TestWhatTheMatterSays: a question for a yes is answered by what the documents say of
// the matter, be it of another case, and owned where they say nothing.
func TestWhatTheMatterSays(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "không có cái nào", "hay là đợi cho nó hết treo hả"}, "thường là 1 phút"},
		{[]string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "không có cái nào", "tắt bớt mấy tab kia được không"}, "chưa có thông tin"},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người bị", "có quyền admin", "bật vậy có đụng gì tới các nhóm kia không"}, "hướng dẫn chỉ ghi: Hai mục"},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người bị", "có quyền admin", "vậy tất cả các phòng cũng gọi ra được luôn hả"}, "hướng dẫn chỉ ghi: Hai mục"},
		{[]string{"FROM_NUMBER_NOT_FOUND", "không dịch", "024 73 00 1x xx, mà ai xóa vậy"}, "còn thiếu mấy chữ số"},
		{[]string{"mã cuộc gọi lấy ở đâu", "lọc bằng số hotline được phải không"}, "lọc theo **Số khách hàng**"},
	} {
		if _, o := says(t, c.lines...); !strings.Contains(said(o), c.want) {
			t.Errorf("%q: got %s, want %q", c.lines, said(o), c.want)
		}
	}
}
