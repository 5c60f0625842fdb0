package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// dropsMatter reports whether a line gives the matter up for a reason: what stands in
// the way is meant to, or another customer is called. "Gọi số khác vẫn bị" is
// news of the error.
func dropsMatter(t *turn, u *utterance) bool {
	if u.res.Code != "" || asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.Hold) && !t.mentions("on_purpose_words", u.text) {
		return false
	}
	meant := t.mentions("on_purpose_words", u.text)
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		switch {
		case t.mentions("drop_not_words", part) || t.mentions("error_words", part) && !meant || callWorks(t, part):
			return false
		case t.mentions("drop_words", part):
			return true
		default:
			return meant && t.mentions("let_be_words", part)
		}
	})
}

// drop ends a matter that is given up: it is not put aside, for nobody wants to go
// on with it.
func drop(t *turn) {
	t.note(chat.StepSkipped)
	t.st.Told, t.st.Misses = nil, 0
	t.goTo(Place{Screen: AtMenu})
	showAs(t, chat.TurnStop, t.T("dropped"), t.menuButton())
}
