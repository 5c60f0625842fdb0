package dialog_test

import (
	"testing"
)

// TestAFactIsFiledForWhatItIs: an answer may tell another fact than the one that
// was asked for, or several, and what is told is not asked again.
func TestAFactIsFiledForWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  map[string]string
	}{
		{"the customer for the hotline", []string{"anh quên mất hotline rồi, gọi cho khách 0987111000 đó"}, map[string]string{"hotline": "", "customer": "0987111000"}},
		{"number and time at once", []string{"02871000999", "khách 0911000222, khoảng 9h sáng nay"}, map[string]string{"hotline": "02871000999", "customer": "0911000222", "time": "khoảng 9h sáng nay"}},
		{"the hour of a sentence", []string{"bên chị gọi lúc 9h sáng. Gọi gấp giúp chị"}, map[string]string{"time": "lúc 9h sáng"}},
		{"the time first", []string{"tầm 14h chiều qua"}, map[string]string{"time": "tầm 14h chiều qua"}},
		{"a mobile network", []string{"02871000999", "em dùng 4G, khách 0911000222 thì gọi bình thường"}, map[string]string{"hotline": "02871000999"}},
		{"the number of a sentence", []string{"dạ số 19001234 ạ"}, map[string]string{"hotline": "19001234"}},
	} {
		_, o := says(t, append([]string{"gọi ra là bị ngắt ngay lập tức", "không có mã"}, c.lines...)...)
		if got := o.State.Facts["time"]; c.want["time"] == "" && got != "" {
			t.Errorf("%s: an hour is told: %q", c.name, got)
		}
		for kind, want := range c.want {
			if got, told := o.State.Facts[kind]; got != want || !told {
				t.Errorf("%s: %s is %q (%v), want %q", c.name, kind, got, told, want)
			}
		}
	}
}

// TestWhoDeclinesAPersonIsNotOfferedOneAgain in the same matter.
func TestWhoDeclinesAPersonIsNotOfferedOneAgain(t *testing.T) {
	_, o := says(t, "em hỏi giá gói cước", "không cần nhân viên đâu", "thế chi phí gói lớn nhất là bao nhiêu một tháng")
	if o.State.Place.Screen == "offer" {
		t.Errorf("got %q, want no offer of a person", said(o))
	}
}
