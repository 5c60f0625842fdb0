package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestLaterTakesNothingBack: who puts it off while a person is waited for keeps his
// request; who cancels has none.
func TestLaterTakesNothingBack(t *testing.T) {
	for line, cancels := range map[string]bool{"thôi để khi khác đi em": false, "để chiều chị coi lại": false, "thôi hủy yêu cầu đi": true} {
		if _, o := says(t, "gặp nhân viên", line); o.Cancel != cancels {
			t.Errorf("%q: got %q (%s), want it taken back: %t", line, o.Kind, said(o), cancels)
		}
	}
}

// TestAFaultAmongOtherThings is heard, whatever its writer does meanwhile.
func TestAFaultAmongOtherThings(t *testing.T) {
	for _, line := range []string{"chị đang chạy số mà gọi không đi", "anh đang giao hàng mà gọi chẳng đi", "ở shop mình gọi khách không được"} {
		if _, o := says(t, line); o.Kind != chat.TurnAsk || strings.Contains(said(o), "«") {
			t.Errorf("%q: got %q (%s), want the errors listed", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "gặp nhân viên", "em không có quyền đó đâu"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want it noted and not taken for a question", o.Kind, said(o))
	}
	if _, o := says(t, "gọi tắt ngay, cho chị gặp nhân viên"); o.Handoff == nil || o.Handoff.Topic != "CALL_ENDS_IMMEDIATELY" {
		t.Errorf("got %s, want the error on the request", said(o))
	}
}

// TestWhoWantsToBeCalled hears that people answer here, and his number is his own.
func TestWhoWantsToBeCalled(t *testing.T) {
	_, o := says(t, "lỗi micro", "chrome", "thôi gọi điện cho anh đi, 0966112233")
	if o.State.Facts["phone"] != "0966112233" || !strings.Contains(said(o), "cuộc trò chuyện này") || strings.Contains(said(o), "bước trên") {
		t.Errorf("got %s with %v, want the number noted and where people answer", said(o), o.State.Facts)
	}
	if _, o := says(t, "lỗi micro", "chrome", "gọi điện cho khách vẫn không được"); strings.Contains(said(o), "cuộc trò chuyện này") {
		t.Errorf("got %s, want a failure", said(o))
	}
	if _, o := says(t, "0933445566"); o.Kind != chat.TurnNoted || !strings.Contains(said(o), "0933445566") {
		t.Errorf("got %q (%s), want the number noted", o.Kind, said(o))
	}
	if _, o := says(t, "có cần đưa mật khẩu cho em không"); !strings.Contains(said(o), "đừng gửi mật khẩu") {
		t.Errorf("got %s, want it answered", said(o))
	}
}

// TestACallUnderWayIsNoSuccess, also where nobody types marks: "dang goi" is "đang gọi",
// and "đặng gòi" of the South is told by its own.
func TestACallUnderWayIsNoSuccess(t *testing.T) {
	for line, ends := range map[string]bool{"hom qua dang goi cho khach thi vay": false, "dang goi ra thi mat luon": false, "đặng gòi nghen em": true, "duoc roi em": true} {
		if _, o := says(t, "lỗi micro", "chrome", line); o.Solved != ends {
			t.Errorf("%q: got %q (%s), want it solved: %t", line, o.Kind, said(o), ends)
		}
	}
}

// TestWhatCanBeHadBackIsAsked: who waits and asks for something to be restored is not
// glad.
func TestWhatCanBeHadBackIsAsked(t *testing.T) {
	for line, kind := range map[string]string{"khôi phục số đó lại được hông": chat.TurnPassedOn, "mở lại dc ko em": chat.TurnPassedOn, "gọi ra lại được rồi em": chat.TurnWaitDone} {
		if _, o := says(t, "gặp nhân viên", line); o.Kind != kind {
			t.Errorf("%q: got %q (%s), want %q", line, o.Kind, said(o), kind)
		}
	}
}

// TestWhoTellsHisRightsAndAsks where to go is shown the step, also where staff were
// offered: he may do it himself.
func TestWhoTellsHisRightsAndAsks(t *testing.T) {
	if _, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "mỗi mình em", "chị admin nè, vô chỗ nào chỉnh"); o.State.Role != "admin" || !strings.Contains(said(o), "Số hotline") {
		t.Errorf("got role %q, %s, want the step of an admin", o.State.Role, said(o))
	}
	if _, o := says(t, "số khách bị chặn rồi", "gỡ chặn có phải nhờ bên em không", "anh có quyền quản trị"); o.State.Role != "admin" || o.State.Place.Screen != dialog.AtStep {
		t.Errorf("got role %q at %q (%s), want the step", o.State.Role, o.State.Place.Screen, said(o))
	}
}
