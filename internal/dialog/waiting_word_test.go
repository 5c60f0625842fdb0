package dialog_test

import "testing"

// TestWhoWaitsAlwaysHearsAWord, or sees a sign: never the same words twice in a row, be
// it told or no more than polite.
func TestWhoWaitsAlwaysHearsAWord(t *testing.T) {
	tk, _ := says(t, "gặp nhân viên")
	last := ""
	for _, line := range []string{
		"bên em là phòng khám Hoa Mai", "ở Thủ Đức", "mở cửa tới tám giờ tối", "dạ", "ok em", "ừ", "máy mới mua tháng rồi",
		"có gặp anh kỹ thuật hôm trước", "chiều nay bên em chạy chương trình lớn",
	} {
		o := tk.hears(line)
		if len(o.Say) == 0 || said(o) == last || o.Cancel || !tk.st.Person {
			t.Errorf("%q: got %q (%s) after %s, want other words", line, o.Kind, said(o), last)
		}
		last = said(o)
	}
}
