package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestATimeToComeIsNotThatOfTheCall: nothing can have failed then. The user is
// told, and asked again.
func TestATimeToComeIsNotThatOfTheCall(t *testing.T) {
	asked := func() *talk {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.st.Place = dialog.Place{Screen: dialog.AtFact, Fact: "time"}
		tk.st.Facts = map[string]string{"hotline": "19001234", "customer": "0912345678"}
		return tk
	}
	for _, s := range []string{"9h sáng mai", "25/12/2100", "10h ngày 25/12/2100", "ngày mai ạ", "10 giờ ngày 5 tháng 3 năm 2100"} {
		tk := asked()
		o := tk.hears(s)
		if _, took := o.State.Facts["time"]; took || !strings.Contains(said(o), "chưa tới") {
			t.Errorf("%q: the facts are %v, the user hears %q", s, o.State.Facts, said(o))
		}
		if o = tk.hears("9h hôm qua"); o.State.Facts["time"] != "9h hôm qua" {
			t.Errorf("after %q: the facts are %v", s, o.State.Facts)
		}
	}
	for _, s := range []string{"9h30 sáng nay", "hôm qua", "mới đây ạ", "chị Mai gọi lúc 9h"} {
		if o := asked().hears(s); o.State.Facts["time"] == "" {
			t.Errorf("%q: not taken; the user hears %q", s, said(o))
		}
	}
	tk := &talk{eng: mustShipped(t), now: monday}
	if o := tk.hears("FROM_NUMBER_NOT_FOUND, hotline là 19001234, gọi lúc 10h 25/12/2100"); o.State.Facts["hotline"] == "" || o.State.Facts["time"] != "" {
		t.Errorf("told in passing: the facts are %v", o.State.Facts)
	}
}
