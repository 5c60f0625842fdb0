package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A button that does nothing ("bấm gọi mà im re", a button that is grey) is no call that
// is connected and not heard, and none that does not reach the customer: nothing was
// begun. No document is about it. What was understood is said, the one thing asked that
// would tell which error it is (words on the screen), and a person offered. Who tells it
// once more, or that the screen says nothing, is written down, which is no yes.

// hearDead answers who tells that pressing the button does nothing.
func hearDead(t *turn, u *utterance) bool {
	if r := u.res; t.st.Person || walking(t) && !doubted(t) || r.Code != "" || u.fresh || u.words.Has(intent.Human) || u.says.Has(intent.Human) || u.words.Has(intent.Solved) || r.Intent == intent.KindTopic && calledBy(t, u.text, r.Topic) || message(t, u.text) != "" {
		return false
	}
	again := t.st.Place.Screen == AtOffer && deadBefore(t)
	switch {
	case again && (isDead(t, u.text) || showsNothing(t, u)):
		noteDetail(t, u, false)
		return true
	case slices.ContainsFunc(parts(t, u.text), func(part string) bool { return turned(t, part) }):
		return false // a button of a translated page is dead for that
	case !isDead(t, u.text) || u.says.Deaf.Them || u.says.Deaf.Us:
		return false
	}
	beyondGuide(t, u)
	word := "outside_dead"
	if t.mentions("nothing_shown_words", u.text) {
		word = "outside_dead_blank" // what would be asked was told
	}
	offerPerson(t, WhyOutside, t.T(word))
	return true
}

// beyondGuide takes a line for a fault that no document has, and no guess for its own.
func beyondGuide(t *turn, u *utterance) {
	giveUpGuess(t)
	keepDetail(t, u.text)
	t.st.Misses = 0
	t.out.Kind = chat.TurnOutside
}

// deadBefore reports whether an earlier line of this matter told it.
func deadBefore(t *turn) bool {
	n := len(t.st.Told) - 1
	return n > 0 && slices.ContainsFunc(t.st.Told[:n], func(s string) bool { return isDead(t, s) })
}

// showsNothing reports whether a line says that there is nothing on the screen, which
// was asked: "không", "không có chữ gì hết". Where that was told before, nothing was
// asked, and a bare no is one to the offer.
func showsNothing(t *turn, u *utterance) bool {
	if t.mentions("nothing_shown_words", u.text) {
		return true
	}
	return bareNo(t, u) && !slices.ContainsFunc(t.st.Told, func(s string) bool { return t.mentions("nothing_shown_words", s) })
}

// isDead reports whether a line says that the button was pressed and nothing came of it.
// Words that are also said of a sound count where the line tells of no call that rang,
// ended or was answered.
func isDead(t *turn, s string) bool {
	if !t.mentions("press_words", s) {
		return false
	}
	line := spelled(t, s)
	return ofButton(t, line, "dead_words") || inert(t, line) || ofButton(t, line, "quiet_words") && !t.mentions("sound_other_words", s) && !t.mentions("answered_words", s)
}

// ofButton reports whether a line holds one of the phrases of a key, and says it of
// nobody: "máy khách im re" is about a customer.
func ofButton(t *turn, line []word, key string) bool {
	return cutSo(line, writtenPhrases(t, key), func(before, _ []word) bool { return !someoneBefore(t, before) })
}

// inert reports whether a line denies that something moves or answers: "chẳng nhúc nhích".
func inert(t *turn, line []word) bool {
	return cutSo(line, writtenPhrases(t, "react_words"), func(before, _ []word) bool {
		from := max(0, len(before)-inertReach)
		no, i := soonest(before[from:], inertReach, writtenPhrases(t, "negator_words"))
		return no != nil && !someoneBefore(t, before[:from+i])
	})
}

// someoneBefore reports whether the last of some words name somebody.
func someoneBefore(t *turn, before []word) bool {
	return holdsPhrase(lastOf(before, someoneReach), writtenPhrases(t, "other_side_words"))
}

const (
	inertReach   = 4 // words before a verb that may deny it
	someoneReach = 3 // words in which whoever is silent stands before that
)
