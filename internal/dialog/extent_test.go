package dialog_test

import "testing"

// TestWhoHasItIsTold by who has it not, and by a count that leaves nobody out; what
// says nothing of it is asked about.
func TestWhoHasItIsTold(t *testing.T) {
	const all, some, open = "from_number_not_allows_agent_call_out/1", "from_number_not_allows_agent_call_out/2", ""
	for line, want := range map[string]string{
		"cả bốn đứa bên chi nhánh đó bị":           all,
		"nguyên đội 8 người đều không gọi ra được": all,
		"6/6 máy": all,
		"hai bạn bị, mấy bạn còn lại gọi tốt":           some,
		"nhân viên mới bị, người cũ gọi bình thường":    some,
		"one girl, everyone else is fine":               some,
		"2/6 máy":                                       some,
		"riêng nick của em bị":                          some,
		"tôi mới gắn số về, vô gọi thì nó kêu vậy":      open,
		"gọi không được từ 5/6":                         open,
		"sáng nay em đăng nhập vào thì nó hiện dòng đó": open,
	} {
		tk, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", line)
		f := tk.st.Place.Flow
		if f == nil {
			t.Errorf("%q: got %s, want the walk", line, said(o))
			continue
		}
		if f.Cause != want {
			t.Errorf("%q: got cause %q (%s), want %q", line, f.Cause, said(o), want)
		}
	}
}
