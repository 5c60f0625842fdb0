package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/company"
)

// movesNumber takes a number that was written down as another's for where to call back,
// where a line says whose it is: "không phải số khách, số của tôi đó".
func movesNumber(t *turn, u *utterance) bool {
	if strings.ContainsAny(u.text, "0123456789") || !callsBack(t, affirmedParts(t, u.text)) {
		return false
	}
	for _, kind := range t.guide.Company().Of(company.Phone) {
		taken := t.st.Facts[kind]
		if taken == "" || !slices.ContainsFunc(parts(t, u.text), func(part string) bool {
			return t.mentions("told_"+kind+"_words", part) && holdsPhrase(spelled(t, part), writtenPhrases(t, "negator_words"))
		}) {
			continue
		}
		delete(t.st.Facts, kind)
		t.st.Facts[phoneFact] = taken
		tellWaiting(t, chat.TurnNoted, t.T("detail_kept", "detail", t.T("told_phone", "value", plain(taken))))
		return true
	}
	return false
}

// affirmedParts is a line without the clauses that deny.
func affirmedParts(t *turn, s string) string {
	return joinBut(parts(t, s), func(part string) bool {
		return holdsPhrase(spelled(t, part), writtenPhrases(t, "negator_words"))
	})
}
