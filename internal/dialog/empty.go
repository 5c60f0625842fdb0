package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who looked where a step sends and found nothing there to act on has done the
// step: "danh sách trống trơn" and "chỉ có hai dòng free" are results of it. To
// be told the same place again helps nobody; where to look is another matter
// (see notThere).

// hearEmpty takes such a line as the result of the present step.
func hearEmpty(t *turn, u *utterance) bool {
	if !t.screen().does || t.st.Place.Flow == nil || elsewhere(t, u) || surelyAnother(t, u.res) && !soughtHere(t, u) ||
		u.words.Has(intent.Solved) || u.surely(actFirm, intent.Solved) || u.words.Has(intent.Human) || callWorks(t, u.text) {
		return false
	}
	switch {
	case t.st.Place.Screen == AtForward && !foundNothing(t, u):
		return false // of the text that was passed on, only what who got it found is a result
	case (noWayIn(t) || othersHave(t, u.text)) && (u.says.Has(intent.NotThere) || t.mentions("none_words", u.text)) && !wonders(t, u.text):
		notThere(t)
	case foundNothing(t, u):
		goPastOthers(t, chat.StepFailed)
	case showsOther(t, u) && notFoundHere(t, u):
	case showsOther(t, u):
		goPastOthers(t, chat.StepSkipped)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// foundNothing reports whether a line says that a list is empty, or that what the
// step speaks of is not in it.
func foundNothing(t *turn, u *utterance) bool {
	if t.mentions("empty_words", u.text) {
		return !strings.Contains(u.text, "?") && !asks(u.words) || t.mentions("what_now_words", u.text)
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool { // "tìm trong danh sách mà không thấy" is one finding
		line := spelled(t, part)
		return (holdsPhrase(line, writtenPhrases(t, "inside_words")) || holdsPhrase(line, writtenPhrases(t, "sought_words"))) && t.mentions("none_words", part) && !wonders(t, part)
	})
}

// soughtHere reports whether a line that sounds like another error says that nothing,
// or not what is sought, is where the step sends: "không thấy số đó trong danh sách".
func soughtHere(t *turn, u *utterance) bool {
	line := spelled(t, u.text)
	return (holdsPhrase(line, writtenPhrases(t, "sought_words")) || holdsPhrase(line, writtenPhrases(t, "inside_words"))) && u.res.Code == "" && !t.mentions("number_words", u.text) && foundNothing(t, u)
}

// showsOther reports whether a line says what there is in place of what the step
// names: "chỉ có free voice call, không có call out".
func showsOther(t *turn, u *utterance) bool {
	return t.mentions("only_there_words", u.text) && (t.mentions("none_words", u.text) || u.says.Has(intent.NotThere)) && !wonders(t, u.text)
}
