package intent

import (
	"maps"
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// holderRoom is where the words of all companies leave room for what one calls who
// alone may do some steps.
const holderRoom = "{role}"

// withHolders puts what a company calls its role into the phrases that leave room for
// it: "tôi là {role}". A company without names for it has none of those.
func withHolders(g *kb.Guide, w *lexicon.Words) *lexicon.Words {
	r := g.Company().Role()
	names := slices.Concat(slices.Sorted(maps.Values(r.Label)), r.Names)
	out := *w
	out.Meanings = make([]lexicon.Meaning, len(w.Meanings))
	for i, m := range w.Meanings {
		m.Whole, m.Inside = called(m.Whole, names), called(m.Inside, names)
		out.Meanings[i] = m
	}
	return &out
}

// called is a list of phrases with each of the names where they leave room for one.
func called(list, names []string) []string {
	if !slices.ContainsFunc(list, func(p string) bool { return strings.Contains(p, holderRoom) }) {
		return list
	}
	var out []string
	for _, p := range list {
		if !strings.Contains(p, holderRoom) {
			out = append(out, p)
			continue
		}
		for _, n := range names {
			if q := strings.ReplaceAll(p, holderRoom, n); !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}
