package dialog_test

import "testing"

// TestANumberIsTheUsersOwn where he says so, before it is written down or after.
func TestANumberIsTheUsersOwn(t *testing.T) {
	way := []string{"FROM_NUMBER_NOT_FOUND", "không dịch", "02873001122"}
	for _, lines := range [][]string{
		{"lát nữa gọi lại số này giúp anh 0909 222 333"},
		{"số khách 0909 222 333", "không phải số khách đâu em, số của anh đó"},
	} {
		tk, o := says(t, append(way, lines...)...)
		if tk.st.Facts["phone"] != "0909 222 333" || tk.st.Facts["customer"] != "" {
			t.Errorf("%q: got %v (%s), want the number to call back", lines, tk.st.Facts, said(o))
		}
	}
}

// TestTheAnswerAgainstTheOthers leaves the way where it is.
func TestTheAnswerAgainstTheOthers(t *testing.T) {
	for _, line := range []string{"không phải tất cả đâu, hai bạn thôi", "not everybody, only two of them"} {
		tk, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người", line)
		if got := tk.st.Place.Flow.Cause; got != "from_number_not_allows_agent_call_out/2" {
			t.Errorf("%q: got %q (%s), want the same cause", line, got, said(o))
		}
	}
}
