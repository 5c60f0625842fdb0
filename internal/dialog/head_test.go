package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestALineBeginsWithTheAnswer and goes on with something else, which is kept and
// turns no answer round.
func TestALineBeginsWithTheAnswer(t *testing.T) {
	_, o := says(t, "FROM_NUMBER_NOT_FOUND", "không, tất cả máy đều bị")
	if o.Handoff == nil || !strings.Contains(o.Handoff.Facts["told"], "tất cả máy") {
		t.Errorf("got %q (%s), want the hand-off of who does not translate, with what was told", o.Kind, said(o))
	}
	tk, o := says(t, "GET_USER_MEDIA_ERROR", "cốc cốc, trang http://10.0.0.5/call")
	if o.Kind != chat.TurnStep {
		t.Errorf("got %q at %q (%s), want the step for that browser", o.Kind, tk.st.Place.Screen, said(o))
	}
	_, o = says(t, "gọi ra là bị ngắt ngay lập tức", "không có mã", "02871001234, ai trong nhóm cũng bị từ sáng")
	if got := o.State.Facts["hotline"]; got != "02871001234" {
		t.Errorf("hotline is %q (%s)", got, said(o))
	}
}

// TestCallsThatComeIn are no error of calls that go out, and a number that its
// carrier blocks is not on the firm's own list.
func TestCallsThatComeIn(t *testing.T) {
	for _, line := range []string{"khách gọi vào hotline mà máy em không đổ chuông", "đầu số công ty bị nhà mạng chặn rồi"} {
		if tk, o := says(t, line); tk.st.Place.Flow != nil || o.Kind == chat.TurnTopic {
			t.Errorf("%q: got %q (%s), want no guide for calls that go out", line, o.Kind, said(o))
		}
	}
}

// TestAYesBesideTheRoleIsNoQuestion that would be kept for staff.
func TestAYesBesideTheRoleIsNoQuestion(t *testing.T) {
	for _, line := range []string{"yes, I'm the admin", "I'm the admin, correct", "right, I am an admin"} {
		_, o := says(t, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "they share one account, is that a problem?", line)
		if strings.Contains(said(o), "noted") {
			t.Errorf("%q: got %s, want the step alone", line, said(o))
		}
	}
}
