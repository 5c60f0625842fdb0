package dialog

import (
	"strings"

	"hotro/internal/text"
)

// fold is a text as its bare words.
func fold(s string) string { return strings.Join(text.Words(text.Fold(s)), " ") }

func trim(s string) (string, bool) {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	head := text.Head(s, maxText)
	return head, head != s
}

func number(s string) (int, bool) {
	s = strings.Trim(s, " .)(#")
	if s == "" || len(s) > 2 {
		return 0, false
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}
