package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestACancelButtonIsOfItsRequest: it stays in the chat and takes back no
// request that came after its own.
func TestACancelButtonIsOfItsRequest(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	presses := func(data string) (cancelled bool) {
		t.Helper()
		o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: data})
		if o.Cancel {
			t.Errorf("%s cancelled without a question", data)
		}
		for _, c := range o.Say[len(o.Say)-1].Choices {
			if strings.HasPrefix(c.Data, "cancel-sure:") {
				return tk.comes(chat.Incoming{Kind: chat.KindButton, Data: c.Data}).Cancel
			}
		}
		return false
	}
	cancel := func() string {
		t.Helper()
		tk.hears("có ai chưa")
		return tk.button(t, "Hủy yêu cầu")
	}
	tk.hears("gặp nhân viên")
	first := cancel()
	if presses("cancel:1") || presses("cancel") {
		t.Error("a button that names another request, or none, cancelled this one")
	}
	if !presses(first) {
		t.Fatal("its own button did not cancel the first request")
	}
	if presses(first) {
		t.Error("without a request: the button cancelled something")
	}
	tk.hears("gặp nhân viên")
	second := cancel()
	if presses(first) {
		t.Error("the button of the first request cancelled the second")
	}
	if tk.hears("có ai chưa"); !tk.st.Person {
		t.Error("the second request does not wait any more")
	}
	if !presses(second) {
		t.Error("its own button did not cancel the second request")
	}
	tk.hears("gặp nhân viên")
	if !tk.hears("/cancel").Cancel {
		t.Error("typed words did not cancel")
	}
}

// TestACancelButtonOfAnEarlierVersion works while the request is one of that
// version.
func TestACancelButtonOfAnEarlierVersion(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	tk.hears("gặp nhân viên")
	tk.st.Request = 0 // as an earlier version left it
	tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "cancel"})
	if !tk.comes(chat.Incoming{Kind: chat.KindButton, Data: tk.button(t, "Hủy yêu cầu")}).Cancel {
		t.Error("the button did not cancel")
	}
}

// TestACancelButtonAsksOnce: one touch takes no request back, twice the same neither;
// the other answer keeps it, and so do words that say no.
func TestACancelButtonAsksOnce(t *testing.T) {
	for what, c := range map[string]struct {
		then func(tk *talk) bool // whether the request was taken back
		want bool
	}{
		"yes":       {func(tk *talk) bool { return presses(t, tk, "Hủy yêu cầu").Cancel }, true},
		"yes, said": {func(tk *talk) bool { return tk.hears("ừ em hủy giúp chị").Cancel }, true},
		"no":        {func(tk *talk) bool { return presses(t, tk, "Không hủy").Cancel }, false},
		"no, said":  {func(tk *talk) bool { return tk.hears("không, chị chờ thêm").Cancel }, false},
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.hears("gặp nhân viên")
		tk.hears("có ai chưa")
		first := tk.button(t, "Hủy yêu cầu")
		for range 2 {
			if o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: first}); o.Cancel || !tk.st.Person {
				t.Fatalf("%s: a touch cancelled", what)
			}
		}
		if got := c.then(tk); got != c.want || tk.st.Person == c.want {
			t.Errorf("%s: cancelled %t, waits %t; want cancelled %t", what, got, tk.st.Person, c.want)
		}
	}
}

// presses presses a button that is on the screen.
func presses(t *testing.T, tk *talk, label string) dialog.Outcome {
	t.Helper()
	return tk.comes(chat.Incoming{Kind: chat.KindButton, Data: tk.button(t, label)})
}
