package dialog_test

import "testing"

// TestAllIsWellInTheSameBreathAsPraise, or where no step is open; a device that
// works, or a call that did before, ends nothing.
func TestAllIsWellInTheSameBreathAsPraise(t *testing.T) {
	step := []string{"GET_USER_MEDIA_ERROR", "chrome"}
	for _, c := range []struct {
		before []string
		line   string
		solved bool
	}{
		{step, "bật xong rồi, hay quá, 5 sao luôn", true},
		{step, "được luôn, giỏi ghê", true},
		{[]string{"tôi không nghe thấy khách nói"}, "cắm lại loa là nghe được rồi", true},
		{step, "loa chị bình thường mà", false},
		{step, "nói rồi, micro bình thường rồi mà", false},
		{step, "xong rồi, 1 sao", false},
		{[]string{"FROM_NUMBER_NOT_FOUND"}, "hôm qua gọi được bình thường mà", false},
	} {
		if _, o := says(t, append(c.before, c.line)...); o.Solved != c.solved {
			t.Errorf("%q: solved %v (%s), want %v", c.line, o.Solved, said(o), c.solved)
		}
	}
}
