package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

func TestANumberOffTheListOpensNothing(t *testing.T) {
	e := mustShipped(t)
	hear := func(st dialog.State, s string) dialog.Outcome {
		return e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: s, At: monday}}}, monday)
	}
	for _, first := range []string{"em không gọi được", "lỗi này", "menu", "lỗi mic", "FROM_NUMBER_NOT_FOUND"} {
		list := hear(dialog.State{}, first)
		for _, s := range []string{"12", "12 ạ", "số 12", "lỗi số 12", "mục 99 nhé", "2026", "-1", "-1 ạ", "1000", "12.", "#12", "2,9", "31415", "0", "cái thứ 12"} {
			got := hear(list.State, s)
			if got.State.Place.Screen != list.State.Place.Screen || got.Kind != chat.TurnMiss || !strings.Contains(got.Say[0].Text, "số từ 1 đến") {
				t.Errorf("%q, then %q: %s at %q: %q", first, s, got.Kind, got.State.Place.Screen, got.Say[0].Text)
			}
			if g, w := len(got.Say[0].Choices), len(list.Say[0].Choices); g != w {
				t.Errorf("%q, then %q: %d choices, want the %d that stood there", first, s, g, w)
			}
		}
		if got := hear(list.State, "2 ạ"); got.State.Turn == list.State.Turn {
			t.Errorf("%q, then a number that is on the list: nothing was opened", first)
		}
	}
}

func TestANumberThatIsAskedForIsNoChoice(t *testing.T) {
	e := mustShipped(t)
	o := e.Step(dialog.State{Place: dialog.Place{Screen: dialog.AtMenu}, Offer: []chat.Choice{{Data: "menu"}}}, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: "0912345678", At: monday}}}, monday)
	if strings.Contains(o.Say[0].Text, "số từ 1 đến") {
		t.Errorf("a phone number: %q", o.Say[0].Text)
	}
}
