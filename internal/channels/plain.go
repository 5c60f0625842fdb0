package channels

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"hotro/internal/chat"
)

// Plain renders a reply's text for a channel without markup. A person's own
// words stay as they are.
func Plain(r chat.Reply) string {
	if r.Verbatim {
		return r.Text
	}
	return chat.Plain(r.Text)
}

// Options renders choices for a channel without buttons, one to a line:
// "1. Khởi động lại". The number is the choice's place in the reply, counted
// from 1, also after a choice that is only a link, so that a typed number
// means the same on every channel.
func Options(choices []chat.Choice) string {
	lines := make([]string, len(choices))
	for i, c := range choices {
		lines[i] = strconv.Itoa(i+1) + ". " + c.Label
		if c.URL != "" {
			lines[i] += ": " + c.URL
		}
	}
	return strings.Join(lines, "\n")
}

// Units is the length of a text in UTF-16 units. Platforms that speak of
// characters don't say whether an emoji is one or two; this is the larger
// count, so a text within it is within both.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// Cut cuts a text into pieces of at most size units, none of them blank. It
// cuts between paragraphs where it can, else between lines, sentences, words,
// and never between a letter and its marks unless size leaves no choice. Only
// white space at the cuts is lost.
func Cut(s string, size int) []string {
	var out []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		n := len(s)
		if Units(s) > size {
			n = place(s, room(s, size))
		}
		out = append(out, strings.TrimSpace(s[:n]))
		s = s[n:]
	}
	return out
}

// room returns how many bytes of s fit into size units: at least one letter.
func room(s string, size int) int {
	n := 0
	for i, r := range s {
		if n += max(1, utf16.RuneLen(r)); n > size && i > 0 {
			return i
		}
	}
	return len(s)
}

// place returns where to cut s, at most at byte limit: after the last break
// of the strongest kind that leaves a piece of a decent size.
func place(s string, limit int) int {
	head := s[:limit]
	for _, b := range []string{"\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " "} {
		if i := strings.LastIndex(head, b); i > limit/3 {
			return i + len(b)
		}
	}
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > 0 {
		return i
	}
	for i := limit; i > 0; {
		next, _ := utf8.DecodeRuneInString(s[i:])
		last, w := utf8.DecodeLastRuneInString(s[:i])
		if !joins(next) && last != zeroWidthJoiner {
			return i
		}
		i -= w
	}
	return limit
}

const zeroWidthJoiner = '\u200d'

// joins reports whether r belongs to the letter or emoji before it.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == zeroWidthJoiner || (r >= 0x1F3FB && r <= 0x1F3FF)
}
