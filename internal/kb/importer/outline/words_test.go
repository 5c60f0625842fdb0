package outline

import (
	"slices"
	"testing"

	"hotro/prompts"
)

func loaded(t *testing.T) *Words {
	t.Helper()
	w, err := Load(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLabel(t *testing.T) {
	w := loaded(t)
	for in, want := range map[string]label{
		"Nguyên nhân:":                {role: cause},
		"Nguyên nhân 2: Hết giấy":     {role: cause, n: 2, rest: "Hết giấy"},
		"- Cách xử lý: thay giấy":     {role: remedy, rest: "thay giấy"},
		"Possible Causes":             {role: cause},
		"Step 3 - Restart it":         {role: step, n: 3, rest: "Restart it"},
		"Q: Why is it slow?":          {role: question, rest: "Why is it slow?"},
		"Xem thêm: Lỗi cáp":           {role: site, rest: "Lỗi cáp"},
		"Nguyên nhân và cách xử lý":   {role: cases},
		"Máy in không in":             {},
		"Cannot log in: no such user": {},
		"Check the cause of the jam":  {},
	} {
		got, ok := w.label(in)
		if got.role != want.role || got.n != want.n || got.rest != want.rest || ok != (want.role != none) {
			t.Errorf("label(%q) = %+v, %v, want %+v", in, got, ok, want)
		}
	}
}

// Codes are codes wherever a title names them; years, sizes and names of formats
// are none.
func TestCodes(t *testing.T) {
	w := loaded(t)
	for _, c := range []struct {
		title string
		place bool // in a column of codes
		want  []string
	}{
		{"403 Forbidden", false, []string{"403"}},
		{"Paper jam (E-05)", false, []string{"E-05"}},
		{"Lỗi 0x80070005 khi cập nhật", false, []string{"0x80070005"}},
		{"CAM_1001", false, []string{"CAM_1001"}},
		{"P0420: bộ lọc", false, []string{"P0420"}},
		{"E20, E21", false, []string{"E20", "E21"}},
		{"NotAllowedError: denied", false, []string{"NotAllowedError"}},
		{"01", true, []string{"01"}},
		{"408 / 480", true, []string{"408", "480"}},
		{"DECLINED", true, []string{"DECLINED"}},
		{"Nhấn giữ 5 giây", false, nil},
		{"Cập nhật 2024", false, nil},
		{"Không xem được MP4", false, nil},
		{"Máy in không in", false, nil},
	} {
		if got := w.codesIn(c.title, c.place); !slices.Equal(got, c.want) {
			t.Errorf("codesIn(%q, %v) = %q, want %q", c.title, c.place, got, c.want)
		}
	}
}

func TestActs(t *testing.T) {
	w := loaded(t)
	for in, want := range map[string]bool{
		"Kiểm tra dây nguồn.":                         true,
		"Anh chị vui lòng khởi động lại máy.":         true,
		"User cần lấy thông tin call ID.":             true,
		"Nếu vẫn lỗi thì gọi tổng đài.":               true,
		`Bấm "Quên mật khẩu".`:                        true,
		"The customer should contact their bank.":     true,
		"If it fails, restart the modem.":             true,
		"User chọn sai chế độ khi gọi.":               false,
		"Mở không được tệp.":                          false,
		"Request timed out.":                          false,
		"The robot reports an empty number.":          false,
		"Đây là nguyên nhân hay gặp nhất.":            false,
		"Weather delays some routes.":                 false,
		"(chỉ admin mới thao tác được) Bật cho phép.": true,
	} {
		if got := w.acts(in); got != want {
			t.Errorf("acts(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	got := sentences("Đợi 2 phút. Phiên bản 1.5 chạy được? Gọi TP. Hồ Chí Minh! Hết.")
	want := []string{"Đợi 2 phút.", "Phiên bản 1.5 chạy được?", "Gọi TP. Hồ Chí Minh!", "Hết."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatATitleIs(t *testing.T) {
	w := loaded(t)
	if got := w.sendsTo("If the lamp works, go to Possible Cause 3."); got != 3 {
		t.Errorf("got cause %d, want 3", got)
	}
	for title, want := range map[string]role{"Causes of a paper jam": cause, "Cách khắc phục lỗi kẹt giấy": remedy, "E20: nguyên nhân": cause, "Máy in kẹt giấy": none} {
		if got := w.soft(title); got != want {
			t.Errorf("soft(%q) = %q, want %q", title, got, want)
		}
	}
	for title, want := range map[string]bool{"Các lỗi thường gặp": true, "Troubleshooting": true, "Why can't I send messages?": false, "Máy in không in": false} {
		if got := w.gathers(title); got != want {
			t.Errorf("gathers(%q) = %v, want %v", title, got, want)
		}
	}
}
