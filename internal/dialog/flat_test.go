package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestAFlatNoIsANo to any question, and a flat yes is a yes.
func TestAFlatNoIsANo(t *testing.T) {
	for _, no := range []string{
		"dịch diệc gì đâu trời", "dịch gì mà dịch em", "dịch với chả dịch", "làm gì có vụ đó", "có bao giờ đâu", "chị đã đụng vô bao giờ đâu", "dịch đâu mà dịch", "đời nào",
		"lam gi co", "dich gi ma dich",
	} {
		if _, o := says(t, "FROM_NUMBER_NOT_FOUND", no); o.Handoff == nil {
			t.Errorf("%q: got %q (%s), want it taken for not translated", no, o.Kind, said(o))
		}
	}
	if _, o := says(t, "FROM_NUMBER_NOT_FOUND", "dịch chứ sao không"); o.Handoff != nil || o.State.Place.Flow == nil || o.State.Place.Flow.Topic == "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("got %q (%s), want it taken for translated", o.Kind, said(o))
	}
	for _, line := range []string{"dịch là gì", "ai mà biết", "dịch do cái gì"} {
		if _, o := says(t, "FROM_NUMBER_NOT_FOUND", line); o.Handoff != nil {
			t.Errorf("%q: got %q (%s), want no denial heard", line, o.Kind, said(o))
		}
	}
	tk, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "không rõ", "quyền gì mà quyền")
	if tk.st.Role != "user" {
		t.Errorf("got role %q (%s), want none taken", tk.st.Role, said(o))
	}
}

// TestAQuestionThatCannotBeAsked is not asked again.
func TestAQuestionThatCannotBeAsked(t *testing.T) {
	tk, o := says(t, "AGENT_FROM_NOT_FOUND", "web có lên đâu mà chọn")
	if o.State.Place.Screen != dialog.AtOffer || o.State.Place.Flow != nil {
		t.Errorf("got %q at %q (%s), want the offer", o.Kind, o.State.Place.Screen, said(o))
	}
	if o = tk.hears("ừ gửi đi"); o.Handoff == nil || o.Handoff.Facts["told"] == "" {
		t.Errorf("got %q (%s), want it sent with what was told", o.Kind, said(o))
	}
	if _, o := says(t, "gọi là ngắt ngay", "chưa có cuộc nào lên đâu mà mã"); o.State.Place.Screen != dialog.AtOffer || !o.State.NoID {
		t.Errorf("got %q at %q (%s), want no ID asked for", o.Kind, o.State.Place.Screen, said(o))
	}
}

// TestAListTakesNoObjectionForAPick of what the objection names.
func TestAListTakesNoObjectionForAPick(t *testing.T) {
	_, o := says(t, "gọi không được", "có bấm gọi được đâu mà micro")
	if o.Kind != chat.TurnNoted || o.State.Place.Flow != nil {
		t.Errorf("got %q (%s), want it noted", o.Kind, said(o))
	}
}

// TestTheOfferHearsItsWork asked for in any order; who does it himself says no yes.
func TestTheOfferHearsItsWork(t *testing.T) {
	for line, want := range map[string]bool{
		"rà lại hóa đơn giùm anh": true, "vậy phiền bên mình xử lý": true, "check hộ em cái": true, "xem lai giup": true,
		"để anh kiểm tra lại": false, "em nhờ kế toán xem rồi": false, "chỉ em cách xem với": false,
	} {
		if _, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", line); (o.Kind == chat.TurnHandoff) != want {
			t.Errorf("%q: got %q (%s), want a yes: %t", line, o.Kind, said(o), want)
		}
	}
}

// TestTheirScreenWentTooFast, not our words.
func TestTheirScreenWentTooFast(t *testing.T) {
	if _, o := says(t, "gọi không được", "nó hiện nhanh đọc không kịp"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want another question", o.Kind, said(o))
	}
	if _, o := says(t, "lỗi micro", "chrome", "em nhắn nhanh đọc không kịp"); o.Kind != chat.TurnRepeat {
		t.Errorf("got %q (%s), want the step again", o.Kind, said(o))
	}
}
