package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// What the bot asked for reaches the ticket, however briefly it is sent.
func TestWhatWasAskedForReachesTheTicket(t *testing.T) {
	e := mustShipped(t)
	st := dialog.State{}
	var out dialog.Outcome
	for _, s := range []string{"REQUEST_ANSWER_URL_ERROR", "không có mã", "gặp nhân viên", "02839991122", "cuộc đó lúc 9h45"} {
		out = e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: s}}}, monday)
		st = out.State
	}
	if st.Facts["hotline"] != "02839991122" || !strings.Contains(st.Facts["time"], "9h45") || !out.Update {
		t.Errorf("the ticket knows %v, want the hotline and the time", st.Facts)
	}
}

// A bad rating is regretted.
func TestABadRatingIsRegretted(t *testing.T) {
	e := mustShipped(t)
	for score, want := range map[string]bool{"1": true, "2": true, "4": false} {
		st := dialog.State{}
		var out dialog.Outcome
		for _, s := range []string{"GET_USER_MEDIA_ERROR", "chrome", "gọi được rồi", score} {
			out = e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: s}}}, monday)
			st = out.State
		}
		if got := strings.Contains(out.Say[0].Text, "xin lỗi"); got != want {
			t.Errorf("%s is answered %q", score, out.Say[0].Text)
		}
	}
}
