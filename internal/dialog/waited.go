package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearWaited meets who says, while a timer runs, that the time is over: he is asked
// what came of it. Who says that it is not over yet is waited for.
func hearWaited(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtWait || u.res.Code != "" || callWorks(t, u.text) || strings.Contains(u.text, "?") || wonders(t, u.text) {
		return false
	}
	if t.mentions("wait_left_words", u.text) {
		t.st.Misses = 0
		aroundAs(t, chat.TurnHold, "hold_2")
		return true
	}
	if u.words.Has(intent.Solved) || u.words.Has(intent.NotSolved) || unchanged(t, u.text) || !waited(t, u.text) {
		return false
	}
	t.st.Misses = 0
	askResult(t)
	return true
}

// waited reports whether a line says that a wait is over: in so many words, or by a
// time that has passed ("5p rồi nè", "nãy giờ cũng hơn ba phút rồi").
func waited(t *turn, s string) bool {
	if t.mentions("waited_words", s) {
		return true
	}
	if !t.mentions("passed_words", s) {
		return false
	}
	line, units := spelled(t, s), writtenPhrases(t, "minute_units")
	for i, w := range line {
		if i > 0 && among(units, w) {
			if _, ok := spelledNumber(t.words, line[i-1]); ok {
				return true
			}
		}
		if n := len(w.bare) - 1; n > 0 && n < 3 && w.bare[0] >= '1' && w.bare[0] <= '9' && among(units, newWord(w.bare[n:])) {
			return true // "5p"
		}
	}
	return false
}
