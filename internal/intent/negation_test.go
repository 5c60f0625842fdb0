package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// A request that a negator governs is none; one in another clause is.
func TestARequestTakenBack(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"chưa cần gặp nhân viên", "đừng chuyển nhân viên nhé", "em không muốn gặp kỹ thuật", "khỏi gặp nhân viên", "đừng hủy yêu cầu", "khoan về menu",
	} {
		f := m.Meanings(in)
		for _, want := range []intent.Meaning{intent.Human, intent.Cancel, intent.Menu} {
			if f.Has(want) {
				t.Errorf("Meanings(%q) says %s: %+v", in, want, f)
			}
		}
	}
	for _, in := range []string{
		"em không gọi được, cho gặp nhân viên", "bot không hiểu gì cả cho gặp nhân viên", "không phải cái này mà gặp nhân viên", "có gặp nhân viên được không",
	} {
		if f := m.Meanings(in); !f.Has(intent.Human) {
			t.Errorf("Meanings(%q) = %+v, want a person asked for", in, f)
		}
	}
	if f := m.Meanings("chưa cần gặp nhân viên"); !f.Refuses(intent.Human) {
		t.Errorf("got %+v, want a person refused", f)
	}
}

func TestYesAndNo(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"chắc là không đâu": "no", "em chưa bật": "no", "ko có bật gì": "no", "chẳng thấy": "no", "không phải cái đó mà có bật thật": "yes",
		"có bật á": "yes", "đúng là nó có": "yes", "có bật không": "", "để em coi": "",
		"trang có dịch đâu": "no", "nỏ có bật mô": "no", "hổng bật gì": "no", "nó bật": "", "nút đó có ở đâu": "",
	} {
		got := ""
		switch f := m.Meanings(in); {
		case f.Denies:
			got = "no"
		case f.Affirms:
			got = "yes"
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}

func TestAmong(t *testing.T) {
	m := intenttest.Matcher(t)
	browsers := [][]string{{"Chrome", "Google Chrome"}, {"Edge", "Microsoft Edge"}, {"Cốc Cốc"}, {"Safari (máy Mac)", "Safari"}}
	yesNo := [][]string{{"Có, đang dịch", "trang đang bị dịch"}, {"Không dịch", "trang không bị dịch"}}
	for _, c := range []struct {
		line    string
		options [][]string
		want    int
	}{
		{"em mở bằng coc coc", browsers, 2},
		{"chị xài edge", browsers, 1},
		{"hôm nay trời đẹp", browsers, -1},
		{"bên em trang bị dịch rồi", yesNo, 0},
		{"trang bên em không bị dịch", yesNo, 1},
		{"", yesNo, -1},
	} {
		if got := m.Among(c.line, c.options); got != c.want {
			t.Errorf("Among(%q) = %d, want %d", c.line, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	m := intenttest.Matcher(t)
	texts := []string{"nhiều người dùng chung một tài khoản", "tải lại trang lúc đang gọi", "trang không bị dịch"}
	for _, c := range []struct {
		line string
		want int
		sure bool // more than 0.4
	}{
		{"bên em 2 người dùng chung 1 tài khoản", 0, true},
		{"nãy em lỡ tải lại trang lúc đang gọi", 1, true},
		{"trang bị dịch", 2, false},
		{"", -1, false},
	} {
		got, like := m.Nearest(c.line, texts)
		if got != c.want || (like > 0.4) != c.sure {
			t.Errorf("Nearest(%q) = %d, %.2f, want %d, over 0.4 %t", c.line, got, like, c.want, c.sure)
		}
	}
}
