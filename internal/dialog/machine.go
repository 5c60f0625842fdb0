package dialog

import (
	"slices"
	"strings"
)

// Where something is differs by the machine; of who has told which one he has, only
// that is said.

// forMachine is a text on a place without the sentences on other machines than the
// user's. One that begins with his takes the place of those that hold for several.
func forMachine(t *turn, text string) string {
	all := sentences(t, []string{text})
	for kind := range t.st.Traits {
		mine := t.traits.named(kind, t.st.Traits[kind])
		if len(mine.ways) == 0 {
			continue
		}
		own := slices.ContainsFunc(all, func(s string) bool { return startsWith(t, s, mine) })
		kept := slices.DeleteFunc(slices.Clone(all), func(s string) bool {
			if startsWith(t, s, mine) {
				return false
			}
			return slices.ContainsFunc(t.traits[kind], func(o option) bool {
				return o.name() != mine.name() && (own && namesOption(t, s, o) || startsWith(t, s, o))
			})
		})
		if len(kept) > 0 && len(kept) < len(all) {
			all = kept
		}
	}
	return strings.Join(all, " ")
}

// namesOption reports whether a sentence names an option as its answers call it.
func namesOption(t *turn, s string, o option) bool {
	return lastWords(look(t, s).padded, o.name()) >= 0
}

// startsWith reports whether a sentence is about one option: it begins with it,
// whatever it is called by before a colon.
func startsWith(t *turn, s string, o option) bool {
	if _, rest, ok := strings.Cut(s, "**: "); ok && strings.HasPrefix(s, "**") {
		s = rest
	}
	return namesOption(t, firstWords(s), o)
}
