package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearManners answers politeness and its opposite.
func hearManners(t *turn, u *utterance) bool {
	switch f := u.says; {
	case t.st.Place.Screen == AtPerson:
		return false
	case f.Has(intent.Insult):
		calm(t)
	case f.Whole(intent.Greeting), f.Has(intent.Greeting) && f.Words <= 5:
		if walking(t) {
			t.out.Kind = chat.TurnGreet
			t.around("hello_again")
			return true
		}
		if stack := t.aside(); t.st.Place.Screen == AtEnded && len(stack) > 0 {
			t.out.Kind = chat.TurnGreet
			comeBack(t, "welcome_back", stack) // as was promised when it was closed
			return true
		}
		t.leave()
		t.st.Place = Place{Screen: AtStart, Stack: t.st.Place.Stack}
		greet(t)
	case f.Whole(intent.Thanks):
		t.out.Kind = chat.TurnThanks
		t.around("thanks")
	case f.Whole(intent.Bye):
		t.out.Kind = chat.TurnBye
		t.around("bye")
	case f.Whole(intent.Ack) || f.Whole(intent.Yes):
		t.out.Kind = chat.TurnAck
		t.around("ack_menu")
	case f.Whole(intent.Hold) || f.Whole(intent.Skip):
		t.out.Kind = chat.TurnAck
		t.around("thanks")
	default:
		return false
	}
	return true
}

// calm meets anger: an apology, and the choice between going on and a person.
func calm(t *turn) {
	t.out.Kind = chat.TurnCalm
	at := t.st.Place.Screen
	switch {
	case at == AtRef:
		t.around("calm_ref", "noid", t.T("noid_button"))
		return
	case at == AtFact:
		t.around("calm_fact", "skip", t.T("skip_button"))
		return
	case walking(t):
		t.around("calm")
		return
	}
	word := t.unlike("calm_start", "calm_start_2")
	if at != AtOffer {
		t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: WhyAsked})
	}
	t.show(word, append(t.buttons(), t.menuButton())...)
}
