package reference

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// loose is a form as people type it: blanks, other dashes or nothing where it has a
// sign. It is known only for forms that have letters, and as many characters in every
// reference.
type loose struct {
	find *regexp.Regexp
	form *regexp.Regexp // of a whole reference
	cuts []cut
}

// cut is a sign of the form, behind so many letters and digits.
type cut struct {
	at  int
	may bool // it may be left out
	r   string
}

// separators are what people type where a reference has a sign.
const separators = `[\s._/·‐‑‒–—―-]{0,3}`

// newLoose reads a form, nil where it can't be told how it is typed otherwise.
func newLoose(form string) *loose {
	re, err := syntax.Parse(form, syntax.Perl)
	if err != nil {
		return nil
	}
	b := &looseBuilder{}
	if !b.add(re) || !b.letters || len(b.cuts) == 0 && b.parts < 2 {
		return nil
	}
	find, err := whole(b.pattern.String())
	if err != nil {
		return nil
	}
	return &loose{find: find, form: regexp.MustCompile(`(?i)^(?:` + form + `)$`), cuts: b.cuts}
}

// looseBuilder makes the pattern.
type looseBuilder struct {
	pattern strings.Builder
	cuts    []cut
	width   int // letters and digits so far
	parts   int
	letters bool
}

// add adds a part of a form, and reports whether it has one width.
func (b *looseBuilder) add(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpCapture:
		return b.add(re.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(re.Sub, func(x *syntax.Regexp) bool { return !b.add(x) })
	case syntax.OpLiteral:
		b.literal(re.Rune, false)
		return true
	case syntax.OpQuest:
		if re.Sub[0].Op != syntax.OpLiteral || slices.ContainsFunc(re.Sub[0].Rune, letterOrDigit) {
			return false
		}
		b.literal(re.Sub[0].Rune, true)
		return true
	case syntax.OpCharClass:
		b.class(re, 1)
		return true
	case syntax.OpRepeat:
		if re.Min != re.Max || re.Sub[0].Op != syntax.OpCharClass {
			return false
		}
		b.class(re.Sub[0], re.Min)
		return true
	}
	return false
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (b *looseBuilder) literal(runes []rune, may bool) {
	b.gap()
	for _, r := range runes {
		if !letterOrDigit(r) {
			b.cuts = append(b.cuts, cut{b.width, may, string(r)})
			b.pattern.WriteString(separators)
			continue
		}
		b.letters = b.letters || unicode.IsLetter(r)
		b.width++
		b.pattern.WriteString(regexp.QuoteMeta(string(r)))
	}
}

func (b *looseBuilder) class(re *syntax.Regexp, n int) {
	b.gap()
	b.width += n
	for range n {
		b.pattern.WriteString(re.String())
	}
}

// gap lets blanks stand between two parts.
func (b *looseBuilder) gap() {
	if b.parts++; b.parts > 1 {
		b.pattern.WriteString(`\s?`)
	}
}

// read is the reference that a text means, written as its form has it.
func (l *loose) read(typed string) (string, bool) {
	var b strings.Builder
	n, signs := 0, strings.ContainsFunc(typed, func(r rune) bool { return !letterOrDigit(r) && !unicode.IsSpace(r) })
	sign := func() {
		for _, c := range l.cuts {
			if c.at == n && (!c.may || signs) {
				b.WriteString(c.r)
			}
		}
	}
	for _, r := range typed {
		if !letterOrDigit(r) {
			continue
		}
		sign()
		b.WriteRune(unicode.ToUpper(r))
		n++
	}
	return b.String(), l.form.MatchString(b.String())
}
