package text

import "unicode"

// Blank reports whether nothing of s can be seen: it is empty, or holds only
// spaces, zero-width characters, fillers and marks without a letter.
func Blank(s string) bool {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Co, r): // some phones draw their own signs there
			return false
		case r == 0x2800 || blank(r): // the first is a Braille cell without dots
		case visible(r):
			return false
		}
	}
	return true
}
