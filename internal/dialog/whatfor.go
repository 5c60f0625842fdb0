package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// "Gặp nhân viên làm gì, tui hỏi cái mã thôi": who asks what a person would be good for
// wants none, and says what he wants in place of one.

// whatFor reports whether a clause asks what a person would be good for.
func whatFor(t *turn, part string) bool {
	ends := writtenPhrases(t, "what_for_ends")
	return (endsWith(spelled(t, part), ends) || endsWith(uncalled(t, part), ends)) && t.meanings(part).Has(intent.Human) // "làm chi" ends in no "chị"
}

// unhanded takes the wish for a person from who hands something to somebody of his own firm
// himself: "để em chuyển máy cho IT".
func unhanded(t *turn, u *utterance) {
	if !u.words.Has(intent.Human) && u.res.Intent != intent.KindHuman {
		return
	}
	own := false
	for _, part := range parts(t, u.text) {
		switch {
		case mustTurnToOwn(t, part):
			own = true
		case startsHold(t, part) && (t.mentions("own_words", part) || t.mentions("technician_words", part)) && !t.mentions("their_head_words", part) && !t.mentions("support_words", part):
			own = true
		case t.meanings(part).Has(intent.Human):
			return
		}
	}
	if own {
		u.without(intent.Human)
		u.wants, u.res = false, intent.Result{Intent: intent.KindNone}
	}
}

// unwished takes the wish for a person from a line that asks that, and says something
// else.
func unwished(t *turn, u *utterance) {
	asks := func(part string) bool { return whatFor(t, part) }
	rest := joinBut(parts(t, u.text), asks)
	if rest == "" || !slices.ContainsFunc(parts(t, u.text), asks) {
		return
	}
	u.without(intent.Human)
	u.text, u.wants = rest, false
	if u.res.Intent == intent.KindHuman {
		u.res = heardAs(t, u.text).Result
	}
}
