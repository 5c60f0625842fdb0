package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestWhoComesInTwiceIsGreetedOnce: that the account was followed and the chat
// opened are two events of one entry. Who writes "/start" is answered each time,
// and who comes back to a walk is asked whether to go on.
func TestWhoComesInTwiceIsGreetedOnce(t *testing.T) {
	eng := mustShipped(t)
	step := func(st dialog.State, in chat.Incoming) dialog.Outcome {
		return eng.Step(st, []dialog.Line{{Incoming: in}}, monday)
	}
	in := chat.Incoming{Kind: chat.KindStart}
	first := step(dialog.State{}, in)
	if len(first.Say) == 0 {
		t.Fatal("no greeting")
	}
	if again := step(first.State, in); len(again.Say) != 0 {
		t.Errorf("greeted again: %q", again.Say[0].Text)
	}
	if typed := step(first.State, chat.Incoming{Kind: chat.KindStart, Message: "7"}); len(typed.Say) == 0 {
		t.Error("who writes /start is not answered")
	}
	walk := step(first.State, chat.Incoming{Kind: chat.KindText, Text: "FROM_NUMBER_NOT_FOUND"})
	if back := step(walk.State, in); len(back.Say) == 0 || back.State.Place.Screen != dialog.AtResume {
		t.Errorf("in a walk: got %+v, want to be asked whether to go on", back.State.Place)
	}
	if named := step(first.State, chat.Incoming{Kind: chat.KindStart, Data: "FROM_NUMBER_NOT_FOUND"}); named.State.Place.Flow == nil {
		t.Error("a link that names an error opens nothing")
	}
}

// TestThumbsAndHeartsAreNoProblem, however many of them.
func TestThumbsAndHeartsAreNoProblem(t *testing.T) {
	for _, signs := range []string{"👍👍", "👍🏻👍🏻👍🏻", "/-strong/-strong", "❤️❤️❤️❤️", "💖", "🥰🥰", "ok 👍👍", "🌹🌹🌹", "👌🏻👌🏻"} {
		_, o := says(t, signs)
		if o.Kind == chat.TurnMiss || o.Kind == chat.TurnOutside || o.Kind == chat.TurnOffer || o.Kind == chat.TurnAsk {
			t.Errorf("%s: taken for a problem: %s", signs, o.Kind)
		}
	}
}
