package dialog_test

import (
	"testing"

	"hotro/internal/dialog"
	"hotro/internal/intent/intenttest"
	"hotro/prompts"
)

// TestJudge: the question for a rating hears its own answers, and leaves
// another error alone though a word of it is like a judgement.
func TestJudge(t *testing.T) {
	say, m := prompts.Must("vi"), intenttest.Matcher(t)
	for _, c := range []struct {
		line  string
		word  bool
		want  dialog.Verdict
		score int
	}{
		{"4 điểm", false, dialog.Scored, 4},
		{"rất tốt", false, dialog.Scored, 5},
		{"chán", false, dialog.Scored, 1},
		{"very good", false, dialog.Scored, 5},
		{"five stars", false, dialog.Scored, 5},
		{"không hài lòng, cho điểm thấp nhất", false, dialog.Scored, 1},
		{"cho 2 thôi vì hơi lâu", false, dialog.Scored, 2},
		{"cho 2 bạn nữa hỏi với", false, dialog.Commented, 0},
		{"tối mai có lỗi lại không em", false, dialog.OtherMatter, 0},
		{"mic của bạn em cũng không nhận", true, dialog.OtherMatter, 0},
		{"số khách này bị chặn", true, dialog.OtherMatter, 0},
		{"bỏ qua", false, dialog.Declined, 0},
		{"ok em", false, dialog.Thanked, 0},
		{"lại bị lỗi rồi em ơi", true, dialog.Recurred, 0},
		{"nhân viên trả lời nhanh, dễ hiểu", true, dialog.Commented, 0},
		{"FROM_NUMBER_NOT_FOUND", false, dialog.OtherMatter, 0},
		{"à mà số khách hàng của em bị chặn", false, dialog.OtherMatter, 0},
	} {
		got, score := dialog.Judge(say, c.line, m.Read(c.line), c.word)
		if got != c.want || score != c.score {
			t.Errorf("Judge(%q, word %t) = %v, %d; want %v, %d", c.line, c.word, got, score, c.want, c.score)
		}
	}
}
