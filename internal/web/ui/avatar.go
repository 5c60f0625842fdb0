package ui

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"hotro/internal/text"
)

// Initials returns the one or two letters that stand for a name: of the given
// name, which comes last in Vietnamese, and of the word before it.
func (w Words) Initials(name string) string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(parts) == 0 {
		return "?"
	}
	if len(parts) > 2 {
		parts = parts[len(parts)-2:]
	}
	if last := parts[len(parts)-1]; isCode(last) {
		return last[2:] // "Khách" is everybody's
	}
	s := ""
	for _, p := range parts {
		s += text.Head(p, 1)
	}
	return strings.ToUpper(s)
}

// isCode reports whether a word is what tells users without a name apart.
func isCode(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789ABCDEF") == ""
}

// Tint returns the colour class of a name's avatar, always the same one.
func (w Words) Tint(name string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return "tint-" + strconv.Itoa(int(h.Sum32()%6))
}
