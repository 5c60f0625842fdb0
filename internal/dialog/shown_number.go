package dialog

import "hotro/internal/intent"

// The number that a customer sees when he is called is the carrier's matter and in no
// document: neither a phone that does not ring nor a number that is not found.

// hearShownNumber says that there is no guide for it, and offers a person.
func hearShownNumber(t *turn, u *utterance) bool {
	if r := u.res; t.st.Person || t.st.Place.Screen == AtOffer || walking(t) && !doubted(t) || r.Code != "" || u.fresh || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || !shownWrongly(t, u.text) {
		return false
	}
	beyondGuide(t, u)
	offerPerson(t, WhyOutside, t.T("outside_number"))
	return true
}

// shownWrongly reports whether a line says that another number is seen than the right
// one: by its name, or by whoever sees it. A number that is not found is not seen.
func shownWrongly(t *turn, s string) bool {
	if !t.mentions("other_number_words", s) {
		return false
	}
	if t.mentions("caller_id_words", s) {
		return true
	}
	if !t.mentions("other_side_words", s) && !t.mentions("caller_words", s) {
		return false
	}
	return cutSo(spelled(t, s), writtenPhrases(t, "seen_number_words"), func(before, _ []word) bool {
		return !holdsPhrase(lastOf(before, seenReach), writtenPhrases(t, "negator_words"))
	})
}

// seenReach is how many words before what is seen may deny it.
const seenReach = 2
