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
	near   []alignment
	hits   []hit
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

// scan is the search of one text for the codes of a book: what stands where in
// the text. What a code is made of, and how codes are like one another, is for
// the Book to say.
type scan struct {
	*Text
	book  *Book
	words *lexicon.Text
}

// prepare fills the buffers from the text: its raw form and its folded words.
func (sc *scan) prepare(raw string) {
	sc.skel, sc.ends, sc.parts = sc.skel[:0], sc.ends[:0], sc.parts[:0]
	for i, sp := range sc.words.Spans {
		n := len(sc.skel)
		sc.skel = append(sc.skel, sc.words.Folded[sp.Start:sp.End]...)
		w := sc.skel[n:]
		foldConfusables(w)
		sc.ends = append(sc.ends, len(sc.skel))
		if len(w) < 2 || len(w) > longestCode {
			continue
		}
		var slip bool
		sc.ids, slip = sc.book.parts.appendParts(sc.ids[:0], w)
		for _, p := range sc.ids {
			sc.parts = append(sc.parts, partAt{p, i, slip})
		}
	}
	sc.skel = sc.skel[:min(len(sc.skel), mostLetters)]
	sc.copied = appendTokens(sc.copied[:0], raw, sc.words)
}

// hit is a code found in a text.
type hit struct {
	code       int32
	start, end int // in the skeleton
}

// exact returns the codes that stand whole in the text, whatever their case and
// separators; of two that overlap the longer.
func (sc *scan) exact() []hit {
	out := sc.hits[:0]
	for i := 0; i+prefixLen <= len(sc.skel); i++ {
		if !sc.book.opens.maybe([3]byte(sc.skel[i:])) {
			continue
		}
		for _, id := range sc.book.prefixes[[prefixLen]byte(sc.skel[i:])] {
			c := &sc.book.codes[id]
			if bytes.HasPrefix(sc.skel[i:], c.skeleton) && (len(c.skeleton) >= shortCode && c.digits == "" || sc.bounded(i, i+len(c.skeleton))) {
				out = append(out, hit{id, i, i + len(c.skeleton)})
			}
		}
	}
	sc.hits = out
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
