package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestACancelButtonIsOfItsRequest: it stays in the chat and takes back no
// request that came after its own.
func TestACancelButtonIsOfItsRequest(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	presses := func(data string) (cancelled bool) {
		t.Helper()
		return tk.comes(chat.Incoming{Kind: chat.KindButton, Data: data}).Cancel
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
	if !tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "cancel"}).Cancel {
		t.Error("the button did not cancel")
	}
}
