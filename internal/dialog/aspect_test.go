package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestAnswersByWhatTheyDifferIn: how many are concerned, whose the account is,
// what was done; also beside another answer, and after the question.
func TestAnswersByWhatTheyDifferIn(t *testing.T) {
	allowed, busy := "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"
	for _, c := range []struct {
		lines []string
		cause string // its end; "" for none
	}{
		{[]string{allowed, "toàn bộ nhân viên bên chị luôn"}, "/1"},
		{[]string{allowed, "không phải tất cả, có mỗi máy em"}, "/2"},
		{[]string{allowed, "Tất cả đều bị", "đâu có, mỗi nick em thôi"}, "/2"},
		{[]string{busy, "nick riêng, chắc nãy em lỡ F5"}, "/2"},
		{[]string{busy, "không tải lại, mà ba đứa xài chung"}, "/1"},
		{[]string{busy, "nick của riêng em, cũng chẳng tải lại gì"}, "/3"},
		{[]string{busy, "dùng chung tài khoản", "em không phải admin, với lại tài khoản riêng của em mà"}, "/2"},
		{[]string{allowed, "ai cũng bị hả em"}, ""},
		{[]string{allowed, "số hotline chưa được phép gọi ra"}, ""},
	} {
		tk, o := says(t, c.lines...)
		f := tk.st.Place.Flow
		if f == nil || !strings.HasSuffix(f.Cause, c.cause) || c.cause == "" && f.Cause != "" {
			t.Errorf("%q: got %q, %+v, want cause %q", c.lines, o.Kind, f, c.cause)
		}
	}
}

// TestNothingIsSaidToBeToldThatWasNot: the words of the error itself tell no
// cause of it.
func TestNothingIsSaidToBeToldThatWasNot(t *testing.T) {
	if tk, _ := says(t, "số hotline của em chưa được phép gọi ra"); tk.st.Place.Screen != dialog.AtCauses {
		t.Errorf("got %q, want the question asked", tk.st.Place.Screen)
	}
}

// TestANoToTheRoleIsOne, and denies no cause.
func TestANoToTheRoleIsOne(t *testing.T) {
	if tk, o := says(t, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "dùng chung tài khoản", "không có"); tk.st.Role != "user" {
		t.Errorf("got %q at %q, want the role taken", o.Kind, tk.st.Place.Screen)
	}
}

// TestNoCauseIsTakenThatNobodyTold where one of the causes calls a person: what is only
// near it is asked about, and what a message is written in says nothing of the page.
func TestNoCauseIsTakenThatNobodyTold(t *testing.T) {
	for line, asked := range map[string]bool{
		"bên mình mới thuê thêm đầu số, gọi bằng số đó báo FROM_NUMBER_NOT_FOUND": true,
		"máy báo chữ tiếng anh FROM_NUMBER_NOT_FOUND":                             true,
		"số hotline bị xóa khỏi hệ thống, gọi báo FROM_NUMBER_NOT_FOUND":          false,
		"trang hiện toàn tiếng anh rồi báo FROM_NUMBER_NOT_FOUND":                 false,
	} {
		if _, o := says(t, line); (o.State.Place.Screen == "causes" && o.State.Place.Flow.Cause == "" && o.State.Place.Flow.Node == "" && len(o.State.Place.Stack) == 0) != asked {
			t.Errorf("%q: asked for the cause: %v, want %v: %q", line, !asked, asked, said(o))
		}
	}
}
