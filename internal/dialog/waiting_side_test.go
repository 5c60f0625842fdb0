package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestAskedWhileWaiting: what is asked besides is noted in words that fit, and no
// apology for the waiting.
func TestAskedWhileWaiting(t *testing.T) {
	for line, want := range map[string]string{
		"hỗ trợ vầy có mất phí không":          "chi phí",
		"chủ nhật bên em có làm việc không":    "giờ làm việc",
		"cho xin đường dây nóng bên em với":    "không có số điện thoại",
		"how much do you charge for this?":     "prices",
		"is there any number I can call?":      "no number",
		"ủa sao im re không ai nói gì hết vậy": "nhân viên",
	} {
		lead := "gặp nhân viên"
		if line[0] == 'h' && strings.HasPrefix(line, "how") || strings.HasPrefix(line, "is ") {
			lead = "I want to talk to a person please"
		}
		_, o := says(t, lead, line)
		if !o.State.Person || o.Cancel || !strings.Contains(said(o), want) {
			t.Errorf("%q: got %s, want %q in it", line, said(o), want)
		}
	}
}

// TestDropsTheRequest in whatever frame it is asked, and not when it is denied or
// asked about.
func TestDropsTheRequest(t *testing.T) {
	for line, want := range map[string]bool{
		"cho anh rút cái yêu cầu nha, anh gọi hãng rồi": true,
		"bỏ giúp chị cái phiếu đó":                      true,
		"đừng hủy yêu cầu của chị":                      false,
		"hủy yêu cầu thì có sao không?":                 false,
	} {
		if _, o := says(t, "gặp nhân viên", line); o.Cancel != want {
			t.Errorf("%q: cancelled %v, want %v: %s", line, o.Cancel, want, said(o))
		}
	}
}

// TestBrokenIDWithWords is told apart also while a person is waited for, and no
// button is named that is not there.
func TestBrokenIDWithWords(t *testing.T) {
	for _, lines := range [][]string{{"gặp nhân viên", "chị kiếm ra mã rồi nè: call-vn-1-ABCDEF123-1732850000123"}, {"call-vn-1-ABCDEF123-1732850000123"}} {
		_, o := says(t, lines...)
		if s := said(o); o.Kind != "bad_call_id" || strings.Contains(s, "Không có mã") {
			t.Errorf("%q: got %q: %s, want what is wrong with it, and no button that is not there", lines, o.Kind, s)
		}
	}
}

// TestFoundTheID asks who found it to send it.
func TestFoundTheID(t *testing.T) {
	if _, o := says(t, asksForID, "chị tìm ra rồi nha"); o.State.Place.Screen != dialog.AtRef || !strings.Contains(said(o), "dán mã") {
		t.Errorf("got %s, want to be sent the ID", said(o))
	}
}

// TestWellBeforeAWalk: a call that works ends a matter of which nobody knew yet
// what it is.
func TestWellBeforeAWalk(t *testing.T) {
	for _, line := range []string{"tự nhiên gọi được rồi em", "ủa giờ khách nghe rõ rồi"} {
		if _, o := says(t, "gọi cứ bị gì đó", line); !o.Solved {
			t.Errorf("%q: got %s, want it to be solved", line, said(o))
		}
	}
	for _, line := range []string{"máy bạn bên cạnh gọi được rồi", "khách bắt máy rồi, nói được vài câu là rớt", "gọi được chưa em", "giờ khách nghe chưa rõ"} {
		if _, o := says(t, "gọi cứ bị gì đó", line); o.Solved {
			t.Errorf("%q is taken for a working call", line)
		}
	}
}

// TestNoSettingsNoRights: who has not the first menu of a path has no rights, and
// gets the text for an admin; it is so when the error comes back, too.
func TestNoSettingsNoRights(t *testing.T) {
	lines := []string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "chị vô đâu có thấy cài đặt"}
	if _, o := says(t, lines...); o.State.Place.Screen != dialog.AtForward {
		t.Errorf("got %s, want the text for an admin", said(o))
	}
	if _, o := says(t, append(lines, "sếp gỡ giùm, gọi được rồi", "bỏ qua", "lại bị nữa rồi em")...); o.State.Place.Screen != dialog.AtForward || o.Kind != "relapse" {
		t.Errorf("after a relapse: got %q at %q: %s, want the text for an admin", o.Kind, o.State.Place.Screen, said(o))
	}
}

// TestBrokenIDAtAStep is told of at once, whatever the step asks.
func TestBrokenIDAtAStep(t *testing.T) {
	if _, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", "cuộc đó là call-vn-1-ABCDEF123-1732850000123"); o.Kind != "bad_call_id" {
		t.Errorf("got %q: %s, want what is wrong with it", o.Kind, said(o))
	}
}

// TestProtestIsNoSuccess: a device that is all right is no call that works.
func TestProtestIsNoSuccess(t *testing.T) {
	if _, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", "tai nghe bình thường rồi mà"); o.Solved {
		t.Errorf("taken for solved: %s", said(o))
	}
}

// TestOathsInQuestions hide nothing of what is asked.
func TestOathsInQuestions(t *testing.T) {
	for _, line := range []string{"ổ khóa chỗ quái nào", "cái ổ khóa ở chỗ đếch nào"} {
		if _, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", line); !strings.Contains(said(o), "thanh địa chỉ") {
			t.Errorf("%q: got %s, want where it is", line, said(o))
		}
	}
}
