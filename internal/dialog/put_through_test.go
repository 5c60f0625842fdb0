package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhomOneIsPutThroughTo is a yes to the offer, and stands in the note; a story about
// such people, and what somebody of the user's own firm does, is none.
func TestWhomOneIsPutThroughTo(t *testing.T) {
	for line, yes := range map[string]bool{
		"cho anh gặp bên kế toán": true, "vậy nối chị qua phòng kinh doanh đi": true, "nối cho em anh Phong đi": true, "vậy tôi phải hỏi ai": true,
		"chuyển máy cho cấp trên của bạn đi": true, "put me through to billing": true,
		"em gửi mail cho kế toán bên bạn hôm qua rồi mà chưa ai trả lời": false, "em gặp kế toán rồi, họ bảo hỏi bên này": false, "để em hỏi kế toán bên em": false,
		"hỏi ai cũng không biết": false, "chuyển khoản cho bên nào": false, "gửi cho sếp em được không": false, "đừng chuyển cho kế toán": false,
	} {
		_, o := says(t, "bên em muốn nâng gói cước thì sao", line)
		if (o.Handoff != nil) != yes {
			t.Errorf("%q: got %q (%s), want consent: %t", line, o.Kind, said(o), yes)
		}
		if told := o.State.Facts["told"]; yes && !strings.HasSuffix(told, line) {
			t.Errorf("%q: the note says %q", line, told)
		}
	}
}

// TestWhoIsOrderedFor needs no question, in a walk either.
func TestWhoIsOrderedFor(t *testing.T) {
	for line, yes := range map[string]bool{
		"gửi nhân viên coi giùm em": true, "đưa máy cho quản lý của bạn": true, "cho tôi nói chuyện với sếp bên bạn": true,
		"để em gửi cho quản lý xem": false, "chuyển khách cho nhân viên khác giúp em": false,
	} {
		if _, o := says(t, "lỗi micro", "chrome", line); (o.Handoff != nil) != yes {
			t.Errorf("%q: got %q (%s), want a hand-off: %t", line, o.Kind, said(o), yes)
		}
	}
}

// TestWhatFailsByNow is heard as if no person was offered, unless it is more of the same.
func TestWhatFailsByNow(t *testing.T) {
	for line, asked := range map[string]bool{
		"mà giờ gọi cũng không được": true, "gọi khách không được nữa": true, "ủa sao chẳng gọi ra được": true,
		"khách gọi vào không được": false,
	} {
		_, o := says(t, "bên em muốn nâng gói cước thì sao", line)
		if listed := o.Kind == chat.TurnAsk; listed != asked {
			t.Errorf("%q: got %q (%s), want the errors listed: %t", line, o.Kind, said(o), asked)
		}
	}
	if _, o := says(t, "CALL_NOT_ALLOWED_BY_CALLEE_SERVER", "gọi số nào cũng không được"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want it noted with the code", o.Kind, said(o))
	}
}

// TestNoFault: who only asks hears that he was understood, each time in other words.
func TestNoFault(t *testing.T) {
	tk, first := says(t, "cho hỏi cách xem lại lịch sử cuộc gọi theo ngày", "không phải lỗi nha, mình hỏi cách làm thôi")
	if first.Kind != chat.TurnOutside || strings.Contains(said(first), "«") || !strings.Contains(said(first), "không phải báo lỗi") {
		t.Errorf("got %q (%s), want that it is a question", first.Kind, said(first))
	}
	if again := tk.hears("thì có lỗi gì đâu"); again.Kind != chat.TurnOutside || said(again) == said(first) {
		t.Errorf("got %q (%s), want it said in other words", again.Kind, said(again))
	}
}
