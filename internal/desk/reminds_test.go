package desk_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/desk"
	"hotro/internal/record"
)

// TestAReminderIsSpokenOfWhenItWentOut: where it reaches nobody the user is promised
// none and told of none, then and later.
func TestAReminderIsSpokenOfWhenItWentOut(t *testing.T) {
	for _, reaches := range []bool{true, false} {
		o := newOffice(t)
		o.reminds = func() bool { return reaches }
		o.restart()
		o.asks(12)
		o.passes(16 * time.Minute)
		var later desk.Outlook
		o.turn(func(r *record.Record) { later, _ = o.Outlook(r, 3) })
		all := strings.Join(append(o.told(), later.Text), "\n")
		if got := strings.Contains(all, "nhắc nhân viên"); got != reaches {
			t.Errorf("a reminder reaches somebody: %t; the user heard:\n%s", reaches, all)
		}
		if !strings.Contains(all, "vẫn chưa có người nhận") || !strings.Contains(later.Text, "Trước anh/chị còn 2 yêu cầu") {
			t.Errorf("reaches %t: the user heard:\n%s\nwant that nobody has taken it, and the place", reaches, all)
		}
	}
}
