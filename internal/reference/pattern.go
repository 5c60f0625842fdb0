package reference

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hotro/internal/text"
)

// mostFound bounds how many references, good and bad, one text can give.
const mostFound = 20

// Pattern is a Grammar made of regular expressions, which match whole words in
// either case. Build it with NewPattern.
type Pattern struct {
	find  *regexp.Regexp
	loose *loose // as people type it otherwise; nil: not known
	near  []near
	open  *regexp.Regexp
}

type near struct {
	find  *regexp.Regexp
	fault Fault
}

// Near is a form that people take for a reference, with the fault it shows.
type Near struct {
	Pattern string
	Fault   Fault
}

// NewPattern compiles the form of a reference, and the forms that are near it. A
// text is read for the form first: what is a reference is no near miss.
func NewPattern(form string, misses []Near) (*Pattern, error) {
	find, err := whole(form)
	if err != nil {
		return nil, err
	}
	p := &Pattern{find: find, loose: newLoose(form), open: regexp.MustCompile(`(?i)(?:^|[-_\s]+)((?:` + form + `))$`)}
	for _, m := range misses {
		find, err := whole(m.Pattern)
		if err != nil {
			return nil, err
		}
		p.near = append(p.near, near{find, m.Fault})
	}
	return p, nil
}

// whole compiles a pattern for what stands between blanks and signs.
func whole(pattern string) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(pattern); err != nil {
		return nil, err // of the pattern as it was written
	}
	re := regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])((?:` + pattern + `))(?:$|[^\p{L}\d])`)
	if regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString("") {
		return nil, fmt.Errorf("%s matches nothing at all", pattern)
	}
	return re, nil
}

// Cut implements Grammar. A reference is kept in capitals, without blanks.
func (p *Pattern) Cut(s string) (rest string, found []string, bad []Bad) {
	clean := text.Clean(s)
	rest = replace(p.find, clean, func(m string) {
		if ref := strings.ToUpper(strings.Join(strings.Fields(m), "")); len(found) < mostFound && !slices.Contains(found, ref) {
			found = append(found, ref)
		}
	})
	if p.loose != nil {
		rest = replace(p.loose.find, rest, func(m string) {
			if ref, ok := p.loose.read(m); ok && len(found) < mostFound && !slices.Contains(found, ref) {
				found = append(found, ref)
			}
		})
	}
	for _, n := range p.near {
		rest = replace(n.find, rest, func(m string) {
			if b := (Bad{Fault: n.fault, Text: m, Piece: m}); len(bad) < mostFound && !slices.Contains(bad, b) {
				bad = append(bad, b)
			}
		})
	}
	if len(found)+len(bad) == 0 {
		return s, nil, nil
	}
	return rest, found, bad
}

// replace takes every match out of s and shows it to each. Matches that share the
// sign between them are both found.
func replace(find *regexp.Regexp, s string, each func(m string)) string {
	var b strings.Builder
	at := 0
	for at <= len(s) {
		m := find.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		b.WriteString(s[at : at+m[2]])
		each(s[at+m[2] : at+m[3]])
		at += m[3]
	}
	return b.String() + s[at:]
}

// Open implements Grammar.
func (p *Pattern) Open(data string) (code, ref string) {
	if m := p.open.FindStringSubmatchIndex(data); m != nil {
		return data[:m[0]], data[m[2]:m[3]]
	}
	code, ref, _ = strings.Cut(data, " ") // a page that knows no code has nothing before the blank
	return code, ref
}
