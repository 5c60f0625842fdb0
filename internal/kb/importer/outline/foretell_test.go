package outline

import (
	"strings"
	"testing"

	"hotro/internal/kb/importer/page"
)

// What is no thing to do now is known by its sentences: bans, former ways, what does not
// help, what must be there first. What is to be done beside them is not.
func TestAloof(t *testing.T) {
	w := loaded(t)
	for s, want := range map[string]bool{
		"Tuyệt đối không tự tháo bình ga.":                              true,
		"Lưu ý: không chia sẻ mã vào cửa cho người lạ.":                 true,
		"Đừng bấm nút đỏ. Nút này ngắt điện cả tầng.":                   true,
		"Trước kia cửa hàng phải in hai liên, nay chỉ một.":             true,
		"Mẫu BM-07 đã bãi bỏ từ quý hai.":                               true,
		"Đổi màu nền không giúp máy in nhanh hơn.":                      true,
		"Cần có sẵn: đèn pin, tua vít.":                                 true,
		"⚠️ Do not lift the lid while the light is on.":                 true,
		"Warning: never mix the two cleaners. The fumes are poisonous.": true,
		"Previously this was done by fax.":                              true,
		"The old form is obsolete.":                                     true,
		"Swapping the two cables makes no difference.":                  true,
		"Prerequisites: a spare key and a torch.":                       true,
		"Đừng tắt máy. Hãy gỡ thẻ nhớ ra trước.":                        false,
		"Nếu cách trên không giúp được thì gọi kỹ thuật.":               false,
		"If that does not help, replace the belt.":                      false,
		"Remove printers that are no longer supported.":                 false,
		"Trước khi bắt đầu, rút phích cắm.":                             false,
		"Kiểm tra lại dây nguồn, không cần tháo vỏ.":                    false,
		"Before you start, unplug the machine.":                         false,
		"Mở nắp sau rồi lấy giấy ra.":                                   false,
		"Hold the button. Do not let go before it beeps.":               false,
		"Không nhận được thư thì mở hộp thư rác.":                       false,
		"Kiểm tra xem lỗi là do dây hay do ổ cắm.":                      false,
		"Chuyển sang mạng khác, vì mạng công ty chặn cổng này.":         false,
	} {
		if got := w.aloof(s); got != want {
			t.Errorf("aloof(%q) = %v", s, got)
		}
	}
}

// An offer is known by its words, or by a price or a percentage beside them; what costs
// something and what is a setting is none.
func TestSells(t *testing.T) {
	w := loaded(t)
	for s, want := range map[string]bool{
		"Thuê trọn năm, giảm đến 30%.":                        true,
		"Gói vàng giá chỉ 99.000đ.":                           true,
		"Ưu đãi: tặng thêm một tháng khi gia hạn.":            true,
		"Phiên bản cho iPad đã ra mắt!":                       true,
		"Order today and save 25%.":                           true,
		"Go Pro starting at $9.99.":                           true,
		"All cases are 15% off this week.":                    true,
		"Join our community of bakers.":                       true,
		"Giảm 20% độ sáng màn hình.":                          false,
		"Nạp tối thiểu 50.000đ vào ví.":                       false,
		"Sạc pin tới 80%.":                                    false,
		"Mã ưu đãi báo không hợp lệ, giảm đến 30% bị từ chối": false,
		"Charge the battery to 80% or turn it off.":           false,
		"Refunds above $100.00 need a manager.":               false,
		"The free trial has expired and I cannot log in":      false,
		"Save the file at 100%.":                              false,
	} {
		if got := w.sells(s); got != want {
			t.Errorf("sells(%q) = %v", s, got)
		}
	}
}

// A sentence does not end within what a screen says.
func TestSentencesAndQuotations(t *testing.T) {
	for s, want := range map[string]int{
		`Máy hiện "Mất kết nối. Thử lại sau." rồi tắt.`:              1,
		`The page says “Sorry. Try again.” Reload it.`:               2,
		`Choose "Print". Then choose "Copies".`:                      2,
		`Use a screen of 24" or more. Turn it on.`:                   2,
		`Hệ thống báo: "Sai mã. Nhập lại mã?" Nhập lại mã trên thẻ.`: 2,
	} {
		if got := sentences(s); len(got) != want {
			t.Errorf("sentences(%q) = %q, want %d", s, got, want)
		}
	}
	if got := page.Lines("Việc cần làm\n•\tTắt quạt\no\tRút dây\n•\tMở nắp\n1.\tLau sạch\n", 1); len(got) != 4 || got[1].Text != "Tắt quạt" || len(got[1].Kids) != 1 || got[3].Number != 1 {
		t.Errorf("a list with tabs behind its marks reads %+v", got)
	}
}

// The end of a page goes from a line that surely ends it, unless something is still to be
// done behind that.
func TestEndOfAPage(t *testing.T) {
	w := loaded(t)
	for text, want := range map[string]int{
		"Lau đầu in.|Chúc các bạn thành công!|In nhanh – Giấy bền|#mayin #giay": 1,
		"Wipe the head.|© 2024 Printify|Ask AI":                                 1,
		"Lau đầu in.|Cảm ơn bạn đã chờ.|Sau đó khởi động lại máy in một lần.":   3,
		"Lau đầu in.|Cảm ơn bạn đã chờ.|Vẫn lỗi thì mực đã hết.":                3,
		"Wipe the head.|Close the lid.":                                         2,
	} {
		var list []page.Block
		for i, l := range strings.Split(text, "|") {
			list = append(list, page.Block{Text: l, Line: i + 1})
		}
		if got := (&sorter{w: w}).untailed(list); len(got) != want {
			t.Errorf("untailed(%q) leaves %d lines, want %d", text, len(got), want)
		}
	}
}
