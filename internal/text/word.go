package text

import (
	"unicode"
	"unicode/utf8"
)

// Span is one word of a folded text, by byte offsets.
type Span struct{ Start, End int }

// AppendWords appends the words of s, a folded text, to dst: runs of letters
// and digits. An emoji or other pictorial symbol is a word by itself; all else
// separates.
func AppendWords(dst []Span, s []byte) []Span {
	start := -1
	for i := 0; i < len(s); {
		c := s[i]
		n, word, symbol := 1, false, false
		if c < utf8.RuneSelf {
			word = 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z'
		} else {
			var r rune
			r, n = utf8.DecodeRune(s[i:])
			word = unicode.IsLetter(r) || unicode.IsDigit(r)
			symbol = !word && unicode.Is(unicode.So, r)
		}
		if word && start < 0 {
			start = i
		}
		if !word && start >= 0 {
			dst, start = append(dst, Span{start, i}), -1
		}
		if symbol {
			dst = append(dst, Span{i, i + n})
		}
		i += n
	}
	if start >= 0 {
		dst = append(dst, Span{start, len(s)})
	}
	return dst
}

// Words returns the folded words of s.
func Words(s string) []string {
	var room [128]byte
	var few [24]Span
	b := AppendFold(room[:0], s)
	spans, folded := AppendWords(few[:0], b), string(b)
	out := make([]string, len(spans))
	for i, sp := range spans {
		out[i] = folded[sp.Start:sp.End]
	}
	return out
}

// FoldWords returns the folded words of s with one space between them: however a
// phrase is written, it gives one string.
func FoldWords(s string) string {
	if PlainWord(s) {
		return s
	}
	var room [128]byte
	if out := appendFoldWords(room[:0], s); string(out) != s {
		return string(out)
	}
	return s
}

// PlainWord reports whether s is one word and its own fold: Latin letters without
// capitals and marks, and digits.
func PlainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// FoldsTo reports whether FoldWords of s is folded.
func FoldsTo(s, folded string) bool {
	if PlainWord(s) {
		return s == folded
	}
	var room [128]byte
	return string(appendFoldWords(room[:0], s)) == folded
}

func appendFoldWords(dst []byte, s string) []byte {
	var room [128]byte
	var few [24]Span
	folded := AppendFold(room[:0], s)
	for i, sp := range AppendWords(few[:0], folded) {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, folded[sp.Start:sp.End]...)
	}
	return dst
}
