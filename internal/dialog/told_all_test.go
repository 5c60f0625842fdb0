package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhatHoldsForAllIsToldNotAsked, as is since when, and of whom it does not hold.
func TestWhatHoldsForAllIsToldNotAsked(t *testing.T) {
	for _, line := range []string{"đầu số nào gọi cũng y rứa", "từ bữa thứ năm đến chừ", "lúc nào bấm cũng ra vậy á", "mấy chị em cùng ca thì không", "có máy bị có máy không"} {
		if _, o := says(t, "tải ghi âm cuộc gọi kiểu gì", line); o.Kind != chat.TurnNoted {
			t.Errorf("%q: got %q (%s), want it noted", line, o.Kind, said(o))
		}
	}
	for _, line := range []string{"đầu số nào gọi được vậy", "có máy nào gọi được không", "mạng nào thì tải được vậy"} {
		if _, o := says(t, "tải ghi âm cuộc gọi kiểu gì", line); o.Kind == chat.TurnNoted {
			t.Errorf("%q: got %s, want a question", line, said(o))
		}
	}
}

// TestTheTextIsGivenWhereTheCaseIsAsked, with what each case calls for.
func TestTheTextIsGivenWhereTheCaseIsAsked(t *testing.T) {
	for _, x := range [][]string{
		{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "viết sẵn mấy câu để chị gửi ông giám đốc", "Cho phép gọi ra"},
		{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "cho chị xin các bước để chị đăng lên nhóm", "Cho phép tất cả các nhóm gọi ra"},
		{"REQUEST_ANSWER_URL_ERROR", "soạn giùm anh nội dung gửi qua bên IT", "call ID"},
	} {
		tk, o := says(t, x[0])
		at := tk.st.Place.Screen
		if o = tk.hears(x[1]); o.Kind != chat.TurnForward || !strings.Contains(said(o), x[2]) || tk.st.Place.Screen != at {
			t.Errorf("%q: got %q (%s), want a text with %q", x[1], o.Kind, said(o), x[2])
		}
	}
	for _, line := range []string{"gửi giùm em cho nhân viên hỗ trợ", "em gửi tin cho sếp rồi"} {
		if _, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", line); o.Kind == chat.TurnForward {
			t.Errorf("%q: got %s, want no text to pass on", line, said(o))
		}
	}
}
