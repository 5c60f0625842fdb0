package lexicon

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// particles are the words that hold a sentence together, as people write them
// who write as they speak ("được òi", "xong gòi"), and how each is spelled. They
// are spelled out before a line is read at all, so that no list of phrases has
// to know every way.
type particles struct {
	spelling map[string]string // in lower case, composed
	longest  int               // bytes of the longest
}

func newParticles(table map[string]string) particles {
	p := particles{spelling: map[string]string{}}
	for k, v := range table {
		k = composed(k)
		p.spelling[k], p.longest = v, max(p.longest, len(k))
	}
	return p
}

func composed(s string) string {
	if lowerASCII(s) {
		return s
	}
	return strings.ToLower(norm.NFC.String(s))
}

// lowerASCII reports whether a word has none but small ASCII letters and digits.
func lowerASCII(s string) bool {
	for i := range len(s) {
		if b := s[i]; (b < 'a' || b > 'z') && (b < '0' || b > '9') {
			return false
		}
	}
	return true
}

// spelled returns a line with its particles spelled out.
func (p particles) spelled(s string) string {
	var b strings.Builder
	kept := 0 // what of s is written already
	for at := 0; at < len(s); {
		from := strings.IndexFunc(s[at:], ofWord)
		if from < 0 {
			break
		}
		from += at
		to := len(s)
		if n := strings.IndexFunc(s[from:], func(r rune) bool { return !ofWord(r) }); n >= 0 {
			to = from + n
		}
		if v, ok := p.of(s[from:to]); ok {
			b.WriteString(s[kept:from])
			b.WriteString(v)
			kept = to
		}
		at = to
	}
	if kept == 0 {
		return s
	}
	b.WriteString(s[kept:])
	return b.String()
}

// ofWord reports whether a letter is of a word, or of a code that is written
// as one.
func ofWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
}

// drawn is how many bytes longer a particle may be whose last letter is drawn
// out.
const drawn = 12

// of is how a word is spelled, if it is a particle; its last letter may be drawn
// out: "gòiiii".
func (p particles) of(word string) (string, bool) {
	if len(word) > 2*p.longest+drawn {
		return "", false
	}
	w := composed(word)
	if v, ok := p.spelling[w]; ok {
		return v, true
	}
	if n := len(w); n > 2 && w[n-1] == w[n-2] {
		v, ok := p.spelling[strings.TrimRight(w, w[n-1:])+w[n-1:]]
		return v, ok
	}
	return "", false
}
