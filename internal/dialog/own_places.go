package dialog

import (
	"slices"
	"strings"

	"hotro/internal/kb"
)

// One person may have the page open in two tabs, or on a computer and a phone. That is
// no account that several people share: it is noted, and the question stays.

// hearOwnPlaces notes such a line where one of the causes is a shared account.
func hearOwnPlaces(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || asks(u.words) || asksSomething(t, u.text) {
		return false
	}
	shared := aspect{affirms: "shared_words"}
	if !slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return shared.said(t, answerOf(&c)) == 1 }) ||
		slices.ContainsFunc(aspects(), func(a aspect) bool { return a.said(t, u.text) != 0 }) {
		return false
	}
	line := spelled(t, u.text)
	if othersIn(t, line) || t.mentions("colleague_words", u.text) ||
		!holdsPhrase(line, writtenPhrases(t, "own_places_words")) && !(t.mentions("computer_words", u.text) && holdsPhrase(line, writtenPhrases(t, "pocket_words"))) {
		return false
	}
	noteBesides(t, u)
	return true
}

// withoutLineKind is a line without the words for what kind a number is: "số di động"
// is called from, and no machine.
func withoutLineKind(t *turn, s string) string {
	for _, p := range writtenPhrases(t, "line_kind_words").all {
		if before, behind, ok := partedBy(t, s, p); ok {
			s = strings.Join(append(slices.Clone(strings.Fields(s)[:before]), behind), " ")
		}
	}
	return s
}
