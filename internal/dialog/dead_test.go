package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestAButtonThatDoesNothing is understood as that, asked for words on the screen where
// none were told, and written down when it is told again: that is no yes.
func TestAButtonThatDoesNothing(t *testing.T) {
	for line, want := range map[string]string{
		"nhấn nút gọi mà không thấy phản ứng":               "dòng chữ hay mã lỗi",
		"click gọi xong trơ ra đó, màn hình không hiện lỗi": "cũng không báo lỗi",
	} {
		tk, o := says(t, line)
		if o.Kind != chat.TurnOutside || tk.st.Place.Screen != dialog.AtOffer || !strings.Contains(said(o), want) {
			t.Errorf("%q: got %q (%s), want %q and the offer of a person", line, o.Kind, said(o), want)
		}
		if o := tk.hears("thì nút gọi xám, có bấm được đâu"); o.Kind != chat.TurnNoted || !strings.Contains(tk.st.Facts["told"], "xám") {
			t.Errorf("%q, told again: got %q (%s), want it written down", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "nhấn gọi mà nó chẳng nhúc nhích", "không có"); o.Kind != chat.TurnNoted {
		t.Errorf("nothing on the screen: got %q (%s), want it written down", o.Kind, said(o))
	}
	if tk, o := says(t, "click gọi xong trơ ra đó, màn hình không hiện lỗi", "không"); o.Handoff != nil {
		t.Errorf("a no where nothing was asked: got %q (%s) at %s, want nobody called", o.Kind, said(o), tk.st.Place.Screen)
	}
	for _, line := range []string{"bấm nút gọi mà khách không phản ứng gì", "bấm gọi thấy reo mà máy khách im re", "bấm gọi không có gì lạ, chỉ báo lỗi micro", "nút gọi ở đâu"} {
		if _, o := says(t, line); strings.Contains(said(o), "máy không phản ứng") {
			t.Errorf("%q: got %s, want no button that does nothing", line, said(o))
		}
	}
}

// TestNoGladnessOverAFault: what works beside it, or has not come yet, is nothing that is
// over.
func TestNoGladnessOverAFault(t *testing.T) {
	for _, line := range []string{
		"web báo lỗi, điện thoại thì gọi ngon", "vừa gọi đã tắt, chưa thấy đỏ nữa", "khách không nghe, khách nói thì em nghe được", "bị lỗi này tại sao, hỏi ai bây giờ",
	} {
		if _, o := says(t, line); o.Kind == chat.TurnThanks || o.Kind == chat.TurnCalm {
			t.Errorf("%q: got %q (%s), want no gladness", line, o.Kind, said(o))
		}
	}
	for _, line := range []string{"hôm qua lỗi, giờ gọi được rồi", "sáng bị lỗi mà khởi động lại thì gọi được"} {
		if _, o := says(t, line); o.Kind != chat.TurnThanks {
			t.Errorf("%q: got %q (%s), want gladness", line, o.Kind, said(o))
		}
	}
}

// TestAnAppThatIsOnlyCompared is not what is used.
func TestAnAppThatIsOnlyCompared(t *testing.T) {
	for line, app := range map[string]bool{
		"trên app thì gọi được còn trên web báo lỗi micro": false,
		"web báo lỗi micro mà trên app vẫn ok":             false,
		"trên app báo lỗi micro còn web thì gọi được":      true,
		"em dùng app, không mở web, báo lỗi micro":         true,
	} {
		if tk, o := says(t, line); (tk.st.Place.Screen == dialog.AtOffer) != app {
			t.Errorf("%q: got %s (%s), want an app: %v", line, tk.st.Place.Screen, said(o), app)
		}
	}
}

// TestWhatIsAskedBesideAFault is kept, and the fault is helped.
func TestWhatIsAskedBesideAFault(t *testing.T) {
	tk, o := says(t, "bên mình có gói nào rẻ hơn không, với lại nãy giờ gọi không được")
	if o.Kind != chat.TurnAsk || !strings.Contains(said(o), "xem lỗi trước") || !strings.Contains(tk.st.Facts["told"], "rẻ hơn") {
		t.Errorf("got %q (%s) with %v, want the fault asked about and the question kept", o.Kind, said(o), tk.st.Facts)
	}
}
