package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestARejectionIsNoFailure: what was only understood is given up, nothing is
// counted as tried, and it is not understood again.
func TestARejectionIsNoFailure(t *testing.T) {
	tk, o := says(t, "khách nhấc máy mà không nghe em nói gì", "không phải đâu, mic em vẫn tốt, khách nghe im re")
	if o.Kind != chat.TurnDenied || tk.st.Place.Flow != nil || len(tk.st.Path) > 0 {
		t.Errorf("got %q at %q with %v tried, want the topic given up", o.Kind, tk.st.Place.Screen, tk.st.Path)
	}
	if o := tk.hears("khách không nghe em nói"); o.Kind != chat.TurnOutside {
		t.Errorf("got %q, want what was taken back not found again", o.Kind)
	}
	if o := tk.hears("GET_USER_MEDIA_ERROR"); o.State.Place.Flow == nil {
		t.Errorf("got %q, want a code to count for more", o.Kind)
	}
}

// TestARejectionSaysWhatIsMeant opens the error that it names.
func TestARejectionSaysWhatIsMeant(t *testing.T) {
	for said, topic := range map[string]string{
		"nhầm rồi, ý em là số của khách bị chặn":                "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"không phải, nó báo tài khoản đang bận ở cuộc gọi khác": "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
	} {
		tk, o := says(t, "lỗi google dịch", said)
		if f := tk.st.Place.Flow; f == nil || f.Topic != topic {
			t.Errorf("%q: got %q and %+v, want %s", said, o.Kind, f, topic)
		}
	}
}

// TestANoAnswersWhatIsAsked: a question with yes and no, a step that was tried,
// a code the user told.
func TestANoAnswersWhatIsAsked(t *testing.T) {
	for _, lines := range [][]string{
		{"FROM_NUMBER_NOT_FOUND", "không, trang của em vẫn tiếng Việt"},
		{"AGENT_FROM_NOT_FOUND", "chrome", "vẫn lỗi", "không, em làm rồi mà nó vẫn thế"},
		{"lỗi google dịch", "chrome", "không, bấm vào đâu thì mới tắt được ạ"},
	} {
		if _, o := says(t, lines...); o.Kind == chat.TurnDenied || len(o.State.Rejected) > 0 {
			t.Errorf("%q: got %q, want no topic given up", lines, o.Kind)
		}
	}
}

// TestNoNumberToCall is said where one is asked for, and again in other words to
// who insists; nobody is sent back to a step for that.
func TestNoNumberToCall(t *testing.T) {
	tk, first := says(t, "AGENT_FROM_NOT_FOUND", "chrome", "cho em xin số điện thoại tổng đài hỗ trợ")
	again := tk.hears("không, em muốn gọi điện cho tổng đài cơ")
	if tk.st.Place.Screen != dialog.AtOffer || first.Say[0].Text == again.Say[0].Text {
		t.Errorf("got %q at %q, want other words at the offer", again.Say[0].Text, tk.st.Place.Screen)
	}
	if o := tk.hears("em dùng edge"); o.Handoff != nil || tk.st.Place.Screen != dialog.AtStep {
		t.Errorf("got %q at %q, want the walk behind the offer", o.Kind, tk.st.Place.Screen)
	}
}
