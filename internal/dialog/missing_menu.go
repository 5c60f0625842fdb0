package dialog

import (
	"slices"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A menu that an account does not show is one it may not use. Who only supposes to be
// an admin is none then, and to whom the article would show the same path once more it
// is no help: an admin of the company is asked.

// supposedAdmin reports whether the user only supposed to have the rights: "hình như em
// là admin".
func supposedAdmin(t *turn) bool {
	if t.st.Role != roleAdmin {
		return false
	}
	return slices.ContainsFunc(t.st.Told, func(s string) bool {
		return seems(t, s) && (t.meanings(s).Has(intent.IsAdmin) || t.mentions("rights_words", s))
	})
}

// samePath reports whether the step names a menu path, and its article the same one.
func samePath(t *turn) bool {
	s, ok := stepNow(t)
	if !ok {
		return false
	}
	path, ok := pathOf(s.Text)
	if !ok {
		return false
	}
	a, ok := t.guide.Article(linked(t))
	return ok && slices.ContainsFunc(articleSteps(a), func(s kb.Step) bool {
		other, ok := pathOf(s.Text)
		return ok && other == path
	})
}
