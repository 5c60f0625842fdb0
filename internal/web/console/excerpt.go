package console

import (
	"sort"
	"strings"
	"unicode"

	"hotro/internal/llm/redact"
	"hotro/internal/privacy"
	"hotro/internal/text"
	"hotro/internal/web/ui"
)

// finder marks what was searched for in what was found.
type finder struct {
	words []string // folded
	phone string   // when a whole number was asked for: who types it knows it
}

func newFinder(query string) finder {
	return finder{text.Words(query), privacy.Phone(strings.TrimPrefix(strings.TrimSpace(query), "#"))}
}

// excerptAt is where in an excerpt the first mark stands at most, in bytes.
const excerptAt = 60

// excerpt is the part of a text in which something was found, marked, without
// passwords and without phone numbers but the one that was asked for; empty when
// nothing is found.
func (f finder) excerpt(s string) ui.HTML {
	s, from, to := privacy.MaskBut(strings.Join(strings.Fields(redact.Secrets(s)), " "), f.phone)
	marks := [][2]int{{from, to}}
	if to == 0 {
		marks = f.find(s)
	}
	if len(marks) == 0 {
		return ""
	}
	var b strings.Builder
	at := 0
	if first := marks[0][0]; first > excerptAt {
		at = first - excerptAt/2
		if next := strings.IndexByte(s[at:first], ' '); next >= 0 {
			at += next + 1
		} else {
			at = first
		}
		b.WriteString("… ")
	}
	for _, m := range marks {
		b.WriteString(ui.Escape(s[at:m[0]]) + "<mark>" + ui.Escape(s[m[0]:m[1]]) + "</mark>")
		at = m[1]
	}
	return ui.HTML(b.String() + ui.Escape(s[at:])) // all of it is escaped above
}

// find returns where the words stand, in order and apart.
func (f finder) find(s string) (marks [][2]int) {
	folded, at := foldedRunes(s)
	for _, w := range f.words {
		marks = append(marks, places(folded, at, " "+w, 1)...)
		if len(marks) == 0 && len(w) > 2 {
			marks = append(marks, places(folded, at, w, 0)...)
		}
	}
	sort.Slice(marks, func(i, j int) bool { return marks[i][0] < marks[j][0] })
	apart := marks[:0]
	for _, m := range marks {
		if n := len(apart); n > 0 && m[0] <= apart[n-1][1] {
			apart[n-1][1] = max(apart[n-1][1], m[1])
			continue
		}
		apart = append(apart, m)
	}
	return apart
}

// places returns where a word stands in a text, skip bytes into the match.
func places(folded string, at []int, w string, skip int) (out [][2]int) {
	for from := 0; ; {
		i := strings.Index(folded[from:], w)
		if i < 0 {
			return out
		}
		from += i + len(w)
		out = append(out, [2]int{at[from-len(w)+skip], at[from]})
	}
}

// foldedRunes folds a text letter by letter, a space before it, and says for each
// byte where in the text it comes from.
func foldedRunes(s string) (folded string, at []int) {
	b := []byte{' '}
	at = []int{0}
	for i, r := range s {
		part := " "
		switch {
		case unicode.Is(unicode.Mn, r):
			part = ""
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			part = text.Fold(string(r))
		}
		for range len(part) {
			at = append(at, i)
		}
		b = append(b, part...)
	}
	return string(b), append(at, len(s))
}
