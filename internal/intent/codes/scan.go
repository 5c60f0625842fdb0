package codes

import (
	"bytes"

	"hotro/internal/intent/lexicon"
)

// Text holds the buffers of one Find. The zero value is ready; reuse it for
// many texts, one at a time.
type Text struct {
	skel   []byte
	ends   []int    // of the words, in the skeleton
	parts  []partAt // the parts found, in order
	ids    []int32
	votes  []int32 // trigram hits by code
	copied []token // words with underscores: somebody copied a code
}

// partAt is a part of a code seen in a text.
type partAt struct {
	part int32
	word int // which word of the text
	slip bool
}

// How much of a text is searched for codes, in letters, and how long a word may
// be to be cut into parts of one.
const (
	mostLetters = 3000
	longestCode = 64
)

// prepare fills t from a text: its raw form and its folded words.
func (b *Book) prepare(t *Text, raw string, words *lexicon.Text) {
	t.skel, t.ends, t.parts = t.skel[:0], t.ends[:0], t.parts[:0]
	for i, sp := range words.Spans {
		w := words.Folded[sp.Start:sp.End]
		t.skel = append(t.skel, w...)
		foldConfusables(t.skel[len(t.skel)-len(w):])
		t.ends = append(t.ends, len(t.skel))
		if len(w) < 2 || len(w) > longestCode {
			continue
		}
		var slip bool
		t.ids, slip = b.parts.appendParts(t.ids[:0], string(w))
		for _, p := range t.ids {
			t.parts = append(t.parts, partAt{p, i, slip})
		}
	}
	t.skel = t.skel[:min(len(t.skel), mostLetters)]
	t.copied = appendTokens(t.copied[:0], raw, words)
}

// hit is a code found in a text.
type hit struct {
	code       int32
	start, end int // in the skeleton
}

// exact returns the codes that stand whole in t, whatever their case and
// separators; of two that overlap the longer.
func (b *Book) exact(t *Text) []hit {
	var out []hit
	for i := 0; i+prefixLen <= len(t.skel); i++ {
		for _, id := range b.prefixes[[prefixLen]byte(t.skel[i:i+prefixLen])] {
			c := &b.codes[id]
			if bytes.HasPrefix(t.skel[i:], c.skeleton) && (len(c.skeleton) >= shortCode && c.digits == "" || t.bounded(i, i+len(c.skeleton))) {
				out = append(out, hit{id, i, i + len(c.skeleton)})
			}
		}
	}
	return dropNested(out)
}

// bounded reports whether words begin and end at these places.
func (t *Text) bounded(start, end int) bool {
	begins, ends := start == 0, false
	for _, e := range t.ends {
		begins = begins || e == start
		ends = ends || e == end
	}
	return begins && ends
}

// dropNested drops hits that lie inside another: ANSWER_URL_ERROR within
// REQUEST_ANSWER_URL_ERROR.
func dropNested(hits []hit) []hit {
	if len(hits) < 2 {
		return hits
	}
	var out []hit
	for i, h := range hits {
		inside := false
		for j, o := range hits {
			if i != j && o.start <= h.start && h.end <= o.end && (o.end-o.start > h.end-h.start || j < i) {
				inside = true
			}
		}
		if !inside {
			out = append(out, h)
		}
	}
	return out
}
