package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestOnlyAYesCallsAPerson: however much is told at the offer, it is written down, each
// time in other words, and goes with the yes.
func TestOnlyAYesCallsAPerson(t *testing.T) {
	tk, before := says(t, "em muốn xuất hóa đơn tháng này thì làm sao")
	for _, line := range []string{"công ty chị ở Cần Thơ", "hóa đơn số 118 bị sai tên", "kế toán mới vào nên chưa rành", "trời ơi mệt ghê", "tháng trước thì đúng"} {
		o := tk.hears(line)
		if o.Handoff != nil || said(o) == said(before) {
			t.Fatalf("%q: got %q (%s), want it noted in other words", line, o.Kind, said(o))
		}
		before = o
	}
	if o := tk.hears("ừ gửi giúp chị nhé"); o.Handoff == nil || !strings.Contains(o.Handoff.Facts["told"], "Cần Thơ") || !strings.Contains(o.Handoff.Facts["told"], "tháng trước") {
		t.Errorf("got %q (%s), want it sent with what was told", o.Kind, said(o))
	}
	if back := tk.hears("hủy yêu cầu"); !back.Cancel {
		t.Errorf("got %q (%s), want it taken back", back.Kind, said(back))
	}
	for _, line := range []string{"thôi khỏi cần gửi", "đợi chị hỏi kế toán đã", "bao lâu thì có hóa đơn vậy em", "20 phút nữa chị vô lại"} {
		if _, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", "công ty chị ở Cần Thơ", line); o.Handoff != nil {
			t.Errorf("%q: got a hand-off (%s), want none", line, said(o))
		}
	}
}

// TestNothingIsReopenedThatWasNot: what is opened again is a setting where nobody had
// asked for a person.
func TestNothingIsReopenedThatWasNot(t *testing.T) {
	for _, line := range []string{"lúc nãy lỡ tay cấm mic, muốn mở lại giùm em", "ban nãy tắt nhầm cái gì đó, mở lại giúp chị"} {
		if _, o := says(t, line); o.Handoff != nil {
			t.Errorf("%q: got a hand-off (%s), want none", line, said(o))
		}
	}
	if _, o := says(t, "gặp nhân viên", "hủy yêu cầu", "mở lại yêu cầu hồi nãy giúp chị"); o.Handoff == nil {
		t.Errorf("got %q (%s), want the request again", o.Kind, said(o))
	}
}

// TestACountIsNoWish for a person.
func TestACountIsNoWish(t *testing.T) {
	if _, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", "bên chị dùng gói 40 người"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want it noted", o.Kind, said(o))
	}
}
