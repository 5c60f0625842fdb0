package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// Some steps are for those with whom the one before did not do what it should: "Nếu
// trang vẫn tự dịch, …". Who says that it did, and that the call fails all the same, is
// past them.

// overFor reports whether the step behind the present one is such a step, and a line says
// that what it is for is over.
func overFor(t *turn, u *utterance) bool {
	steps, _, _ := t.steps()
	next := t.st.Place.Flow.after(len(steps))
	return t.screen().does && next < len(steps) && goneFor(t, u, &steps[next])
}

// goneFor reports whether a line says that what a step is for is over: a side of it that
// tells no deed names what that step begins with, and ends as what has come about.
func goneFor(t *turn, u *utterance, s *kb.Step) bool {
	when, _, _ := strings.Cut(chat.Plain(s.Text), ",")
	if !t.mentions("case_words", firstWords(when)) || !t.mentions("still_words", when) {
		return false
	}
	subject := spelled(t, when)
	all := sides(t, u.text)
	return slices.ContainsFunc(all[:len(all)-1], func(side string) bool {
		line := headless(t, spelled(t, side))
		if len(line) < 2 || !endsDone(t, side) && !noLonger(t, side) || holdsPhrase(line, writtenPhrases(t, "still_words")) || holdsPhrase(line, writtenPhrases(t, "step_verbs")) || holdsPhrase(line, writtenPhrases(t, "did_words")) {
			return false
		}
		return slices.ContainsFunc(line[:2], func(w word) bool {
			return slices.ContainsFunc(subject[1:], func(x word) bool { return x == w })
		})
	})
}
