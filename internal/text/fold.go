package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The precomposed Latin letters of Vietnamese lie in these two blocks; they
// are folded by table, everything else by decomposition.
const (
	latinFirst, latinLast   = 0x00C0, 0x024F
	latin2First, latin2Last = 0x1E00, 0x1EFF
)

// letter is what a precomposed Latin letter folds to (0 where it has no fold)
// and the sign of its diacritics.
type letter struct {
	bare byte
	sign uint16
}

// letters is computed once and only read.
var letters = buildLetters()

func buildLetters() (t [latin2Last - latin2First + 1 + latinLast - latinFirst + 1]letter) {
	for i := range t {
		r := rune(i) + latinFirst
		if r > latinLast {
			r = rune(i) - (latinLast - latinFirst + 1) + latin2First
		}
		d := norm.NFD.String(string(unicode.ToLower(r)))
		if c := d[0]; c < utf8.RuneSelf {
			t[i].bare = c
		}
		for _, m := range d {
			t[i].sign += combining(m)
		}
		switch unicode.ToLower(r) {
		case 'đ', 'ð', 'ƌ', 'ɖ':
			t[i] = letter{'d', signBar}
		}
	}
	return t
}

// letterOf returns the entry of r in letters.
func letterOf(r rune) letter {
	switch {
	case r >= latinFirst && r <= latinLast:
		return letters[r-latinFirst]
	case r >= latin2First && r <= latin2Last:
		return letters[r-latin2First+latinLast-latinFirst+1]
	}
	return letter{}
}

// The signs of the Vietnamese diacritics: each may occur a few times in a word.
const (
	signGrave, signAcute, signHook, signTilde, signDot = 1, 2, 3, 4, 5
	signHat, signBreve, signHorn, signBar              = 8, 32, 128, 512
)

// combining returns the sign of a combining mark.
func combining(m rune) uint16 {
	switch m {
	case 0x0300:
		return signGrave
	case 0x0301:
		return signAcute
	case 0x0309:
		return signHook
	case 0x0303:
		return signTilde
	case 0x0323:
		return signDot
	case 0x0302:
		return signHat
	case 0x0306:
		return signBreve
	case 0x031B:
		return signHorn
	}
	return 0
}

// tones parts the tone of a word from the shapes of its letters.
const tones = signHat

// MayMean reports whether a word written with some diacritics may be one with
// others; 0 is a word written bare, which may be any. The tones hỏi and ngã are
// one to many who write, a tone may be left out, and so may one horn of "ươ".
func MayMean(written, meant uint16) bool {
	if written == 0 || written == meant {
		return true
	}
	tone, want := written%tones, meant%tones
	if tone != 0 && tone != want && !(isHookOrTilde(tone) && isHookOrTilde(want)) {
		return false
	}
	shape, wanted := written-tone, meant-want
	return shape == wanted || shape >= signHorn && shape+signHorn == wanted
}

func isHookOrTilde(tone uint16) bool { return tone == signHook || tone == signTilde }

func signOf(r rune) uint16 {
	if l := letterOf(r); l.bare != 0 {
		return l.sign
	}
	return combining(r)
}

// Mark is a letter that lost its diacritics in folding.
type Mark struct {
	At   int    // where the bare letter stands in the folded text
	Sign uint16 // which diacritics they were
}

// AppendFoldMarks folds s as AppendFold does, and also appends to marks what
// the letters lost. The signs of the marks of one word add up to a number that
// tells it from words with the same letters, wherever the tone mark is placed:
// hoà and hòa are one word, hoá another.
func AppendFoldMarks(dst []byte, marks []Mark, s string) ([]byte, []Mark) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		dst = appendFoldRune(dst, r)
		if sign := signOf(r); sign != 0 && len(dst) > 0 {
			marks = append(marks, Mark{len(dst) - 1, sign})
		}
	}
	return dst, marks
}

// AppendFold appends s to dst in lower case, without diacritics and with đ
// (and the look-alikes ð, Ð, ɖ) as d. Full-width and mathematical letters
// become plain ones, letters of other scripts that look like a Latin one become
// it, marks and invisible characters vanish, other scripts stay. Folding what is folded changes nothing.
func AppendFold(dst []byte, s string) []byte {
	var room [32]Mark
	dst, _ = AppendFoldMarks(dst, room[:0], s)
	return dst
}

func appendFoldRune(dst []byte, r rune) []byte {
	switch {
	case r == utf8.RuneError:
		return append(dst, ' ')
	case r == 'ɖ':
		return append(dst, 'd')
	case Invisible(r) || unicode.Is(unicode.Mn, r):
		return dst
	}
	if l := letterOf(r); l.bare != 0 {
		return append(dst, l.bare)
	}
	if c, ok := confusables[r]; ok {
		return append(dst, c)
	}
	return appendDecomposed(dst, r)
}

// appendDecomposed folds a rune outside the tables by its compatibility
// decomposition; one that has none is kept in lower case.
func appendDecomposed(dst []byte, r rune) []byte {
	var buf [utf8.UTFMax]byte
	var room [32]byte
	d := norm.NFKD.Append(room[:0], buf[:utf8.EncodeRune(buf[:], r)]...)
	for len(d) > 0 {
		q, n := utf8.DecodeRune(d)
		d = d[n:]
		c := confusables[q]
		if q = unicode.ToLower(q); c == 0 {
			c = confusables[q]
		}
		switch {
		case c != 0:
			dst = append(dst, c)
		case unicode.Is(unicode.Mn, q) || Invisible(q):
		case q == 'đ' || q == 'ð' || q == 'ɖ':
			dst = append(dst, 'd')
		default:
			dst = utf8.AppendRune(dst, q)
		}
	}
	return dst
}

// Fold returns s as AppendFold writes it.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	return string(AppendFold(make([]byte, 0, len(s)), s))
}

// plain reports whether s is its own fold.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// ASCII reports whether s holds only ASCII bytes.
func ASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Invisible reports whether r shows nothing and separates nothing: zero-width
// spaces and joiners, direction marks, the byte order mark, the soft hyphen.
func Invisible(r rune) bool {
	switch {
	case r == 0x00AD, r == 0xFEFF, r == 0x2060, r == 0x034F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	case r >= 0xFE00 && r <= 0xFE0F: // variation selectors
		return true
	}
	return false
}

// Clean returns s composed (NFKC: decomposed letters joined, full-width and
// mathematical letters made plain), with invisible characters removed and
// broken bytes as spaces. Case and diacritics stay.
func Clean(s string) string {
	if ASCII(s) {
		return s
	}
	s = strings.ToValidUTF8(s, " ")
	return strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}
