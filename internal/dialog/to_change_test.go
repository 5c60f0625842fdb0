package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestToChange: what stands otherwise than the step would set it is what to change; what
// was changed, was so before, or is still so is not.
func TestToChange(t *testing.T) {
	for line, want := range map[string]bool{
		"trang bên chị nằm trong mục Chặn":                     true,
		"mở ra thấy micro nó để Bị chặn":                       true,
		"vo roi, thay trang nam o phan Chan":                   true,
		"nó đang để Chặn, em chuyển sang Cho phép, gọi thử đã": false,
		"nó vẫn để Chặn hoài":                                  false,
	} {
		_, o := says(t, "GET_USER_MEDIA_ERROR", "Chrome", line)
		if got := o.Kind == chat.TurnAnswer; got != want {
			t.Errorf("%q: got %s (%s), want what to change: %v", line, o.Kind, said(o), want)
		}
	}
}

// TestGreyedRights: what is grey in the settings is so for want of rights; what anybody
// may press, or an admin, is nothing the documents tell of.
func TestGreyedRights(t *testing.T) {
	for _, x := range []struct {
		before []string
		want   string
	}{
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT"}, chat.TurnForward},
		{[]string{"khách không thấy đổ chuông"}, chat.TurnOutside},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "ai cũng bị", "em là admin"}, chat.TurnOutside},
	} {
		_, o := says(t, append(x.before, "nút đó bị mờ, bấm không được")...)
		if o.Kind != x.want {
			t.Errorf("%v: got %s (%s), want %s", x.before, o.Kind, said(o), x.want)
		}
	}
}

// TestRestToDo: for whom a step was not done yet, it is still to be done; a step done for
// everybody that did not help is not said again.
func TestRestToDo(t *testing.T) {
	for line, want := range map[string]bool{
		"tách cho 2 bạn rồi, 3 bạn còn lại vẫn bị": true,
		"chia 4 nick rồi, 2 nick kia vẫn lỗi":      true,
		"tách cho cả 5 bạn rồi mà vẫn lỗi":         false,
	} {
		_, o := says(t, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "dùng chung tài khoản", "em là admin", line)
		if got := o.Kind == chat.TurnHold; got != want {
			t.Errorf("%q: got %s (%s), want the rest still to do: %v", line, o.Kind, said(o), want)
		}
	}
}

// TestReached: who says that the page is no longer translated skips the step for those
// whose page still is; who only did the step does not.
func TestReached(t *testing.T) {
	for line, want := range map[string]bool{
		"trang về chữ gốc rồi mà gọi vẫn không được": false,
		"em tắt rồi mà gọi vẫn không được":           true,
	} {
		_, o := says(t, "AGENT_FROM_NOT_FOUND", "Cốc Cốc", line)
		if got := o.Kind == chat.TurnStep; got != want {
			t.Errorf("%q: got %s (%s), want the next step: %v", line, o.Kind, said(o), want)
		}
	}
}
