package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhatIsToldInAWalkIsKept: what nothing asks for is written down for staff and
// said back; what is waited for follows in other words, and a person where no end of
// it is to be seen.
func TestWhatIsToldInAWalkIsKept(t *testing.T) {
	tk, o := says(t, "đang đổ chuông mà khách không thấy gì", "có mấy khách ở Đà Lạt bị thôi", "toàn khách xài sim cũ")
	if told := tk.st.Facts["told"]; o.Kind != chat.TurnNoted || tk.st.Place.Screen != "step" || !strings.Contains(told, "Đà Lạt") || !strings.Contains(told, "sim cũ") {
		t.Errorf("at a step: got %q at %q with %q (%s)", o.Kind, tk.st.Place.Screen, told, said(o))
	}
	_, first := says(t, "bấm gọi là tắt ngang", "bên anh bảy đứa ngồi chung phòng đều bị")
	tk, o = says(t, "bấm gọi là tắt ngang", "bên anh bảy đứa ngồi chung phòng đều bị", "mới đổi mạng hồi thứ hai")
	if o.Kind != chat.TurnNoted || tk.st.Place.Screen != "call_id" || said(o) == said(first) {
		t.Errorf("where the ID is asked for: got %q at %q (%s)", o.Kind, tk.st.Place.Screen, said(o))
	}
	tk, o = says(t, "bấm gọi là tắt ngang", "bên anh bảy đứa ngồi chung phòng đều bị", "mới đổi mạng hồi thứ hai", "khách hẹn chiều nay rồi đó")
	if tk.st.Place.Screen != "fact" {
		t.Errorf("after three details: got %q at %q (%s), want something else asked for", o.Kind, tk.st.Place.Screen, said(o))
	}
}

// TestTimeIsGivenAtAnOffer: who asks for time tells no detail.
func TestTimeIsGivenAtAnOffer(t *testing.T) {
	tk, o := says(t, "cuộc gọi nghe rè rè như radio", "dạ để em gọi lại rồi quay phim")
	if o.Kind != chat.TurnHold || tk.st.Facts["told"] != "" {
		t.Errorf("got %q with %q (%s), want time given", o.Kind, tk.st.Facts["told"], said(o))
	}
}

// TestATicketIsNamedByWhatItBeganWith and not by what was told afterwards.
func TestATicketIsNamedByWhatItBeganWith(t *testing.T) {
	for first, then := range map[string]string{
		"em cần tăng số máy lẻ cho phòng mới":      "thêm bảy máy ạ",
		"cuộc gọi ghi âm nghe không được":          "cuộc hôm thứ hai",
		"màn hình nó hiện lỗi 503 hoài":            "từ sáng tới giờ",
		"popup không hiện khi khách gọi tới":       "máy chị xài Chrome",
		"i need an invoice for november":           "tax number 0312345678",
		"tổng đài báo call not allowed by gì đó ạ": "số nào gọi cũng vậy",
	} {
		_, o := says(t, first, then, "chuyển giúp em")
		if o.Handoff == nil || o.Handoff.Title != first {
			t.Errorf("%q, then %q: got %+v (%s), want a ticket of that name", first, then, o.Handoff, said(o))
		}
	}
}
