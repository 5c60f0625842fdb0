package dialog_test

import (
	"strings"
	"testing"
)

// TestWhereAtOnce: where something is found is said at once, in the words of the
// guide: of a call ID, of a sign or a menu of the browser; and no admin is asked
// for a browser's own settings.
func TestWhereAtOnce(t *testing.T) {
	for _, c := range []struct {
		lead []string
		line string
		want string
		not  string
	}{
		{[]string{"Cuộc gọi ngắt ngay lập tức"}, "mã đó là mã gì, vào đâu mà lấy", "Lịch sử cuộc gọi", "mục **Tìm call ID**"},
		{[]string{"Cuộc gọi ngắt ngay lập tức"}, "call id là gì thế", "là mã riêng của mỗi cuộc gọi", "mục **Tìm call ID**"},
		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "cách khác"}, "dấu ba chấm ở chỗ nào vậy", "góc trên bên phải", "F5"},
		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "cách khác"}, "mục cài đặt ở đâu vậy em", "⋮", "quản trị viên"},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "có quyền admin"}, "quản lý dịch vụ ở đâu vậy em", "Kênh thoại", "góc trên"},
	} {
		_, o := says(t, append(c.lead, c.line)...)
		got := o.Say[len(o.Say)-1].Text
		if !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%q after %q: got %q, want %q in it and not %q", c.line, c.lead, got, c.want, c.not)
		}
	}
}

// TestWhereTwice: who asks again where a call ID is is told what else there is.
func TestWhereTwice(t *testing.T) {
	_, o := says(t, "Cuộc gọi ngắt ngay lập tức", "mã lấy ở đâu", "là chỗ nào")
	if got := o.Say[len(o.Say)-1].Text; !strings.Contains(got, "Không có mã") || strings.Contains(got, "•") {
		t.Errorf("got %q, want no list again", got)
	}
}
