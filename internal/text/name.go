package text

import (
	"strings"
	"unicode"
)

const (
	maxName  = 64 // characters of a name that are kept
	maxEmoji = 6  // of one without a letter or a digit
)

// Name makes what people call themselves fit to stand in a title, a list or a
// card: on one line, without characters that show nothing or turn the line
// round, of a sensible length. It returns "" for a name of which nothing can
// be seen; whoever shows it says then that there is none.
func Name(s string) string {
	marks := 0
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks {
				return -1
			}
			return r
		case r == '\n', r == '\t', unicode.IsSpace(r), r == 0x2800: // the last is a Braille cell without dots
			marks = 0
			return ' '
		}
		marks = 0
		if blank(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = OneLine(s)
	if strings.IndexFunc(s, visible) < 0 {
		return ""
	}
	if strings.IndexFunc(s, spoken) < 0 {
		return Clip(s, maxEmoji)
	}
	return Clip(s, maxName)
}

// maxMarks is how many signs a letter carries in any language; more are piled
// up to reach into other lines.
const maxMarks = 3

// blank reports characters that show nothing, or act on those around them.
func blank(r rune) bool {
	switch r {
	case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x17B4, 0x17B5, unicode.ReplacementChar: // fillers of Hangul and Khmer
		return true
	}
	return Invisible(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r)
}

func visible(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.M, r)
}

func spoken(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
