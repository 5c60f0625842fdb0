package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestANumberWhileWaitingPressesNoButton that has no number on it: it is an extension
// or a count, for staff. Where choices are numbered, it is asked once before the
// request is taken back.
func TestANumberWhileWaitingPressesNoButton(t *testing.T) {
	for _, line := range []string{"1", "2", "số 2", "3"} {
		tk, _ := says(t, "gặp nhân viên", "có ai chưa")
		if o := tk.hears(line); o.Cancel || !tk.st.Person || tk.st.Place.Screen != dialog.AtPerson || !o.Update {
			t.Errorf("%q: got %q: %s, want a line for staff", line, o.Kind, said(o))
		}
	}
	tk, _ := says(t, "gặp nhân viên", "có ai chưa")
	listed := func(number string) dialog.Outcome {
		tk.now = tk.now.Add(5 * time.Second)
		o := tk.eng.Step(tk.reread(), []dialog.Line{{
			Incoming: chat.Incoming{Kind: chat.KindText, Text: number}, Numbered: true, Queue: &dialog.Queue{Number: 22},
		}}, tk.now)
		tk.take(o)
		return o
	}
	if o := listed("2"); o.Cancel || !strings.Contains(said(o), "muốn hủy yêu cầu **#22**") {
		t.Errorf("2 of a list: got %s, want the question whether to cancel", said(o))
	}
	if o := listed("1"); !o.Cancel {
		t.Errorf("its number again: got %s, want the request cancelled", said(o))
	}
}

// TestWhoWaitsAlwaysHearsAWord, or sees a sign: never the same words twice in a row, be
// it told or no more than polite.
func TestWhoWaitsAlwaysHearsAWord(t *testing.T) {
	tk, _ := says(t, "gặp nhân viên")
	last := ""
	for _, line := range []string{
		"bên em là phòng khám Hoa Mai", "ở Thủ Đức", "mở cửa tới tám giờ tối", "dạ", "ok em", "ừ", "máy mới mua tháng rồi",
		"có gặp anh kỹ thuật hôm trước", "chiều nay bên em chạy chương trình lớn",
	} {
		o := tk.hears(line)
		if len(o.Say) == 0 || said(o) == last || o.Cancel || !tk.st.Person {
			t.Errorf("%q: got %q (%s) after %s, want other words", line, o.Kind, said(o), last)
		}
		last = said(o)
	}
}
