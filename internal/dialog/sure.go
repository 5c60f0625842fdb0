package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What a line surely does counts also where the screen waits for something else: a
// word of praise, that there is no call ID, that the error is back, that it is none
// of these. Known words come first; this is the likeness to what others write, and
// none of it is about another topic.

// hearSure answers such a line.
func hearSure(t *turn, u *utterance) bool {
	if t.st.Person || t.st.Place.Screen == AtPerson || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 ||
		u.res.Intent == intent.KindTopic && !same(t, u.res.Topic) || asks(u.words) || asksSomething(t, u.text) && !u.words.Has(intent.Greeting) {
		return false
	}
	act := intent.Meaning(u.act)
	switch {
	case act == intent.Comment && walking(t) && !u.says.Denies && !t.mentions("fault_words", u.text):
		aroundAs(t, chat.TurnThanks, "kind_word")
	case u.surely(actLikeliest, intent.Solved) && walking(t) && !t.screen().does && u.words.Has(intent.Solved) && u.words.Has(intent.Thanks) && !u.says.Denies:
		solved(t) // who thanks for it does not merely agree: "dc r thks"
	case u.surely(actFirm, intent.Solved) && walking(t) && !t.screen().does && u.says.Words <= briefAnswer+1 && len(u.words.Matches) == 0:
		solved(t) // "ok chạy r"
	case act == intent.NoID && (t.st.Place.Screen == AtPick || t.st.Place.Screen == AtMenu || t.st.Place.Screen == AtMaybe):
		sayNoCode(t, u)
	case act == intent.Relapse && t.st.Place.Screen == AtMenu:
		if !relapse(t) {
			aroundAs(t, chat.TurnMenu, "relapse_which")
		}
	case act == intent.No && u.says.Words <= briefRefusal && t.st.Place.Screen == AtMenu:
		nope(t)
	case (act == intent.AnyoneYet || act == intent.Greeting) && t.st.Place.Screen == AtStart && u.words.Has(intent.Greeting) && u.says.Words <= presenceLine:
		greet(t)
	default:
		return false
	}
	if t.out.Kind != chat.TurnMiss {
		t.st.Misses = 0
	}
	return true
}

// sayNoCode takes that there is no code, where none was asked for: what else the line tells
// is heard, and else what is seen is asked for. That there is no call ID is no matter yet.
func sayNoCode(t *turn, u *utterance) {
	rest := joinBut(parts(t, u.text), func(part string) bool { return partDoes(t, part, actSure, intent.NoID) })
	switch {
	case namesID(t, u):
		t.st.NoID = true
		t.pre(t.T("noid_fine"))
		t.again()
		t.out.Kind = chat.TurnAck
	case rest != "" && rest != u.text:
		listenTo(t, u, rest)
	default:
		keepDetail(t, u.text)
		showAs(t, chat.TurnNoted, t.T("describe"), t.st.Offer...)
	}
}

// tellsSurely reports whether a line surely says how far the user is, or answers.
func tellsSurely(u *utterance) bool {
	return u.surely(actTelling, intent.Done, intent.Hold, intent.Yes, intent.No, intent.NotSolved, intent.Solved, intent.NotThere, intent.Ack, intent.MoreInfo)
}

// surely reports whether a line is at least that likely to be one of some acts.
func (u *utterance) surely(bound float64, acts ...intent.Meaning) bool {
	return u.sure >= bound && slices.Contains(acts, intent.Meaning(u.act))
}

// partDoes reports whether a clause is at least that likely to be one of some acts.
func partDoes(t *turn, part string, bound float64, acts ...intent.Meaning) bool {
	act, likely := heardAs(t, part).Acts.Likeliest()
	return likely >= bound && slices.Contains(acts, intent.Meaning(act))
}

// briefRefusal is how many words a line has that says no to what is listed, and tells
// nothing: "không phải, cái khác cơ".
const briefRefusal = 6

const (
	actTelling   = 0.7 // of an act that is no wish for a person, whatever else it is like
	actLikeliest = 0.8 // of an act that settles a line in which no known word does
)
