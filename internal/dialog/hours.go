package dialog

import (
	"slices"

	"hotro/internal/chat"
)

// Who asks when staff are at work, or whether anybody is at this hour, wants an answer and
// no request: the hours as they are set, or that they are not known.

// shortHours is how many words a line has at most that names the hours and asks nothing.
const shortHours = 4

// hearHours tells the hours, and offers a person.
func hearHours(t *turn, u *utterance) bool {
	if t.st.Person || u.res.Code != "" || u.fresh || !asksHours(t, u) {
		return false
	}
	t.st.Misses = 0
	text := hoursText(t, u)
	if t.st.Place.Screen == AtOffer {
		t.show(text, t.st.Offer...)
	} else {
		offerPerson(t, WhyAsked, text)
	}
	t.out.Kind = chat.TurnAnswer
	return true
}

// hoursText is the hours as they are set, or that they are not known.
func hoursText(t *turn, u *utterance) string {
	if u.Hours == "" {
		return t.T("hours_unknown")
	}
	return t.T("hours_known", "hours", u.Hours)
}

// asksHours reports whether a line asks for the hours of staff: it names them, or a time
// and that somebody is on duty then. Who tells a fault, or pleads for help, asks nothing.
func asksHours(t *turn, u *utterance) bool {
	if mentionsAny(t, u.text, "calling_words", "caller_words", "duty_not_words", "set_up_words") || amissHere(t, u) || asksHow(t, u) ||
		slices.ContainsFunc(parts(t, u.text), func(part string) bool { return t.meanings(part).Denies && !wonders(t, part) }) {
		return false
	}
	if t.mentions("office_hours_words", u.text) {
		return u.says.Words <= shortHours || asksAnything(t, u)
	}
	return t.mentions("work_time_words", u.text) && t.mentions("on_duty_words", u.text) && (asksAnything(t, u) || asksSomething(t, u.text) || t.mentions("which_hour_words", u.text))
}
