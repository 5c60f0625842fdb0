package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestAsksNothing: thanks leave nothing to answer; a question, a fact and the answer to
// a question of staff's do.
func TestAsksNothing(t *testing.T) {
	eng := mustShipped(t)
	for _, c := range []struct {
		said, line string
		want       bool
	}{
		{"Anh tải lại trang giúp em nhé", "👍", true},
		{"Anh tải lại trang giúp em nhé", "dạ vâng em cảm ơn", true},
		{"Anh tải lại trang giúp em nhé", "cảm ơn em", true},
		{"Anh tải lại trang giúp em nhé", "ok em", true},
		{"Anh tải lại trang giúp em nhé", "được rồi, cảm ơn em", true},
		{"Anh thử lại chưa ạ?", "vâng", false},
		{"Anh dùng Chrome đúng không ạ", "vâng", false},
		{"Anh tải lại trang giúp em nhé", "cảm ơn em, mà vẫn lỗi", false},
		{"Anh tải lại trang giúp em nhé", "vẫn bị lại rồi ạ", false},
		{"Anh tải lại trang giúp em nhé", "bao lâu nữa ạ?", false},
		{"Anh tải lại trang giúp em nhé", "em gọi từ máy lẻ 101", false},
		{"Anh tải lại trang giúp em nhé", "😭😭😭", false},
		{"Anh tải lại trang giúp em nhé", "cảm ơn, khi nào xong ạ", false},
		{"Anh tải lại trang giúp em nhé", "AGENT_FROM_NOT_FOUND", false},
	} {
		if got := eng.AsksNothing(dialog.State{}, dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: c.line}}, c.said); got != c.want {
			t.Errorf("%q after %q: asks nothing %v, want %v", c.line, c.said, got, c.want)
		}
	}
	for line, want := range map[string]bool{
		"Gặp nhân viên": true, "Menu": true, "Làm lại": true, "danh sách lỗi": true,
		"em làm lại rồi vẫn lỗi": false, "cho em hỏi": false, "nhân viên bên em báo lỗi": false,
	} {
		if got := eng.Navigates(dialog.State{}, dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: line}}); got != want {
			t.Errorf("%q: navigates %v, want %v", line, got, want)
		}
	}
}
