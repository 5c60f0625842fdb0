package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestWhatIsToBeSetUp is passed on where no document shows it: neither an error is guessed,
// nor is the colleague whom it is about fetched. What undoes an error is shown.
func TestWhatIsToBeSetUp(t *testing.T) {
	for line, want := range map[string]string{
		"hướng dẫn em chặn số này":                 chat.TurnOutside,
		"muon khoa so khach nay thi lam sao":       chat.TurnOutside,
		"phân công nhân viên trực hotline ở đâu":   chat.TurnOutside,
		"nối máy khách qua bạn khác bằng cách nào": chat.TurnOutside,
		"we want to rename an agent":               chat.TurnOutside,
		"gỡ chặn cho số khách kiểu gì":             chat.TurnHow,
		"chặn rồi giờ gọi lại báo lỗi":             chat.TurnTopic,
		"chuyển máy cho nhân viên hỗ trợ giúp em":  chat.TurnHandoff,
	} {
		k, o := says(t, line)
		if o.Kind != want || k.st.Person != (want == chat.TurnHandoff) {
			t.Errorf("%q: got %s: %q, want %s", line, o.Kind, said(o), want)
		}
	}
}
