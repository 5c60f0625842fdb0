package dialog_test

import (
	"strings"
	"testing"
)

// TestQuestionThatNoDocumentAnswersKeepsTheStep: it is owned, opens nothing,
// starts nothing over, and what was asked or to be done stays so.
func TestQuestionThatNoDocumentAnswersKeepsTheStep(t *testing.T) {
	step, choice, role := []string{"GET_USER_MEDIA_ERROR", "chrome"}, []string{"FROM_NUMBER_NOT_FOUND"}, []string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "em không rõ"}
	for _, c := range []struct {
		before []string
		line   string
	}{
		{step, "bật lên rồi có hao pin không em"},
		{step, "mai mở máy có phải bắt đầu lại hết không"},
		{step, "mình ngồi quán cà phê gọi được không"},
		{step, "vụ này có dính dáng gì tới lỗi không thấy hotline không"},
		{step, "will it delete my contacts?"},
		{choice, "đổi sang nhà mạng khác được không"},
		{choice, "ai là người đóng tiền cước hàng tháng vậy"},
		{role, "gỡ xong thì giám đốc có nhận được thông báo không"},
	} {
		before, _ := says(t, c.before...)
		_, o := says(t, append(c.before, c.line)...)
		if o.Kind != "passed_on" || o.Handoff != nil || o.State.Place.Screen != before.st.Place.Screen || o.State.Place.Flow == nil || o.State.Place.Flow.Topic != before.st.Place.Flow.Topic {
			t.Errorf("%q: got %s at %s: %q, want it owned and the place kept", c.line, o.Kind, o.State.Place.Screen, said(o))
		}
	}
}

// TestQuestionThatTheDocumentsAnswerIsAnswered: what they speak of is not owned away.
func TestQuestionThatTheDocumentsAnswerIsAnswered(t *testing.T) {
	for _, c := range []struct {
		before       []string
		line, answer string
	}{
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT"}, "phải có quyền admin mới gỡ được hả", ""},
		{[]string{"GET_USER_MEDIA_ERROR"}, "mạng chập chờn có ảnh hưởng gì không", "đường truyền"},
		{[]string{"FROM_NUMBER_NOT_FOUND"}, "sao lại dính tới google dịch vậy", "một trong các nguyên nhân"},
		{[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT"}, "quyền quản trị xin chỗ nào", "quản trị viên"},
	} {
		_, o := says(t, append(c.before, c.line)...)
		if o.Kind == "passed_on" || !strings.Contains(said(o), c.answer) {
			t.Errorf("%q: got %s: %q, want an answer with %q", c.line, o.Kind, said(o), c.answer)
		}
	}
}
