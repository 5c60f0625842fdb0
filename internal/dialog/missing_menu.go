package dialog

import (
	"slices"
	"strings"

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

// othersHave reports whether a clause says that only somebody else of the firm has
// something: "only my manager does", "sếp mới có".
func othersHave(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		fields, line := strings.Fields(part), spelled(t, part)
		if len(fields) != len(line) || asksSomething(t, part) {
			return false
		}
		n := longestHead(led(line, 1, writtenPhrases(t, "told_heads")), writtenPhrases(t, "exclusive_words"))
		if n == 0 {
			return false
		}
		from := len(line) - len(led(line, 1, writtenPhrases(t, "told_heads"))) + n
		h, _ := person(t, fields[from:], line[from:])
		return h.other
	})
}
