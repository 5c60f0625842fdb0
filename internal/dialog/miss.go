package dialog

import "hotro/internal/text"

// unheard is a text nothing was made of.
func unheard(t *turn, u *utterance) {
	switch {
	case u.fresh:
		haveID(t)
	case len(u.res.BadIDs) > 0:
		badID(t, u.res)
	case t.st.Place.Screen == AtPerson:
		noted(t)
	case t.st.Place.Screen == AtComment:
		takeComment(t, u.text)
	default:
		miss(t, u.text)
	}
}

// miss asks once more, then offers a person.
func miss(t *turn, s string) {
	t.st.Misses++
	t.out.Kind = "miss"
	if t.st.First == "" {
		t.st.First = text.Brief(s, 80)
	}
	if t.st.Misses >= 2 {
		offerPerson(t, WhyMissed, t.T("miss_again"))
		return
	}
	t.around("miss")
}
