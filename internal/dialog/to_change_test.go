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
