package dialog

import (
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearManners answers politeness and its opposite.
func hearManners(t *turn, u *utterance) bool {
	switch f := u.says; {
	case t.st.Place.Screen == AtPerson:
		return false
	case f.Has(intent.Insult), u.lasts && !walking(t):
		calm(t)
	case f.Whole(intent.Greeting), f.Has(intent.Greeting) && f.Words <= 5:
		if walking(t) {
			aroundAs(t, chat.TurnGreet, "hello_again")
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
		aroundAs(t, chat.TurnThanks, "thanks")
	case f.Whole(intent.Bye):
		aroundAs(t, chat.TurnBye, "bye")
	case f.Whole(intent.Ack) || f.Whole(intent.Yes):
		aroundAs(t, chat.TurnAck, "ack_menu")
	case f.Whole(intent.Hold) || f.Whole(intent.Skip):
		aroundAs(t, chat.TurnAck, "thanks")
	default:
		return false
	}
	return true
}

// apologies is how many ways there are to meet anger; the last of them apologises for
// nothing any more, and is said again and again.
const apologies = 3

// apology is the key of how anger is met by now: no apology is said twice.
func apology(t *turn, key string) string {
	n := min(t.st.Calmed, apologies-1)
	t.st.Calmed++
	if n == 0 {
		return key
	}
	return key + "_" + strconv.Itoa(n+1)
}

// regret puts an apology before what comes, unless one was said in this talk.
func regret(t *turn) {
	if t.st.Calmed == 0 {
		t.pre(t.T("sorry"))
	}
	t.st.Calmed++
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
		t.around(apology(t, "calm"))
		return
	}
	word := t.T(apology(t, "calm_start"))
	if at != AtOffer {
		t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: WhyAsked})
	}
	t.show(word, append(t.buttons(), t.menuButton())...)
}
