package spoken

import (
	"cmp"
	"math/bits"
	"slices"

	"hotro/internal/intent/lexicon"
)

// Match is what a text says of codes.
type Match struct {
	Names []string // of the codes, best first
	Whole bool     // one code and all of it, or nearly
	Score float64
}

// How much of a code must be rendered.
const (
	renderedAll   = 0.86 // of its weight, to be the code
	renderedWords = 3    // words, in any case
	renderedLong  = 5    // words of a code that no document covers: ordinary sentences say the shorter ones
	renderedSome  = 0.3  // of its weight, to be thought of at all
	renderedPart  = 2    // renderings, one of them such as only translators say, to ask
	partsLead     = 0.75 // of what the likeliest code has, to be asked about beside it
)

// Translated finds the code that a text renders word for word, in any order.
// t holds its buffers.
func (b *Book) Translated(t *Text, words *lexicon.Text) (Match, bool) {
	l := &t.lattice
	b.plain(l, words)
	b.translate(l, words)
	if l.words < renderedWords && !l.strange {
		return Match{}, false
	}
	least := renderedAll - 1e-9 // of what a code must be held; a part counts only where a translator speaks
	if l.strange {
		least = renderedSome
	}
	best, share, size := -1, 0.0, 0
	var parts []part
	for _, i := range b.possible(t, least) {
		c := &b.codes[i]
		f := (&walk{b: b, c: c, l: l}).search()
		n := bits.OnesCount32(f.mask)
		s := f.sum / c.weight
		switch {
		case s >= renderedAll && n >= renderedWords && (c.covered || n >= renderedLong):
			if s > share+1e-9 || s > share-1e-9 && n > size {
				best, share, size = i, s, n
			}
		case f.strange && f.readings >= renderedPart && c.covered:
			parts = append(parts, part{c.name, f.sum})
		}
	}
	if best >= 0 {
		return Match{[]string{b.codes[best].name}, true, share}, true
	}
	return Match{Names: likeliest(parts), Score: 0.5}, len(parts) > 0
}

// part is a code of which some words are rendered, and their weight.
type part struct {
	name string
	sum  float64
}

// likeliest returns the names of the codes of which most is rendered, best first.
func likeliest(parts []part) []string {
	slices.SortStableFunc(parts, func(a, c part) int { return cmp.Compare(c.sum, a.sum) })
	var out []string
	for _, p := range parts {
		if p.sum >= partsLead*parts[0].sum {
			out = append(out, p.name)
		}
	}
	return out
}
