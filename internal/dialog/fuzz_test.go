package dialog_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// FuzzOpening opens the bot by any link, as Telegram hands it on and as the
// chat page does: the user gets a screen with a way on, and nothing of the link
// is said back but what has the form of a code or of a call ID.
func FuzzOpening(f *testing.F) {
	const call = "call-vn-1-7EOLB370OL-1751008322530"
	for _, s := range [][2]string{
		{hotlineCode, ""},
		{hotlineCode, call},
		{hotlineCode + "-" + call, ""},
		{"", call},
		{"agent_not_found_or_in_another_call_7EOLB370OL-1751008322530", ""},
		{"NO_SUCH_CODE", ""},
		{"web", ""},
		{"", "call-vn-1-7EOLB370OL-17510083"},
		{"MIC", "call-vn-1-<b>evil.test</b>-1"},
		{"javascript:alert(1)", "https://evil.test/x y"},
		{"**đậm** [x](https://evil.test)", "\x00\xff"},
		{strings.Repeat("A", 64), strings.Repeat("9", 300)},
		{"A\nB", "call-vn-1-\n\n7EOLB370OL"},
		{"{title}", "{id}"},
		{"MI@", "vn0 evil"},
	} {
		f.Add(s[0], s[1])
	}
	eng := mustShipped(f)
	f.Fuzz(func(t *testing.T, code, call string) {
		for _, data := range []string{strings.Join(strings.Fields(code+" "+call), " "), webchat.Opening(code, call)} {
			if !utf8.ValidString(data) {
				continue // neither JSON of a platform nor a stored arrival holds it
			}
			o := eng.Step(dialog.State{}, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindStart, Data: data}}}, monday)
			if bad := deadEnd(o); bad != "" {
				t.Errorf("%q: %s", data, bad)
			}
			if len(o.Say) == 0 {
				t.Errorf("%q: nothing is said", data)
			}
			for _, s := range []string{"<", "](", "http://", "https://", "evil.test"} {
				if strings.Contains(data, s) && strings.Contains(strings.ToLower(said(o)), strings.ToLower(s)) {
					t.Errorf("%q: %q of it is said: %s", data, s, said(o))
				}
			}
		}
	})
}
