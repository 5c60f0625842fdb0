package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// everyScreen is a way to each of the screens on which something else is asked
// than whether a step helped.
func everyScreen() map[string][]string {
	return map[string][]string{
		"the offer":  {"em muốn xuất hóa đơn tháng này thì làm sao"},
		"a list":     {"gọi không được"},
		"a call ID":  {"gọi là ngắt ngay"},
		"a number":   {"gọi là ngắt ngay", "[Không có mã]"},
		"what to do": {"lỗi micro", "chrome"},
	}
}

// TestWhoComesBackIsWaitedFor on every screen: it is no detail to send along, no
// good-bye, and no answer.
func TestWhoComesBackIsWaitedFor(t *testing.T) {
	for screen, way := range everyScreen() {
		for _, line := range []string{"thôi để chị khởi động lại máy xem sao", "họp xong em nhắn lại nha", "de toi vao thu lai"} {
			tk, o := says(t, append(way, line)...)
			if o.Kind != chat.TurnHold || strings.Contains(tk.st.Facts["told"], line) {
				t.Errorf("%s, %q: got %q (%s), want it to wait", screen, line, o.Kind, said(o))
			}
		}
	}
}

// TestWhatIsOverIsHeardEverywhere, by what is gone or by what works by now.
func TestWhatIsOverIsHeardEverywhere(t *testing.T) {
	for screen, way := range everyScreen() {
		for _, line := range []string{"rút ra cắm lại thì hết treo rồi", "tắt proxy rồi, giờ gọi được"} {
			_, o := says(t, append(way, line)...)
			asked := screen == "what to do" && o.Kind == chat.TurnResult // a step is about a call
			if o.Kind != chat.TurnSolved && !asked {
				t.Errorf("%s, %q: got %q (%s), want it solved", screen, line, o.Kind, said(o))
			}
		}
	}
	for _, line := range []string{"chị dùng hết tiền rồi", "giờ em muốn gọi được", "chiều qua vẫn gọi được mà", "mở lại tab mà vẫn treo"} {
		if _, o := says(t, "gọi không được", line); o.Kind == chat.TurnSolved {
			t.Errorf("%q: got %q (%s), want it not solved", line, o.Kind, said(o))
		}
	}
}

// TestWhatCuredItIsKept in the request that waits, which may be taken back.
func TestWhatCuredItIsKept(t *testing.T) {
	tk, o := says(t, "FROM_NUMBER_NOT_FOUND", "không dịch", "sếp thêm số lại rồi, giờ lên chuông rồi")
	if o.Kind != chat.TurnWaitDone || !o.Update || !strings.Contains(tk.st.Facts["told"], "sếp thêm số") {
		t.Errorf("got %q with %v (%s), want what cured it kept", o.Kind, tk.st.Facts, said(o))
	}
	if _, o := says(t, "FROM_NUMBER_NOT_FOUND", "không dịch", "đêm qua vẫn gọi ra bình thường mà"); o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want what was before noted", o.Kind, said(o))
	}
}

// TestThanksForAnEarlierTalk open nothing.
func TestThanksForAnEarlierTalk(t *testing.T) {
	if _, o := says(t, "bữa trước em bày mà anh sửa được, cảm ơn nha"); o.Kind != chat.TurnThanks {
		t.Errorf("got %q (%s), want thanks taken", o.Kind, said(o))
	}
	if _, o := says(t, "bữa trước em bày rồi mà nay vẫn lỗi micro, cảm ơn"); o.Kind == chat.TurnThanks {
		t.Errorf("got %q (%s), want the error heard", o.Kind, said(o))
	}
}
