package dialog

import (
	"strings"

	"hotro/internal/intent"
)

// "Gặp nhân viên làm gì, tui hỏi cái mã thôi": who asks what a person would be good for
// wants none, and says what he wants in place of one.

// whatFor reports whether a clause asks what a person would be good for.
func whatFor(t *turn, part string) bool {
	ends := writtenPhrases(t, "what_for_ends")
	return (endsWith(spelled(t, part), ends) || endsWith(uncalled(t, part), ends)) && t.meanings(part).Has(intent.Human) // "làm chi" ends in no "chị"
}

// unwished takes the wish for a person from a line that asks that, and says something
// else.
func unwished(t *turn, u *utterance) {
	var rest []string
	all := parts(t, u.text)
	for _, part := range all {
		if !whatFor(t, part) {
			rest = append(rest, part)
		}
	}
	if len(rest) == 0 || len(rest) == len(all) {
		return
	}
	u.without(intent.Human)
	u.wants = false
	u.text = strings.TrimSpace(strings.Join(rest, ", "))
	if u.res.Intent == intent.KindHuman {
		u.res = heardAs(t, u.text).Result
	}
}
