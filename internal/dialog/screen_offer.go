package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// behindWords is how many words a line has that speaks of the walk behind an
// offer.
const behindWords = 4

// offerScreen offers a person.
func offerScreen() *screen {
	return &screen{
		may:  atChoice(),
		show: func(t *turn) { t.show(t.T("offer"), append(t.buttons(), t.menuButton())...) },
		answers: func(t *turn) []answer {
			a := []answer{{verb: "yes", label: t.T("human_button"), says: []string{t.T("send_button")}, do: acceptPerson, hinted: (*turn).again, sign: 1}}
			if leadsBack(t) {
				a = append(a, answer{verb: "no", label: t.T("continue_button"), do: declinePerson, sign: -1})
			}
			return a
		},
		hear:  hearOffered,
		waits: "confirm",
	}
}

// offerPerson offers a person for a reason, in the words given.
//
// Who declined one is not asked again in the same matter: he hears how to call
// for one.
func offerPerson(t *turn, why, words string) {
	t.leave()
	if t.st.Refused && (why == WhyAsked || why == WhyOutside || why == WhyMissed) {
		t.around("no_offer")
		return
	}
	t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: why})
	t.show(words, append(t.buttons(), t.menuButton())...)
}

// acceptPerson hands over for the reason the offer was made.
func acceptPerson(t *turn) {
	why := t.st.Place.Why
	if why == "" {
		why = WhyMissed
	}
	if why == WhyDocument && toBehind(t) {
		if s, ok := stepNow(t); ok {
			handOff(t, why, s.After)
			return
		}
	}
	handOff(t, why, "")
}

// leadsBack reports whether a walk is behind the offer that may be gone on with. Where the
// document has nothing but the offer, there is none.
func leadsBack(t *turn) bool { return len(t.st.Place.Stack) > 0 && t.st.Place.Why != WhyDocument }

// declinePerson goes on without: with the walk, or with the list.
func declinePerson(t *turn) {
	t.st.Misses, t.st.Refused = 0, true
	if leadsBack(t) {
		t.pre(t.T("go_on"))
		resume(t)
		return
	}
	t.goTo(Place{Screen: AtMenu})
	showAs(t, chat.TurnAck, t.T("no_person"), t.menuButton(), t.human())
}

// refusesPerson reports whether a line wants no person, whatever it says besides.
func refusesPerson(t *turn, u *utterance) bool {
	return u.says.Refuses(intent.Human) || u.words.Refuses(intent.Human) || t.mentions("no_person_words", u.text)
}

// notAsked meets who never asked for the person that was called or offered.
func notAsked(t *turn) {
	t.st.Refused = true
	if t.st.Person {
		showAs(t, chat.TurnWaitDone, t.T("not_asked_waiting"), cancelButton(t), t.menuButton())
		return
	}
	aroundAs(t, chat.TurnAck, "not_asked")
}

// resultBehind goes back to the step behind a question where a line tells what
// became of that step, and reports whether it did.
func resultBehind(t *turn, u *utterance) bool {
	return (u.says.Has(intent.NotSolved) && leadsBack(t) || u.says.Has(intent.Solved)) && !elsewhere(t, u) && toBehind(t)
}

// toBehind goes back to the walk that was put aside last, and reports whether there is one.
func toBehind(t *turn) bool {
	p := t.st.Place.clone()
	n := len(p.Stack) - 1
	if n >= 0 {
		t.goTo(Place{Screen: AtStep, Flow: &p.Stack[n], Stack: p.Stack[:n]})
	}
	return n >= 0
}

// behind goes back to the walk that was put aside for the offer where a line is
// none of yes and no and may be about that walk, and reports whether it did:
// the line is answered there.
func behind(t *turn, u *utterance) bool {
	p := t.st.Place.clone()
	if !leadsBack(t) || u.wants || u.says.Has(intent.Human) || u.res.Code != "" || u.res.Intent == intent.KindHuman {
		return false
	}
	if tp, ok := subject(t); u.res.Intent == intent.KindTopic && (!ok || tp.ID != u.res.Topic) {
		return false
	}
	if f := u.says; u.trait == "" && (f.Words < behindWords || !asks(f) && !f.Has(intent.NoID) && (sign(f) != 0 || len(f.Matches) > 0)) {
		return false
	}
	n := len(p.Stack) - 1
	before := t.st.clone()
	place := Place{Screen: AtStep, Flow: &p.Stack[n], Stack: p.Stack[:n]}.clone()
	if b := len(t.st.Back) - 1; b >= 0 && t.st.Back[b].Flow != nil && t.st.Back[b].Flow.Topic == p.Stack[n].Topic {
		place = t.st.Back[b].clone()
		t.st.Back = slices.Clip(t.st.Back[:b])
	}
	t.st.Place, t.st.Misses = place, 0
	t.st.Turn++
	quietly(t, t.again)
	if t.st.Place.Screen == AtOffer { // the walk comes to no other screen than this
		t.st = before
		return false
	}
	return true
}

// quietly shows a screen for its buttons alone.
func quietly(t *turn, show func()) {
	out, said, twice := t.out, t.st.Said, t.st.Twice
	show()
	t.out, t.st.Said, t.st.Twice = out, said, twice
}
