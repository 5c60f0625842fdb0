package codes

import (
	"bytes"
	"slices"
	"strings"
)

// Digits are not letters: CAM_1002 is not a misspelt CAM_1001 but another code.
// A code that holds digits is found where all of them stand, and one that
// differs from it in digits alone is a code that nobody here knows.

// longestShape bounds the digits and letters of a shape that a text is searched for.
const longestShape = 48

// bareNumber is the length from which a line that is one number and nothing
// else is taken for a code.
const bareNumber = 5

// digitsOf returns the digits of s, in order.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// shape is s with # for every digit.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, s)
}

// name enters a code by its letters and digits.
func (b *Book) name(letters string, words int, id int32) {
	if _, taken := b.named[letters]; !taken {
		b.named[letters] = id
	}
	b.short = b.short || digitsOf(letters) == ""
	s := shape(letters)
	b.shapes[s] = max(b.shapes[s], words)
	b.words = max(b.words, words)
}

// numbered finds a code that holds digits, known or of a known shape; what is
// longer goes first.
func (sc *scan) numbered() (Match, bool) {
	if len(sc.book.shapes) == 0 || !sc.book.short && !bytes.ContainsAny(sc.words.Folded, "0123456789") {
		return Match{}, false
	}
	unknown := ""
	for i := range sc.words.Spans {
		letters, name := "", ""
		var found Match
		for j := i; j < min(len(sc.words.Spans), i+sc.book.words) && len(letters) < longestShape; j++ {
			w := string(sc.words.Folded[sc.words.Spans[j].Start:sc.words.Spans[j].End])
			letters += w
			name = strings.TrimPrefix(name+"_"+w, "_")
			n, ok := sc.book.shapes[shape(letters)]
			if !ok || j-i >= n || !sc.saidToBeCode(i, j, letters) {
				continue
			}
			if id, ok := sc.book.named[letters]; ok {
				found = Match{Kind: Whole, Codes: []int32{id}, Score: 1}
			} else if digitsOf(letters) != "" {
				found = Match{Kind: Unknown, Name: strings.ToUpper(name), Score: 1}
			}
		}
		switch {
		case found.Kind == Whole:
			return found, true
		case found.Kind == Unknown && unknown == "":
			unknown = found.Name
		}
	}
	return Match{Kind: Unknown, Name: unknown, Score: 1}, unknown != ""
}

// saidToBeCode reports whether words i to j are a code rather than a count or
// somebody's number: there are letters in them, or a word for error stands
// beside them, or they are the whole line and long.
func (sc *scan) saidToBeCode(i, j int, letters string) bool {
	if len(digitsOf(letters)) < len(letters) {
		return true
	}
	if i != j {
		return false
	}
	word := func(k int) string { return string(sc.words.Folded[sc.words.Spans[k].Start:sc.words.Spans[k].End]) }
	return sc.book.around.announced(word, sc.words.Sign, i) || len(sc.words.Spans) == 1 && len(letters) >= bareNumber
}

// holdsDigits reports whether the words of a text hold the digits of a code, and no
// others within the stretch where the code is thought to stand.
func (c *Code) holdsDigits(sc *scan, start, end int) bool {
	left := c.digits
	for k, sp := range sc.words.Spans {
		s, e := sc.span(k, k+1)
		if e <= start || end <= s {
			continue
		}
		w := sc.words.Folded[sp.Start:sp.End]
		if c.digits == "" && !onlyDigits(w) {
			continue
		}
		for _, b := range w {
			if !isDigit(b) {
				continue
			}
			if left == "" || left[0] != b {
				return false
			}
			left = left[1:]
		}
	}
	return left == ""
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func onlyDigits(w []byte) bool {
	return !slices.ContainsFunc(w, func(b byte) bool { return !isDigit(b) })
}
