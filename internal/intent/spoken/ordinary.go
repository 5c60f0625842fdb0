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
	marked map[markedWord]bool
	bare   map[string]bool
}

func newOrdinary(g *kb.Guide, w *lexicon.Words) *ordinary {
	o := &ordinary{map[markedWord]bool{}, map[string]bool{}}
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
			sign := lexicon.Sign(marks, sp)
			if o.marked[markedWord{string(folded[sp.Start:sp.End]), sign}] {
				continue // without a copy: most words have been seen
			}
			w := string(folded[sp.Start:sp.End])
			o.bare[w], o.marked[markedWord{w, sign}] = true, true
		}
	}
}

// markedWord is a bare word and the sign of its diacritics.
type markedWord struct {
	bare string
	sign uint16
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
		w := t.Folded[sp.Start:sp.End]
		if marks {
			odd[i] = !o.marked[markedWord{string(w), t.Sign(i)}]
		} else {
			odd[i] = !o.bare[string(w)]
		}
		if odd[i] {
			n++
		}
	}
	return odd, n
}
