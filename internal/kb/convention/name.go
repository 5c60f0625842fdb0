package convention

import (
	"regexp"
	"strings"
	"unicode"

	"hotro/internal/text"
)

// Key reduces a heading or a name to letters and digits without case, tones
// or punctuation, so that "Số bị chặn." and "so bi chan" name the same thing.
func Key(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// slugMax keeps a made id within what kb takes for an id.
const slugMax = 62

// Slug makes an id of a heading: "Số bị chặn" → "so-bi-chan".
func Slug(s string) string {
	f := strings.Map(func(r rune) rune {
		if r == ' ' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, Key(s))
	id := strings.Join(strings.Fields(f), "-")
	if len(id) <= slugMax {
		return id
	}
	if i := strings.LastIndexByte(id[:slugMax], '-'); i > 0 {
		return id[:i]
	}
	return id[:slugMax]
}

var code = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)

// IsCode reports whether s is written as an error code: FROM_NUMBER_NOT_FOUND.
// What is too long for an id is none.
func IsCode(s string) bool { return len(s) <= slugMax && code.MatchString(s) }

// TopicID returns the id of a topic whose comment gives it none: the code that
// is its title, or a slug of the title.
func TopicID(title string) string {
	if IsCode(title) {
		return title
	}
	return Slug(title)
}
