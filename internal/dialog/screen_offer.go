package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// offerScreen offers a person.
func offerScreen() screen {
	return screen{
		may:  atChoice(),
		show: func(t *turn) { t.show(t.T("offer"), append(t.buttons(), t.menuButton())...) },
		answers: func(t *turn) []answer {
			a := []answer{{verb: "yes", label: t.T("human_button"), do: acceptPerson, hinted: (*turn).again, sign: 1}}
			if len(t.st.Place.Stack) > 0 {
				a = append(a, answer{verb: "no", label: t.T("continue_button"), do: declinePerson, sign: -1})
			}
			return a
		},
		hear:  hearOffered,
		waits: "confirm",
	}
}

// offerPerson offers a person for a reason, in the words given.
func offerPerson(t *turn, why, words string) {
	t.leave()
	t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: why})
	t.show(words, append(t.buttons(), t.menuButton())...)
}

// acceptPerson hands over for the reason the offer was made.
func acceptPerson(t *turn) {
	why := t.st.Place.Why
	if why == "" {
		why = WhyMissed
	}
	handOff(t, why, "")
}

// hearOffered takes yes and no; a no is one however it is put.
//
// What became of the step before answers that step: the offer is forgotten.
func hearOffered(t *turn, u *utterance) bool {
	if p := t.st.Place.clone(); len(p.Stack) > 0 && (u.says.Has(intent.NotSolved) || u.says.Has(intent.Solved)) && !elsewhere(t, u) {
		n := len(p.Stack) - 1
		t.goTo(Place{Screen: AtStep, Flow: &p.Stack[n], Stack: p.Stack[:n]})
		return hearResult(t, u)
	}
	if hearClosed(t, u) {
		return true
	}
	if sign(u.says) >= 0 || u.says.Words > 6 {
		return false
	}
	declinePerson(t)
	return true
}

// declinePerson goes on without: with the walk, or with the list.
func declinePerson(t *turn) {
	t.st.Misses = 0
	if len(t.st.Place.Stack) > 0 {
		t.pre(t.T("go_on"))
		resume(t)
		return
	}
	t.goTo(Place{Screen: AtMenu})
	t.out.Kind = chat.TurnAck
	t.show(t.T("no_person"), t.menuButton(), t.human())
}
