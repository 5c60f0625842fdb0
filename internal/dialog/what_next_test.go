package dialog_test

import (
	"strings"
	"testing"
)

// TestWhatComesNextIsTheRestOfTheStep: who has done a part of a step hears what the step
// says behind that part, and behind all of it the next one.
func TestWhatComesNextIsTheRestOfTheStep(t *testing.T) {
	for _, c := range []struct {
		talk []string
		want string // "" where it is no such question
	}{
		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "gạt cái Micrô lên xong thì mình làm chi nữa"}, "thì anh/chị tải lại trang (F5) rồi gọi lại"},
		{[]string{"GET_USER_MEDIA_ERROR", "edge", "chọn Cho phép rồi sao nữa ạ"}, "thì anh/chị tải lại trang"},
		{[]string{"GET_USER_MEDIA_ERROR", "firefox", "ấn dấu x xong tiếp theo làm gì"}, "thì anh/chị tải lại trang, chọn **Cho phép**"},
		{[]string{"AGENT_FROM_NOT_FOUND", "edge", "chon hien thi ban goc roi bam gi tiep"}, "thì anh/chị chọn không bao giờ dịch trang này"},
		{[]string{"AGENT_FROM_NOT_FOUND", "safari", "bấm Xem bản gốc rồi làm gì tiếp vậy"}, "thì anh/chị tải lại trang và gọi lại"},
		{[]string{"khách không đổ chuông", "chọn xong số hotline thì làm gì tiếp theo"}, "thì anh/chị chọn lại chế độ gọi ra là **Call out**"},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở tới mục Số bị chặn rồi thì làm sao nữa"}, "thì anh/chị tìm số của khách hàng"},
		{[]string{"GET_USER_MEDIA_ERROR", "edge", "hoàn thành bước này thì làm gì tiếp"}, "Nếu vẫn lỗi thì làm tiếp bước này: Nếu không thấy mục Micrô"},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "làm hết bước này thì làm gì nữa"}, "anh/chị nhắn em để em hướng dẫn tiếp"},
		{[]string{"GET_USER_MEDIA_ERROR please", "Chrome", "I turned the microphone on, then what"}, "After that, "},

		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "giờ làm gì đây"}, ""},
		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "bật rồi mà vẫn lỗi, giờ sao"}, ""},
		{[]string{"GET_USER_MEDIA_ERROR", "chrome", "bật xong gọi được rồi"}, ""},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "nó không nằm trong danh sách, giờ làm gì tiếp"}, ""},
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		var got string
		for _, s := range c.talk {
			got = said(tk.hears(s))
		}
		for _, mark := range []string{"xong chỗ đó thì", "xong bước trên thì", "After that,"} {
			if c.want == "" && strings.Contains(got, mark) {
				t.Errorf("%q: got %q, want another answer", c.talk, got)
			}
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.talk, got, c.want)
		}
	}
}
