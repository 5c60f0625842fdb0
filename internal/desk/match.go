package desk

import (
	"regexp"
	"slices"
	"strings"

	"hotro/internal/text"
)

// How well words are found, the better the higher.
const (
	notFound   = iota
	otherMarks // the letters, as part of a word or with other diacritics
	inWord     // at the beginning of a word
	asWord     // a word, as one may write it who leaves diacritics out
	asWritten  // a word, diacritics and all
	asName     // all that was asked for is all there is
	asKey      // a ticket's number, a call ID, a phone number
)

// shortNumber is of how many digits a number is found as a whole only: parts of
// telephone numbers would be found by any.
const shortNumber = 3

// term is a folded word with what its letters lost in folding.
type term struct {
	bare  string
	marks []text.Mark // by their places in bare
}

// sign tells the word from others of the same letters.
func (t term) sign() uint16 { return signOf(t.marks, 0, len(t.bare)) }

func signOf(marks []text.Mark, from, to int) (sum uint16) {
	for _, m := range marks {
		if m.At >= from && m.At < to {
			sum += m.Sign
		}
	}
	return sum
}

// terms are the words of s.
func terms(s string) []term {
	folded, marks := text.AppendFoldMarks(nil, nil, s)
	var out []term
	for _, at := range text.AppendWords(nil, folded) {
		t := term{bare: string(folded[at.Start:at.End])}
		for _, m := range marks {
			if m.At >= at.Start && m.At < at.End {
				t.marks = append(t.marks, text.Mark{At: m.At - at.Start, Sign: m.Sign})
			}
		}
		out = append(out, t)
	}
	return out
}

// in says how well a word that was asked for is found in another.
func (t term) in(w term) int {
	at := strings.Index(w.bare, t.bare)
	if at < 0 {
		return notFound
	}
	asked, there := t.sign(), signOf(w.marks, at, at+len(t.bare))
	whole := len(w.bare) == len(t.bare)
	switch {
	case !whole && number(t.bare) && len(t.bare) <= shortNumber:
		return notFound
	case whole && asked == there:
		return asWritten
	case whole && (there == 0 || text.MayMean(asked, there)):
		return asWord
	case !whole && asked != 0 && asked != there:
		return notFound // "hạnh" is no part of "khánh"
	case at == 0 && !whole:
		return inWord
	}
	return otherMarks
}

func number(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// match says how well all words are found in a text: as the least of them is,
// and in sum.
func match(words, in []term) (least, sum int) {
	least = asWritten
	for _, w := range words {
		best := notFound
		for _, h := range in {
			best = max(best, w.in(h))
		}
		if best == notFound {
			return notFound, 0
		}
		least, sum = min(least, best), sum+best
	}
	return least, sum
}

// same reports whether two texts are the same words, diacritics included where
// the first has any.
func same(asked, there []term) bool {
	return len(asked) > 0 && slices.EqualFunc(asked, there, func(a, b term) bool { return a.in(b) >= asWord })
}

// nationalNumber is how many digits a Vietnamese number has at least without its 0.
const nationalNumber = 9

// aNumber is what may be a telephone number within a text.
var aNumber = regexp.MustCompile(`\+?\d(?:[ .\-()]{0,2}\d){6,}`)

// mentions reports whether a text has a telephone number, however it is written
// there.
func mentions(s, phone string) bool {
	return slices.ContainsFunc(aNumber.FindAllString(s, -1), func(n string) bool { return strings.Contains(digits(n), phone) })
}

// digits are those of a telephone number however it is written, 84, +84 and 0084
// as 0; empty for what is none.
func digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case !strings.ContainsRune(" .-+()", r):
			return ""
		}
	}
	d := b.String()
	d = strings.TrimPrefix(d, "00")
	if rest, ok := strings.CutPrefix(d, "84"); ok && (len(rest) >= nationalNumber || strings.HasPrefix(strings.TrimSpace(s), "+")) {
		d = "0" + strings.TrimPrefix(rest, "0")
	}
	if len(d) <= shortNumber {
		return ""
	}
	return d
}
