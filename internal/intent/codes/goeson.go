package codes

import (
	"bytes"
	"slices"
	"strings"

	"hotro/internal/text"
)

// People read a code aloud in words: "call not allowed by partner" begins as
// CALL_NOT_ALLOWED_BY_YOUR_SERVER does and says another thing. It is a code that
// nobody knows, never the nearest known one.

const (
	beginsParts = 3 // words in which a code and what is read must begin alike, one less where no document is near
	goesOnWords = 2 // words at most that are then taken for the rest of its name
)

// goesOn returns what a run names where it begins as one of these codes does and
// goes on with a foreign word that the code has not; "" where it does not.
func (sc *scan) goesOn(fits []alignment, r run) string {
	longest, least := 0, beginsParts
	if !slices.ContainsFunc(fits, func(f alignment) bool { return sc.book.codes[f.code].Topic != "" }) {
		least--
	}
	for _, f := range fits {
		c := &sc.book.codes[f.code]
		k := begins(c, r)
		switch {
		case k == len(c.parts):
			return "" // it is there
		case k <= longest, k < len(r.parts) && slices.Contains(c.parts[k:], r.parts[k].part):
		case k >= least && (c.Topic == "" || sc.book.parts.plain[c.parts[k-1]]):
			longest = k
		}
	}
	if longest == 0 {
		return ""
	}
	first, at := r.parts[0].word, r.parts[longest-1].word+1
	to := at
	for to < len(sc.words.Spans) && to < at+goesOnWords && sc.besideWord(to) && (sc.foreign(to) || to > at && sc.book.parts.known(sc.Text, to)) {
		to++
	}
	for to > at && !sc.foreign(to-1) {
		to--
	}
	if to == at {
		return ""
	}
	start, _ := sc.span(first, first+1)
	_, end := sc.span(first, to)
	return sc.named(placement{start: start, end: end})
}

// begins is how many words of a code a run begins with, one behind the other.
func begins(c *Code, r run) (k int) {
	for k < len(r.parts) && k < len(c.parts) && r.parts[k].part == c.parts[k] && (k == 0 || r.parts[k].word-r.parts[k-1].word <= 1) {
		k++
	}
	return k
}

// besideWord reports whether nothing but blanks and underscores is before a word.
func (sc *scan) besideWord(i int) bool {
	return i > 0 && close(sc.words.Folded, sc.words.Spans[i-1].End, sc.words.Spans[i].Start)
}

// foreign reports whether a word is a whole one, and no Vietnamese one. What is
// going on ("not working") is told of an error, and is none.
func (sc *scan) foreign(i int) bool {
	w := sc.words.Folded[sc.words.Spans[i].Start:sc.words.Spans[i].End]
	return len(w) > 2 && bytes.ContainsAny(w, "aeiouy") && !bytes.HasSuffix(w, []byte("ing")) && !text.Syllable(w) &&
		!strings.ContainsFunc(string(w), func(r rune) bool { return r < 'a' || r > 'z' })
}
