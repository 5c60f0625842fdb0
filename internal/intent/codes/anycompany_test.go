package codes_test

import (
	"fmt"
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb/kbtest"
)

// TestCodesOfAnyCompany: codes of the forms that devices, payment and office programs
// have are found however they are told, ninety of ninety; numbers of other things open
// nothing, twelve of twelve.
func TestCodesOfAnyCompany(t *testing.T) {
	codes := []string{"E-05", "403", "30003", "CAM_1001", "M100", "0x80070005", "5001001", "webcam_not_readable", "P0420", "FI-201", "U-13-2", "4C", "PX-9", "ERR_PAPER_OUT", "SIP-486"}
	problems := []string{
		"Kẹt giấy", "Không vào được trang quản trị", "Tin nhắn bị chặn", "Camera mất hình", "Hết mực", "Không cài được bản mới", "Thẻ bị từ chối", "Webcam không mở được",
		"Bộ lọc khí thải kém", "Kỳ kế toán đã khóa", "Quạt không quay", "Nước không thoát", "Tệp xuất bị từ chối", "Hết giấy in", "Máy bận",
	}
	var doc strings.Builder
	doc.WriteString("# Lỗi\n")
	for i, c := range codes {
		fmt.Fprintf(&doc, "\n## %s\n<!-- topic\nid: loi-%d\ncodes: %s\n-->\n\n1. Làm bước thứ nhất rồi thử lại.\n", problems[i], i, c)
	}
	m := intenttest.New(t, kbtest.Compile(t, kbtest.Docs("a.md", doc.String())))
	right, all := 0, 0
	for i, c := range codes {
		for _, line := range []string{
			"bị lỗi " + c,
			"mã lỗi " + strings.ToLower(c) + " nha em",
			"màn hình nó hiện lỗi: " + c + ".",
			"error code " + c,
			"chị đang làm thì văng ra mã " + c + ", giờ làm sao",
			"[10:22:31] ERROR code=" + c,
		} {
			all++
			if r := m.Match(line); r.Intent == intent.KindTopic && r.Topic == fmt.Sprintf("loi-%d", i) {
				right++
			} else {
				t.Errorf("Match(%q) = %s, want loi-%d", line, intenttest.Said(r), i)
			}
		}
	}
	t.Logf("%d of %d codes", right, all)
	closed := []string{
		"gọi số 30004 không ai nghe", "đơn hàng 403112 chưa tới", "mã lỗi 77120", "phòng 501 tầng 5", "chuyển 403.000 đồng rồi", "lỗi E-77",
		"ngày 4/03 bị một lần", "nhà số 100 đường M", "CAM_2002", "OTP 500100 hết hạn", "cổng 8403", "0x8007FFFF",
	}
	for _, line := range closed {
		if r := m.Match(line); r.Intent == intent.KindTopic {
			t.Errorf("Match(%q) opens %s by %s", line, r.Topic, r.Code)
		}
	}
	t.Logf("%d numbers open nothing", len(closed))
}
