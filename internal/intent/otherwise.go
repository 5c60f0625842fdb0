package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// otherwise is a guide whose topics in a language that is not the words' own have
// phrasings made of what they say: nobody has written down yet how their users
// speak. A guide in the words' own language is returned as it is.
func otherwise(g *kb.Guide, w *lexicon.Words) *kb.Guide {
	if !slices.ContainsFunc(g.Topics, func(t kb.Topic) bool { return w.Otherwise[t.Lang] != nil }) {
		return g
	}
	out := *g
	out.Topics = slices.Clone(g.Topics)
	for i := range out.Topics {
		t := &out.Topics[i]
		if w.Otherwise[t.Lang] == nil {
			continue
		}
		said := slices.Clone(t.Phrases)
		for _, s := range slices.Concat([]string{t.Title, t.Name, t.Label}, t.Phrases) {
			said = append(said, w.Otherwise.Of(t.Lang, s)...)
			said = append(said, w.Otherwise.Forms(t.Lang, s))
		}
		for _, u := range t.Units {
			said = append(said, u, w.Otherwise.Forms(t.Lang, u))
		}
		t.Phrases = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	}
	return &out
}
