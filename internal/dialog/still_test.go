package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// wroteAgo is a text as it arrives at monday, written so long ago.
func wroteAgo(text string, ago time.Duration) dialog.Line {
	return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: text, At: monday.Add(-ago)}}
}

func TestALateLineIsAnsweredAsWhatItIs(t *testing.T) {
	e := mustShipped(t)
	for _, c := range []struct {
		lines []dialog.Line
		say   []string
		at    dialog.Screen
	}{
		{[]dialog.Line{wroteAgo("lỗi mic", 3*time.Hour)}, []string{"gửi lúc 06:00", "vẫn đang gặp"}, dialog.AtMaybe},
		{[]dialog.Line{wroteAgo("lỗi mic", 30*time.Hour)}, []string{"gửi lúc 03:00 01/03"}, dialog.AtMaybe},
		{[]dialog.Line{wroteAgo("FROM_NUMBER_NOT_FOUND", 11*time.Minute)}, []string{"gửi lúc 08:49", "vẫn đang gặp"}, dialog.AtMaybe},
		{[]dialog.Line{wroteAgo("cảm ơn em", time.Hour)}, []string{"gửi lúc 08:00"}, dialog.AtMenu},
		{[]dialog.Line{wroteAgo("lỗi mic", 9*time.Minute)}, nil, dialog.AtCauses},
	} {
		o := e.Step(dialog.State{}, c.lines, monday)
		said := o.Say[0].Text
		if o.State.Place.Screen != c.at || len(c.say) == 0 && strings.Contains(said, "gửi lúc") {
			t.Errorf("%v: the user sees %q and hears %q", c.lines[0].Text, o.State.Place.Screen, said)
		}
		for _, w := range c.say {
			if !strings.Contains(said, w) {
				t.Errorf("%v: the user hears %q, want %q in it", c.lines[0].Text, said, w)
			}
		}
	}
}

func TestALateMatterThatStillHoldsIsWalked(t *testing.T) {
	e := mustShipped(t)
	o := e.Step(dialog.State{}, []dialog.Line{wroteAgo("lỗi mic", 3*time.Hour)}, monday)
	o = e.Step(o.State, []dialog.Line{wroteAgo("đúng", 0)}, monday)
	if o.State.Place.Screen != dialog.AtCauses || strings.Contains(o.Say[0].Text, "gửi lúc") {
		t.Errorf("the user sees %q and hears %q, want the walk", o.State.Place.Screen, o.Say[0].Text)
	}
}
