package dialog_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestOtherMatters are in no document, though told in the words of errors: it is said what
// was understood, and a person offered. What only sounds like one is none.
func TestOtherMatters(t *testing.T) {
	const number, branded, inward, account = "một số khác", "gắn nhãn", "cuộc gọi vào", "đăng nhập"
	for line, want := range map[string]string{
		"gọi đi mà bên khách hiện số lạ":                 number,
		"số hiển thị bị nhầm của công ty khác":           number,
		"the caller id is wrong":                         "another number",
		"nó báo không thấy số hotline, khách khác ok":    "",
		"khách thấy số tổng đài mà không nghe máy":       "",
		"máy khách ghi hotline bên em là spam":           branded,
		"bệnh nhân gọi lại toàn nghe báo bận":            inward,
		"phụ huynh gọi tới hotline không đổ chuông":      inward,
		"khách gọi lại nói không thấy chuông":            "",
		"gọi lại khách không đổ chuông":                  "",
		"sáng nay em vô portal hổng được":                account,
		"web tự thoát ra suốt, đang làm là mất":          account,
		"không vào nổi, hay nick bị khóa rồi ad":         account,
		"nick đăng nhập hai máy thì báo đang bận":        "",
		"đăng nhập lại rồi mà vẫn không gọi được":        "",
		"không vào được máy khách dù báo đang đổ chuông": "",
	} {
		tk, o := says(t, line)
		got := o.Kind == chat.TurnOutside && tk.st.Place.Screen == dialog.AtOffer
		if want == "" {
			if slices.ContainsFunc([]string{number, branded, inward, account}, func(s string) bool { return got && strings.Contains(said(o), s) }) {
				t.Errorf("%q: got %q (%s), want no other matter", line, o.Kind, said(o))
			}
			continue
		}
		if !got || !strings.Contains(said(o), want) {
			t.Errorf("%q: got %q (%s), want %q", line, o.Kind, said(o), want)
		}
	}
}
