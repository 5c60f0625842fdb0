package kb

import (
	"strings"
	"unicode"

	"hotro/internal/text"
)

// fold reduces a heading or a name to letters and digits without case, tones
// or punctuation, so that "Số bị chặn." and "so bi chan" name the same thing.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// slugMax keeps a made id within what validID allows.
const slugMax = 62

// slug makes an id of a heading: "Số bị chặn" → "so-bi-chan".
func slug(s string) string {
	f := strings.Map(func(r rune) rune {
		if r == ' ' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, fold(s))
	id := strings.Join(strings.Fields(f), "-")
	if len(id) <= slugMax {
		return id
	}
	if i := strings.LastIndexByte(id[:slugMax], '-'); i > 0 {
		return id[:i]
	}
	return id[:slugMax]
}

// sentences cuts a text where a sentence ends: at a full stop, a question or
// exclamation mark or an arrow followed by space, and at line breaks.
func sentences(s string) []string {
	var out []string
	start := 0
	cut := func(end, next int) {
		if t := strings.TrimSpace(s[start:end]); t != "" {
			out = append(out, t)
		}
		start = next
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			cut(i, i+1)
		case strings.HasPrefix(s[i:], "=> "):
			cut(i, i+3)
		case (s[i] == '.' || s[i] == '!' || s[i] == '?') && i+1 < len(s) && s[i+1] == ' ' && !numbered(s[start:i]):
			cut(i+1, i+2)
		}
	}
	cut(len(s), len(s))
	return out
}

// numbered reports whether the text before a full stop is only a number: "1."
func numbered(s string) bool {
	s = strings.TrimSpace(s)
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
