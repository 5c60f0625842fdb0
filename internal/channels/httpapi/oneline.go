package httpapi

import (
	"strings"
	"unicode"
)

// OneLine makes a platform's words fit for one line of at most max letters.
func OneLine(s string, max int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > max {
		s = string(r[:max])
	}
	return s
}
