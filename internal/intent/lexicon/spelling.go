package lexicon

import (
	"strings"

	"hotro/internal/text"
)

// longestWord is the length beyond which a word is noise.
const longestWord = 40

// correct finds the known words that an unknown one stands for: letters held
// down too long (alooo), Telex keys that did not convert (khoong), two or three
// words written as one (khonggoi), digits for letters (kh0ng), one letter wrong, missing, added or swapped
// (hotlien). It returns nothing when it would have to guess.
func (x *Lexicon) correct(dst []WordID, w string) []WordID {
	if len(w) > longestWord {
		return dst
	}
	if s := collapseRepeats(w); s != w {
		if e, ok := x.abbreviations[s]; ok {
			return AppendSpoken(dst, e[0], true)
		}
		if id, ok := x.ids[s]; ok {
			return append(dst, id)
		}
		w = s
	}
	if s := spellOut(w); s != w {
		if id, ok := x.ids[s]; ok {
			return append(dst, id)
		}
	}
	if s, ok := text.Untelex(w); ok {
		if id, ok := x.ids[s]; ok {
			return append(dst, id)
		}
	}
	if n := len(dst); len(w) >= 5 {
		if dst = x.split(dst, w, 3); len(dst) > n {
			return dst
		}
	}
	if text.Syllable([]byte(w)) {
		return dst // a word of its own, though none that matters here
	}
	if id := x.nearest(w); id != Unknown {
		return append(dst, id)
	}
	return dst
}

// spellOut returns w with the digits that stand for letters as these letters:
// l0i is loi. What has more digits than letters is a number or a name.
func spellOut(w string) string {
	n := len(digits(w))
	if n == 0 || 2*n > len(w) {
		return w
	}
	return digitLetters.Replace(w)
}

// digitLetters is only read.
var digitLetters = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b")

// collapseRepeats removes the repeats of a letter held down: three and more
// anywhere, two at the end.
func collapseRepeats(w string) string {
	b := make([]byte, 0, len(w))
	for i := 0; i < len(w); {
		j := i
		for j < len(w) && w[j] == w[i] {
			j++
		}
		b = append(b, w[i])
		if j-i == 2 && j < len(w) {
			b = append(b, w[i])
		}
		i = j
	}
	return string(b)
}

// split cuts w into at most n known words of two letters or more, the longest
// first word first.
func (x *Lexicon) split(dst []WordID, w string, n int) []WordID {
	if id, ok := x.ids[w]; ok && len(w) >= 2 {
		return append(dst, id)
	}
	if n == 1 {
		return dst
	}
	for i := len(w) - 2; i >= 2; i-- {
		id, ok := x.ids[w[:i]]
		if !ok || x.count[id] < 2 {
			continue
		}
		k := len(dst)
		if dst = x.split(append(dst, id), w[i:], n-1); len(dst) > k+1 {
			return dst
		}
		dst = dst[:k]
	}
	return dst
}

// digits returns the digits of w: a word with other digits is another word, not
// a misspelt one.
func digits(w string) string {
	if !strings.ContainsAny(w, "0123456789") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, w)
}

// nearest returns the known word one edit away from w, the most frequent one
// if there are several, Unknown if there is none.
func (x *Lexicon) nearest(w string) WordID {
	if len(w) < leastDeleted || len(w) > 24 {
		return Unknown
	}
	best := Unknown
	consider := func(id WordID) {
		if best != Unknown && x.count[id] <= x.count[best] && !(x.count[id] == x.count[best] && id < best) {
			return
		}
		if text.OneEdit(w, x.words[id]) && digits(w) == digits(x.words[id]) {
			best = id
		}
	}
	x.deletions.find(w, len(w), consider)
	for i := range w {
		x.deletions.find(w, i, consider)
	}
	return best
}
