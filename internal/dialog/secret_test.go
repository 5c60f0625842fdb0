package dialog_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestASecretIsNeitherKeptNorSaidBack, at whatever place it is sent, and who sends it
// is told not to.
func TestASecretIsNeitherKeptNorSaidBack(t *testing.T) {
	const line = "mật khẩu của em là Abc@123456, cccd 001099012345, số thẻ 4111 1111 1111 1111"
	for _, lead := range [][]string{nil, {"gặp nhân viên"}, {"AGENT_FROM_NOT_FOUND"}, {asksForID}} {
		tk, _ := says(t, lead...)
		o := tk.hears(line)
		if s := said(o); !strings.Contains(s, "đừng gửi mật khẩu") {
			t.Errorf("after %q: got %s, want a word not to send such things", lead, s)
		}
		h := tk.hears("gặp nhân viên")
		for _, secret := range []string{"Abc@123456", "123456", "001099012345", "4111"} {
			if all := fmt.Sprintf("%+v %+v %+v", o, h, h.Handoff); strings.Contains(all, secret) {
				t.Errorf("after %q: %q is kept or said back: %s", lead, secret, all)
			}
		}
	}
}
