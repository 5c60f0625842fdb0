package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestPreambleAsksForTheError: who only says who he is, pleads, or tells what he
// tried is met in those words and asked for the error.
func TestPreambleAsksForTheError(t *testing.T) {
	for line, word := range map[string]string{
		"Chào bạn, mình phụ trách kênh telesale của công ty": "ghi nhận thông tin",
		"dạ con mới vô nghề nên chưa rành lắm":               "từng bước một",
		"bác già rồi, cháu giúp bác với":                     "từng bước một",
		"nhờ em chỉ giúp anh một xíu":                        "hỗ trợ anh/chị ngay",
		"tui là IT bên công ty nội thất":                     "ghi nhận thông tin",
		"em là admin tài khoản bên em":                       "quản trị viên",
		"mình là quản trị viên nè":                           "quản trị viên",
		"anh làm đúng hướng dẫn rồi mà không ăn thua":        "đã thử",
		"bọn em thử hết rồi mà vẫn vậy":                      "đã thử",
		"tụi em dùng được ba tháng rồi":                      "cảm ơn anh/chị đã sử dụng",
		"nhắn giùm bạn em ngồi bàn bên":                      "máy của người đó",
		"em là Tâm, bên phòng kinh doanh chi nhánh Huế":      "ghi nhận thông tin",
		"hi can you help me":                                 "right away",
		"Good morning, I work for a logistics company":       "noted",
		"hey, I'm not very good with computers":              "one step",
		"tụi mình mới mua gói này tháng trước":               "cảm ơn anh/chị đã sử dụng",
	} {
		_, o := says(t, line)
		if o.Kind != "greet" || o.State.Place.Screen != dialog.AtMenu || o.State.Misses != 0 || !strings.Contains(o.Say[0].Text, word) {
			t.Errorf("%q: got %s at %s: %q, want it met with %q and the error asked for", line, o.Kind, o.State.Place.Screen, o.Say[0].Text, word)
		}
		if o.State.First != "" {
			t.Errorf("%q is what the ticket would be called by", line)
		}
	}
}

// TestPreambleHidesNoFault: what is told besides is heard.
func TestPreambleHidesNoFault(t *testing.T) {
	for _, line := range []string{
		"em là nhân viên mới, gọi cho khách nó ngắt ngay lập tức",
		"chị không rành, nó báo FROM_NUMBER_NOT_FOUND",
		"em là nhân viên mới, cho em gặp kỹ thuật",
		"anh là khách hàng cũ, muốn mua thêm 5 số",
		"em bên kế toán, cho hỏi xuất hóa đơn thế nào",
		"mình dùng hai năm rồi giờ muốn hủy gói",
		"bên em xài lâu rồi mà số của khách bị chặn",
		"khách bấm phím 2 mà không vào được nhánh hỗ trợ",
		"em là bot hả",
		"giúp em với, micro không dùng được",
		"em mới vào làm, gọi cho khách bằng cách nào",
	} {
		if _, o := says(t, line); o.Kind == "greet" {
			t.Errorf("%q is met as a preamble: %q", line, o.Say[0].Text)
		}
	}
}

// TestPreambleIsKept: staff read what was said of oneself.
func TestPreambleIsKept(t *testing.T) {
	_, o := says(t, "em là thực tập sinh phòng bán hàng", "cho gặp nhân viên")
	if o.Handoff == nil || !strings.Contains(o.Handoff.Facts["told"], "thực tập sinh") {
		t.Errorf("got %+v, want the user's word of himself in the request", o.Handoff)
	}
}
