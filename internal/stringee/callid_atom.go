package stringee

import (
	"strings"
	"unicode"
)

// gap is what separates an atom from the one before it. The order matters:
// a stronger gap wins when several kinds stand side by side.
type gap int

const (
	gapNone  gap = iota // split by us: callvn1
	gapBlank            // blanks and line breaks
	gapDash             // a dash of any kind or an underscore, blanks around it or not
	gapBreak            // anything else: the two do not belong together
)

// atom is a run of ASCII letters and digits.
type atom struct {
	text       string // as written
	gap        gap
	start, end int // in the text
}

func (a atom) is(word string) bool { return strings.EqualFold(a.text, word) }

// atomize cuts s, a clean text, into atoms.
func atomize(s string) []atom {
	var out []atom
	start, g := -1, gapBreak
	flush := func(end int) {
		if start >= 0 {
			out = appendAtom(out, atom{s[start:end], g, start, end})
			start, g = -1, gapNone
		}
	}
	for i, r := range s {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		g = max(g, gapOf(r))
	}
	flush(len(s))
	return out
}

func gapOf(r rune) gap {
	switch {
	case r == '-', r == '_', r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0x00AF, r == 0xFE58:
		return gapDash
	case unicode.IsSpace(r):
		return gapBlank
	}
	return gapBreak
}

// appendAtom adds a, cut where the prefix was written without separators:
// vn1, callvn1, callvn1TOKENnumber.
func appendAtom(out []atom, a atom) []atom {
	low := strings.ToLower(a.text)
	rest := strings.TrimPrefix(low, "call")
	if !strings.HasPrefix(rest, "vn") || len(rest) < 3 || rest[2] < '0' || rest[2] > '9' {
		return append(out, a)
	}
	tail := rest[3:]
	if tail != "" && !(len(tail) == tokenLen+numberLen && digits(tail[tokenLen:])) {
		return append(out, a)
	}
	if len(rest) < len(low) {
		out = append(out, a.cut(0, 4))
	}
	at := len(a.text) - len(rest)
	out = append(out, a.cut(at, at+2), a.cut(at+2, at+3))
	if tail != "" {
		out = append(out, a.cut(at+3, len(a.text)))
	}
	return out
}

// cut returns a part of a; only the first part keeps the gap before it.
func (a atom) cut(from, to int) atom {
	part := atom{a.text[from:to], gapNone, a.start + from, a.start + to}
	if from == 0 {
		part.gap = a.gap
	}
	return part
}
