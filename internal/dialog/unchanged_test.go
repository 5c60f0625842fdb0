package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestOutcomesInOtherWords: what came of a step is heard without a set phrase,
// and what only sounds like it is not.
func TestOutcomesInOtherWords(t *testing.T) {
	step := []string{"AGENT_FROM_NOT_FOUND", "chrome"}
	asked := []string{"AGENT_FROM_NOT_FOUND", "chrome", "xong rồi"}
	forward := []string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "chỉ một vài người bị", "không có quyền"}
	second := "tat-google-dich/1.2"
	for _, c := range []struct {
		before []string
		said   string
		screen dialog.Screen
		node   string // of the step shown; "" for any
	}{
		{step, "tắt rồi chẳng thấy nó ăn thua gì", dialog.AtStep, second},
		{step, "kiểu nào nó cũng vậy à", dialog.AtStep, second},
		{step, "có khác gì không em", dialog.AtStep, "tat-google-dich/1.1"},
		{asked, "chưa, nó cứ hiện bảng lỗi", dialog.AtStep, second},
		{asked, "không, máy nó đơ ra", dialog.AtStep, second},
		{asked, "chưa, để em gọi đã", dialog.AtResult, ""},
		{forward, "sếp bảo chỉnh xong rồi", dialog.AtResult, ""},
		{forward, "em nhắn sếp rồi", dialog.AtForward, ""},
		{forward, "sếp bảo chờ xíu", dialog.AtForward, ""},
		{forward, "anh IT sửa rồi mà không thấy khác", dialog.AtForward, "from_number_not_allows_agent_call_out/1.1"},
	} {
		tk, o := says(t, append(c.before, c.said)...)
		f := tk.st.Place.Flow
		if tk.st.Place.Screen != c.screen || c.node != "" && (f == nil || f.Node != c.node) {
			t.Errorf("%q: got %q at %q (%+v), want %q at %q", c.said, o.Kind, tk.st.Place.Screen, f, c.node, c.screen)
		}
	}
	for _, said := range []string{"được òi", "ok gòi nha", "ngon ròiii"} {
		if _, o := says(t, append(step, said)...); o.Kind != chat.TurnSolved {
			t.Errorf("%q: got %q, want %q", said, o.Kind, chat.TurnSolved)
		}
	}
}
