package dialog

import (
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// hearMiss is a text nothing was made of.
func hearMiss(t *turn, u *utterance) bool {
	switch {
	case !strings.ContainsFunc(u.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && t.st.Place.Screen == AtOffer:
		t.out.Kind = chat.TurnMiss
		missSigns(t)
	case u.fresh:
		haveID(t)
	case len(u.res.BadRefs) > 0:
		badID(t, u.res)
	case t.st.Place.Screen == AtPerson:
		noted(t, asks(u.says) || questions(t, u.text))
	case otherCause(t, u):
	case t.screen().closed() && t.st.Place.Flow != nil && u.res.Code == "" && nods(t, u):
		noteAndAsk(t, "nodded")
	case t.st.Place.Screen == AtOffer:
		noteDetail(t, u, asks(u.words) || asksSomething(t, u.text))
	case t.st.Place.Screen == AtPick && !asksPlainly(t, u) && u.says.Words > briefAnswer && u.says.Top() != intent.Insult:
		noteOnList(t, u)
	case numberAlone(t, u):
		noteNumber(t, u)
	case asksPlainly(t, u):
		passPlainly(t, u)
	case tellsBesides(t, u):
		noteBesides(t, u)
	default:
		miss(t, u.text)
	}
	return true
}

// nods reports whether a line begins by saying yes to what was understood: "đúng, nó tự
// dịch", where the screen asks for something else.
func nods(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	return len(all) > 1 && says(t, all[0], "nod_words") && !asksSomething(t, u.text) && t.st.Misses == 0
}

// miss says what is waited for, then offers a person.
func miss(t *turn, s string) {
	if stack := t.aside(); t.st.Place.Screen == AtEnded && len(stack) > 0 {
		t.out.Kind = chat.TurnGreet
		comeBack(t, "welcome_back", stack) // as was promised when it was closed
		return
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		t.out.Kind = chat.TurnMiss
		missSigns(t)
		return
	}
	t.leave()
	t.st.Misses++
	t.out.Kind = chat.TurnMiss
	if t.st.First == "" {
		t.st.First = text.Brief(s, titleSize)
	}
	if t.st.Misses >= 2 && lost(t) {
		return
	}
	if t.st.Misses >= 2 {
		offerPerson(t, WhyMissed, t.T("miss_again"))
		t.out.Kind = chat.TurnMiss
		return
	}
	t.around(t.screen().miss())
}

// missSigns answers "?" and "…": what is asked is asked in plainer words, and nobody is
// called for it.
func missSigns(t *turn) {
	switch {
	case t.st.Place.Screen == AtPerson:
		showWaiting(t)
	case walking(t):
		t.around(t.screen().miss())
	default:
		t.around("say_more")
	}
}

// miss is the word that tells what the screen waits for.
func (s *screen) miss() string {
	if s.waits == "" {
		return "miss"
	}
	return "miss_" + s.waits
}

// closed reports whether the screen asks a question with a closed set of
// answers inside a walk: what is none of them is said again, not sent away.
func (s *screen) closed() bool {
	switch s.waits {
	case "causes", "role", "wait", "ref", "fact":
		return true
	}
	return false
}

// expects reports whether the user has something to do or to answer there, inside a walk.
func (s *screen) expects() bool { return s.does || s.closed() }

// collects reports whether the screen asks for what staff will need.
func (s *screen) collects() bool { return s.waits == "ref" || s.waits == "fact" }

// ack is the word that answers "ok".
func (s *screen) ack() string {
	if s.does {
		return "ack"
	}
	return s.miss()
}
