package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestAskedBehindAReport: the question is answered, and the step stays.
func TestAskedBehindAReport(t *testing.T) {
	for _, x := range []struct{ way, line, want string }{
		{"cốc cốc", "gạt lên rồi nè, mà f5 nó nằm chỗ nào", "hàng phím trên cùng"},
		{"edge", "vô được rồi, còn ổ khóa là cái nào em", "bên trái địa chỉ trang"},
		{"chrome", "xong rồi con, tải lại trang là bấm nút nào", "hàng phím trên cùng"},
	} {
		_, o := says(t, "lỗi micro", x.way, x.line)
		if !strings.Contains(said(o), x.want) || o.State.Place.Flow == nil {
			t.Errorf("%q: got %q (%s), want %q at the step", x.line, o.Kind, said(o), x.want)
		}
	}
	for line, want := range map[string]string{
		"gọi được rồi, mà f5 là phím nào vậy": chat.TurnSolved, "bật rồi vẫn lỗi, mà f5 là phím nào": chat.TurnStep,
	} {
		if _, o := says(t, "lỗi micro", "chrome", line); o.Kind != want {
			t.Errorf("%q: got %q (%s), want %q", line, o.Kind, said(o), want)
		}
	}
}

// TestConfirmStep: what is asked is in the step, in another language, beside it, or
// the contrary.
func TestConfirmStep(t *testing.T) {
	for _, x := range []struct {
		way  []string
		line string
		want []string
	}{
		{[]string{"google dịch", "edge"}, "thấy chữ Hiển thị bản gốc rồi, bấm vô đó hả em", []string{"Dạ đúng ạ", "Hiển thị bản gốc"}},
		{[]string{"google dịch", "edge"}, "máy tui tiếng Anh, nó ghi Show original, phải cái đó không", []string{"Dạ đúng ạ", "Hiển thị bản gốc"}},
		{[]string{"khách không đổ chuông"}, "em để free video call, vậy đúng chưa", []string{"chưa đúng", "chỉ gọi nội bộ", "Call out"}},
		{[]string{"khách không đổ chuông"}, "em để call out, vậy đúng chưa", []string{"Dạ đúng ạ", "Call out"}},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT"}, "có chữ chặn gọi ra đang bật, bỏ nó hả", []string{"Dạ đúng ạ", "Chặn gọi ra"}},
	} {
		_, o := says(t, append(x.way, x.line)...)
		for _, want := range x.want {
			if !strings.Contains(said(o), want) {
				t.Errorf("%q: got %q (%s), want %q", x.line, o.Kind, said(o), want)
			}
		}
	}
	_, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", "vô tới nơi mà hổng thấy nút nào để gỡ", "à bấm vô số đó được rồi, có chữ chặn gọi ra, tắt nó hả")
	if !strings.Contains(said(o), "Dạ đúng ạ") || o.State.Place.Flow == nil {
		t.Errorf("got %q (%s), want a yes behind the offer", o.Kind, said(o))
	}
	for _, line := range []string{"đổi sang cho phép rồi ha", "cho phép thì có tốn tiền không", "ai bấm cho phép hả"} {
		if _, o := says(t, "lỗi micro", "safari", line); strings.Contains(said(o), "Dạ đúng ạ") {
			t.Errorf("%q: got %q (%s), want no yes", line, o.Kind, said(o))
		}
	}
}
