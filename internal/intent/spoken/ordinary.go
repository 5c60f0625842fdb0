package spoken

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// ordinary knows the words that people say when they read no code aloud: those
// of the guide and of the words data, with their diacritics. What is spelt as
// it sounds looks odd beside them: "nót", "giần". Immutable once built.
type ordinary struct {
	marked, bare map[uint64]struct{} // hashes of words, with the signs of their diacritics and without
}

func newOrdinary(g *kb.Guide, w *lexicon.Words) *ordinary {
	o := &ordinary{map[uint64]struct{}{}, map[uint64]struct{}{}}
	for _, t := range g.Topics {
		o.learn(t.Phrases, t.Labels, t.Units, []string{t.Title})
	}
	o.learn(g.Outside, w.Human, w.Outside, w.Vague, w.Polite, w.Filler)
	for _, c := range w.Concepts {
		o.learn(c.Words)
	}
	for _, m := range w.Meanings {
		o.learn(m.Whole, m.Inside)
	}
	for k, v := range w.Replace {
		o.learn([]string{k, v})
	}
	for k, v := range w.Either {
		o.learn([]string{k}, v)
	}
	return o
}

func (o *ordinary) learn(lists ...[]string) {
	var folded []byte
	var marks []text.Mark
	var words []text.Span
	for _, s := range slices.Concat(lists...) {
		folded, marks = text.AppendFoldMarks(folded[:0], marks[:0], s)
		words = text.AppendWords(words[:0], folded)
		for _, sp := range words {
			w := folded[sp.Start:sp.End]
			o.bare[hashOf(w, 0)], o.marked[hashOf(w, lexicon.Sign(marks, sp))] = struct{}{}, struct{}{}
		}
	}
}

// hashOf is the hash of a bare word and the sign of its diacritics, by FNV-1a.
func hashOf(bare []byte, sign uint16) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range bare {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return (h ^ uint64(sign)) * 1099511628211
}

// odd returns, in the room of odd, which words of a text nobody says in an
// ordinary sentence, and how many.
func (o *ordinary) odd(odd []bool, t *lexicon.Text) ([]bool, int) {
	odd = cleared(odd, len(t.Spans))
	marks, n := false, 0
	for i := range t.Spans {
		marks = marks || t.Sign(i) != 0
	}
	for i, sp := range t.Spans {
		known := false
		if w := t.Folded[sp.Start:sp.End]; marks {
			_, known = o.marked[hashOf(w, t.Sign(i))]
		} else {
			_, known = o.bare[hashOf(w, 0)]
		}
		if odd[i] = !known; odd[i] {
			n++
		}
	}
	return odd, n
}
