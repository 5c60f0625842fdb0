package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhoTellsEnoughIsNotAskedForever: with the second thing told the request goes, and
// it can be taken back.
func TestWhoTellsEnoughIsNotAskedForever(t *testing.T) {
	before := []string{"em muốn xuất hóa đơn tháng này thì làm sao", "công ty chị ở Cần Thơ"}
	tk, o := says(t, append(before, "hóa đơn số 118 bị sai tên")...)
	if o.Handoff == nil || !strings.Contains(o.Handoff.Facts["told"], "Cần Thơ") || !strings.Contains(said(o), "hủy yêu cầu") {
		t.Fatalf("got %q (%s), want it sent with what was told", o.Kind, said(o))
	}
	if again := tk.hears("ừ gửi giúp chị nhé"); again.Kind != chat.TurnWaiting {
		t.Errorf("got %q (%s), want that it was sent already", again.Kind, said(again))
	}
	if back := tk.hears("hủy yêu cầu"); !back.Cancel {
		t.Errorf("got %q (%s), want it taken back", back.Kind, said(back))
	}
	for _, line := range []string{"thôi khỏi cần gửi", "đợi chị hỏi kế toán đã", "bao lâu thì có hóa đơn vậy em"} {
		if _, o := says(t, append(before, line)...); o.Handoff != nil {
			t.Errorf("%q: got a hand-off (%s), want none", line, said(o))
		}
	}
}

// TestACountIsNoWish for a person.
func TestACountIsNoWish(t *testing.T) {
	if _, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", "bên chị dùng gói 40 người"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want it noted", o.Kind, said(o))
	}
}
