package bot_test

import (
	"strings"
	"testing"
)

// TestASecretIsNoTitle, nor what a list shows of a ticket as said last.
func TestASecretIsNoTitle(t *testing.T) {
	k := newTalk(t)
	k.presses("human")
	k.writes("mật khẩu của em là Abc@123456, số thẻ 4111 1111 1111 1111")
	tk := k.conv().Ticket
	for what, s := range map[string]string{"title": tk.Title, "last words": tk.Said} {
		if !strings.Contains(s, "•••") || strings.Contains(s, "Abc@123456") || strings.Contains(s, "4111") {
			t.Errorf("the %s of the ticket: %q, want the secrets masked", what, s)
		}
	}
}
