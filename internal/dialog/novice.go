package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// hearNovice meets who is new to the work or no good with computers, at a step that
// he can do himself: he stays at it, and it is told more simply. That he is "nhân
// viên mới" refuses no role; a screen that asks for the role reads it so.
func hearNovice(t *turn, u *utterance) bool {
	if !novice(t, u) || !t.screen().does || t.st.Place.Screen == AtForward || !about(t, u) {
		return false
	}
	t.st.Misses = 0
	t.pre(t.unlike("novice", "novice_2"))
	how(t, u)
	return true
}

// novice reports whether a line says that its writer knows little, and neither
// speaks of rights, nor of what came of the step, nor wants a person.
func novice(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.trait != "" || !t.mentions("novice_words", u.text) && !slices.ContainsFunc(parts(t, u.text), func(part string) bool { return unskilled(t, part) }) || t.mentions("novice_not_words", u.text) {
		return false
	}
	return !u.words.HasAny(intent.Human, intent.NotSolved, intent.Solved, intent.NotThere) &&
		!wantsSomebody(t, u.text) && !t.mentions("call_ask_words", u.text)
}
