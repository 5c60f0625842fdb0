package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestAWordWithoutMarksIsItselfWhereMarksAreWritten: "anh" in a line with
// diacritics is nobody's "ảnh", and in one without them it may be.
func TestAWordWithoutMarksIsItselfWhereMarksAreWritten(t *testing.T) {
	e := mustShipped(t)
	for line, pictures := range map[string]bool{
		"máy em bị vậy là do đâu hả anh":               false,
		"anh cho em hỏi bấm gọi mà im re là sao":       false,
		"cái này ảnh hưởng tới mấy bạn khác không anh": false,
		"em đưa ảnh lỗi lên đây được không anh":        true,
		"chup cai loi gui qua day dc ko":               true,
		"mình gửi hình được không":                     true,
	} {
		l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: line}}
		o := e.Step(dialog.State{}, []dialog.Line{l}, monday)
		said := ""
		for _, s := range o.Say {
			said += s.Text
		}
		if got := strings.Contains(said, "gửi ảnh màn hình vào đây"); got != pictures {
			t.Errorf("%q: pictures are welcome: %t, want %t (%q)", line, got, pictures, said)
		}
	}
}
