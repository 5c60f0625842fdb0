package dialog_test

import (
	"testing"
	"time"

	"hotro/internal/dialog"
)

// TestStepLeavesItsStateAlone holds Step to what makes it pure: who steps from the
// same state twice gets the same, and the state is as it was.
func TestStepLeavesItsStateAlone(t *testing.T) {
	e, now := mustShipped(t), monday
	var st dialog.State
	for _, s := range []string{
		"em bị lỗi FROM_NUMBER_NOT_FOUND", "2", "xong rồi", "vẫn không được", "quay lại", "em dùng chrome trên máy tính", "đâu phải, em hỏi là không nghe khách nói",
		"số hotline của em là 19001234, lúc 9h sáng nay", "GET_USER_MEDIA_ERROR", "được rồi", "cho em gặp nhân viên", "call-vn-1-ABCDEFGHIJ-1700000000000", "em không biết", "menu",
	} {
		before := string(kept(t, st))
		now = now.Add(time.Minute)
		once := e.Step(st, []dialog.Line{textLine(s)}, now)
		if after := string(kept(t, st)); after != before {
			t.Fatalf("after %q the state that was handed in is\n%s\nit was\n%s", s, after, before)
		}
		first := string(kept(t, once.State))
		if twice := e.Step(st, []dialog.Line{textLine(s)}, now); string(kept(t, twice.State)) != first || string(kept(t, once.State)) != first {
			t.Fatalf("%q said twice from one state gives\n%s\nand\n%s", s, first, kept(t, twice.State))
		}
		st = once.State
	}
}
