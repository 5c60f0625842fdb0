package intent_test

import (
	"slices"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// A question how or where something is done that mends nothing is not a
// trouble, whatever words it has.
func TestMatchHowTo(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"cách coi cuộc gọi đã kết thúc lúc mấy giờ", "xem số nào đang nằm trong blacklist ở đâu", "muốn chặn một số khách thì vào mục nào", "làm sao để dùng chung một tài khoản cho 2 người",
		"hướng dẫn em ghi âm bằng micro của máy", "bật dịch trang ở chỗ nào", "where do i see the blacklist", "lấy link của trang ở đâu",
	} {
		if r := m.Match(in); r.Intent != intent.KindAsk && r.Intent != intent.KindNone {
			t.Errorf("Match(%q) = %s, want a question or none", in, intenttest.Said(r))
		}
	}
	for in, want := range map[string]string{
		"cấp quyền mic ở đâu":                             "GET_USER_MEDIA_ERROR",
		"gỡ số khỏi blacklist thế nào":                    "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"làm sao bật cho phép gọi ra":                     "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"chuyển sang call out ở đâu":                      "RINGING_NOT_CONNECTED",
		"xem giúp em sao không gọi được số khách bị chặn": "TO_NUMBER_NOT_ALLOWS_CALLOUT",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// What a line takes back does not count; the rest decides.
func TestMatchTakesBack(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"không phải tại tai nghe đâu ạ, hotline của em bị xóa rồi":    "FROM_NUMBER_NOT_FOUND",
		"đâu phải bị chặn, mic em không nhận":                         "GET_USER_MEDIA_ERROR",
		"em gọi khách không đổ chuông chứ không phải lỗi mic":         "RINGING_NOT_CONNECTED",
		"không phải FROM_NUMBER_NOT_FOUND mà là AGENT_FROM_NOT_FOUND": "AGENT_FROM_NOT_FOUND",
		"k phải google dịch, số khách nằm trong danh sách đen":        "TO_NUMBER_NOT_ALLOWS_CALLOUT",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
	for in, not := range map[string]string{"không phải lỗi mic": "GET_USER_MEDIA_ERROR", "đâu phải bị chặn": "TO_NUMBER_NOT_ALLOWS_CALLOUT"} {
		r := m.Match(in)
		if r.Intent != intent.KindAsk || slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Topic == not }) {
			t.Errorf("Match(%q) = %s, want a question about anything but %s", in, intenttest.Said(r), not)
		}
	}
}

// Few words that fit a topic fairly are a question.
func TestMatchThinEvidence(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{"không nghe được tiếng khách", "máy treo", "may treo", "khách không nghe"} {
		if r := m.Match(in); r.Intent == intent.KindTopic {
			t.Errorf("Match(%q) = %s, want a question or none", in, intenttest.Said(r))
		}
	}
}
