package codes

import (
	"bytes"
	"slices"
	"strings"

	"hotro/internal/text"
)

// Screens and people cut long codes short: FROM_NUMBER_NOT_AL…, …_CALL_OUT,
// GET_USER_MED.

// How much of a code must be there to recognise a cut one.
const (
	cutWords   = 2  // words, or
	cutLetters = 8  // letters, unless an underscore shows that it is a code
	cutLeast   = 4  // letters in any case
	cutReach   = 7  // words that are looked at beside a mark
	cutSlip    = 10 // letters from which one may be wrong
)

// piece is a stretch of a text that may be the beginning or the end of a code.
type piece struct {
	letters    []byte
	head, tail bool // may be the beginning, the end
	sure       bool // the other end is there as well
}

// cut finds codes that are cut short: in a copied token that ends within a
// word, or beside dots.
func (sc *scan) cut() (Match, bool) {
	for at := 0; ; {
		i := bytes.Index(sc.words.Folded[at:], []byte(".."))
		if i < 0 {
			break
		}
		start := at + i
		for at = start; at < len(sc.words.Folded) && sc.words.Folded[at] == '.'; {
			at++
		}
		if f, ok := sc.beside(start, at); ok {
			return f, true
		}
	}
	for _, k := range sc.copied {
		start, end := sc.span(k.from, k.to)
		p := piece{letters: sc.skel[start:end], head: !sc.book.parts.known(sc.Text, k.to-1) || k.open, tail: !sc.book.parts.known(sc.Text, k.from) || k.opens}
		if f, ok := sc.book.cutTo(sc.book.having(p), k.name); ok {
			return f, true
		}
	}
	return Match{}, false
}

// beside finds the code of which the beginning stands before a mark of
// omission, or the end behind it, or both.
func (sc *scan) beside(start, end int) (Match, bool) {
	last, next := 0, 0
	for last < len(sc.words.Spans) && sc.words.Spans[last].End <= start {
		last++
	}
	for next = last; next < len(sc.words.Spans) && sc.words.Spans[next].Start < end; {
		next++
	}
	var before, after []int32
	if last > 0 && close(sc.words.Folded, sc.words.Spans[last-1].End, start) {
		for from := max(0, last-cutReach); from < last && len(before) == 0; from++ {
			before = sc.cutHere(from, last, piece{head: true})
		}
	}
	if next < len(sc.words.Spans) && close(sc.words.Folded, end, sc.words.Spans[next].Start) {
		for to := min(len(sc.words.Spans), next+cutReach); to > next && len(after) == 0; to-- {
			after = sc.cutHere(next, to, piece{tail: true, sure: len(before) > 0})
		}
	}
	ids := before
	switch {
	case len(before) == 0:
		ids = after
	case len(after) > 0:
		if both := intersect(before, after); len(both) > 0 {
			ids = both
		}
	}
	return sc.book.cutTo(ids, "")
}

// close reports whether nothing but blanks and underscores stands between two
// places.
func close(s []byte, from, to int) bool { return len(bytes.Trim(s[from:to], " _\t")) == 0 }

// cutHere returns the codes that words may be a piece of.
func (sc *scan) cutHere(from, to int, p piece) []int32 {
	start, end := sc.span(from, to)
	p.letters = sc.skel[start:end]
	edge := sc.words.Spans[to-1].End
	if p.tail {
		edge = sc.words.Spans[from].Start - 1
	}
	bar := edge >= 0 && edge < len(sc.words.Folded) && sc.words.Folded[edge] == '_'
	if !bar && !p.sure && to-from < cutWords && len(p.letters) < cutLetters {
		return nil
	}
	return sc.book.having(p)
}

// having returns the codes that begin or end as a piece does.
func (b *Book) having(p piece) (ids []int32) {
	n := len(p.letters)
	if n < cutLeast {
		return nil
	}
	for id := range b.codes {
		s := b.codes[id].skeleton
		if len(s) <= n+1 {
			continue
		}
		for k := n - 1; k <= n+1; k++ {
			if p.head && nearly(s[:k], p.letters) || p.tail && nearly(s[len(s)-k:], p.letters) {
				ids = append(ids, int32(id))
				break
			}
		}
	}
	return ids
}

// nearly reports whether two pieces are one, up to a slip in a long one.
func nearly(a, b []byte) bool {
	return bytes.Equal(a, b) || len(a) >= cutSlip && text.OneEdit(string(a), string(b))
}

func intersect(a, b []int32) []int32 {
	return slices.DeleteFunc(slices.Clone(a), func(id int32) bool { return !slices.Contains(b, id) })
}

// cutTo is the match of a cut code that may be any of these: the one code, or a
// question.
func (b *Book) cutTo(ids []int32, name string) (Match, bool) {
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].Topic == "" })
	switch {
	case len(ids) == 0:
		return Match{}, false
	case len(ids) == 1:
		return Match{Kind: Whole, Codes: ids, Score: 0.9, Cut: true}, true
	case len(covered) > 0:
		return Match{Kind: Partial, Codes: covered, Score: 0.8}, true
	case name == "":
		name = b.shared(ids)
	}
	return Match{Kind: Unknown, Name: name, Score: 0.8}, true
}

// shared returns how the names of codes begin.
func (b *Book) shared(ids []int32) string {
	name := b.codes[ids[0]].Name
	for _, id := range ids[1:] {
		for !strings.HasPrefix(b.codes[id].Name, name) {
			name = name[:len(name)-1]
		}
	}
	return strings.TrimRight(name, "_")
}
