package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestOthersAreNext: the faults told of several people are kept until it is their turn,
// and who is named next has the one that was told of him.
func TestOthersAreNext(t *testing.T) {
	tk, o := says(t, "bạn Lan thì bị lỗi micro, bạn Huy thì báo FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT, còn Minh thì gọi cái là ngắt liền", "chrome", "Lan gọi được rồi, giờ tới Huy")
	if f := tk.st.Place.Flow; f == nil || f.Topic != "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT" || o.Solved {
		t.Fatalf("got %q with %+v, want Huy's error", o.Kind, f)
	}
	if s := tk.st.Place.Stack; len(s) != 1 || s[0].Topic != "CALL_ENDS_IMMEDIATELY" {
		t.Errorf("put aside: %+v, want Minh's error", s)
	}
}

// TestSomeCanCall: the way goes on for those who still cannot, and ends where all can, or
// where one who never had the error is spoken of.
func TestSomeCanCall(t *testing.T) {
	for _, c := range []struct {
		said string
		want string
	}{
		{"2 bạn gọi được rồi, bạn kia chưa", chat.TurnMore},
		{"một máy được, hai máy vẫn báo vậy", chat.TurnMore},
		{"cả ba bạn gọi được rồi, không lỗi gì nữa", chat.TurnSolved},
		{"không, mấy bạn gọi được rồi nha", chat.TurnSolved},
		{"điện thoại thì được mà máy tính không", chat.TurnNoted},
	} {
		_, o := says(t, "GET_USER_MEDIA_ERROR", "chrome", c.said)
		going := len(o.Say) > 0 && strings.Contains(o.Say[0].Text, "những người còn lỗi")
		if going != (c.want == chat.TurnMore) || !going && o.Kind != c.want {
			t.Errorf("%q: got %q, want %q", c.said, o.Kind, c.want)
		}
	}
}

// TestLikewise: who asks whether the next is to do the same hears that, and a working call
// that is told with it ends the matter.
func TestLikewise(t *testing.T) {
	_, o := says(t, "GET_USER_MEDIA_ERROR", "edge", "gọi được rồi, máy bên cạnh làm y vậy luôn hả")
	if o.Kind != chat.TurnSolved || !strings.Contains(o.Say[0].Text, "đúng các bước như vậy") {
		t.Errorf("got %q: %+v", o.Kind, o.Say)
	}
	tk, o := says(t, "GET_USER_MEDIA_ERROR", "edge", "bạn kế bên cũng làm như vậy phải không")
	if o.Kind != chat.TurnAnswer || tk.st.Place.Screen != dialog.AtStep {
		t.Errorf("got %q at %q, want an answer and the step kept", o.Kind, tk.st.Place.Screen)
	}
}

// TestADeniedErrorIsNotComeBackTo: what a line denies by its name, and tells another for,
// is not put aside.
func TestADeniedErrorIsNotComeBackTo(t *testing.T) {
	tk, _ := says(t, "gọi khách đang đổ chuông mà máy khách không reo", "không phải đổ chuông, nó báo là số không cho phép agent gọi ra")
	if f, s := tk.st.Place.Flow, tk.st.Place.Stack; f == nil || f.Topic != "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT" || len(s) > 0 {
		t.Errorf("walks %+v with %+v put aside", f, s)
	}
}
