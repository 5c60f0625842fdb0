package telegram

import "testing"

func TestPayload(t *testing.T) {
	const call = "call-vn-1-7EOLB370OL-1751008322530"
	for _, c := range []struct {
		code, call, want string
	}{
		{"FROM_NUMBER_NOT_FOUND", "", "FROM_NUMBER_NOT_FOUND"},
		{"FROM_NUMBER_NOT_FOUND", call, "FROM_NUMBER_NOT_FOUND-" + call},
		{"", call, call},
		{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", call, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL-7EOLB370OL-1751008322530"},
		{"A_CODE_THAT_IS_FAR_TOO_LONG_TO_STAND_IN_A_LINK_TOGETHER_WITH_A", call, ""},
		{"lỗi", "", ""},
	} {
		if got, ok := payload(c.code, c.call); got != c.want || ok != (c.want != "") {
			t.Errorf("payload(%q, %q): got %q, %v; want %q", c.code, c.call, got, ok, c.want)
		}
	}
}
