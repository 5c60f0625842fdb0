package httpapi

import (
	"strings"
	"unicode"

	"hotro/internal/text"
)

// maxSaid bounds a platform's words, in characters.
const maxSaid = 120

// OneLine makes a platform's own words about a failure fit for one line.
func OneLine(s string) string {
	return text.Head(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s), maxSaid)
}
