package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestLeaveIsTakenAfterAnEnd in many words, and is no comment, no error and no
// reason to offer a person.
func TestLeaveIsTakenAfterAnEnd(t *testing.T) {
	ends := map[string][]string{
		"rated":     {"AGENT_FROM_NOT_FOUND", "chrome", "gọi được rồi", "5", "bỏ qua"},
		"commented": {"AGENT_FROM_NOT_FOUND", "chrome", "gọi được rồi", "5"},
		"cancelled": {"gặp nhân viên", "hủy yêu cầu"},
	}
	for name, before := range ends {
		for _, said := range []string{"thôi em đi làm tiếp đây", "chúc em một ngày vui", "bye em", "ok em, chị họp nha"} {
			if _, o := says(t, append(before, said)...); o.Kind != chat.TurnBye || o.Handoff != nil {
				t.Errorf("%s, %q: got %q, want %q", name, said, o.Kind, chat.TurnBye)
			}
		}
	}
	for said, kind := range map[string]string{
		"ủa sao còn hỏi lỗi nữa":    chat.TurnCalm,
		"5 sao nha, thôi em đi đây": chat.TurnRate,
	} {
		if _, o := says(t, "AGENT_FROM_NOT_FOUND", "chrome", "gọi được rồi", said); o.Kind != kind {
			t.Errorf("%q: got %q, want %q", said, o.Kind, kind)
		}
	}
	for _, said := range []string{"chào em, cho hỏi chút", "chúc em ngày mới, cho chị hỏi lỗi GET_USER_MEDIA_ERROR"} {
		if _, o := says(t, said); o.Kind == chat.TurnBye {
			t.Errorf("%q: got %q for who begins", said, o.Kind)
		}
	}
}

// TestAMatterIsGivenUpForAReason: it is closed and not put aside.
func TestAMatterIsGivenUpForAReason(t *testing.T) {
	for _, said := range []string{"sếp cố ý chặn số này, thôi em gọi khách khác", "khỏi gỡ nữa em, chị gọi người khác"} {
		tk, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", said)
		if o.Kind != chat.TurnStop || len(tk.st.Place.Stack) > 0 || tk.st.Place.Flow != nil {
			t.Errorf("%q: got %q at %q, want the matter closed", said, o.Kind, tk.st.Place.Screen)
		}
	}
	for _, said := range []string{"gọi số khác cũng bị", "gọi số khác được không em", "ai cố tình chặn số này vậy"} {
		if _, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", said); o.Kind == chat.TurnStop {
			t.Errorf("%q: the matter was closed", said)
		}
	}
}

// TestOneWordIsNoRequest: a request has a verb of its own, and no object that
// makes it something else.
func TestOneWordIsNoRequest(t *testing.T) {
	step := []string{"AGENT_FROM_NOT_FOUND", "chrome"}
	for said, not := range map[string]string{
		"nó bắt đầu bị từ sáng nay á":                   chat.TurnRestart,
		"never mind that, what should they change?":     chat.TurnStop,
		"thì nãy giờ chị nói rồi đó, chưa được":         chat.TurnSolved,
		"bấm rồi nó lại quay lại tiếng anh như lúc nãy": chat.TurnBack,
	} {
		if _, o := says(t, append(step, said)...); o.Kind == not {
			t.Errorf("%q: got %q", said, o.Kind)
		}
	}
	if _, o := says(t, append(step, "bực quá, kêu đứa nào rành vô đây coi")...); o.Handoff == nil {
		t.Errorf("got %q, want a person called", o.Kind)
	}
	if _, o := says(t, append(step, "để em kêu đứa nào rành qua đây")...); o.Handoff != nil {
		t.Errorf("got a person called for what the user does")
	}
	if _, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", "em không có quyền", "vâng em báo anh quản lý"); o.Kind != chat.TurnHold {
		t.Errorf("got %q, want %q", o.Kind, chat.TurnHold)
	}
}
