package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// release is a version with its day, and no code: "7.4.1 (12/10/2026)".
var release = pattern.New(`^[vV]?\d+(?:\.\d+){1,3}\s*[(:–—-]?[^()]{0,24}\b(?:19|20)\d\d\b`)

// releases reports whether all that stands under a title are versions with their days.
func releases(n *node) bool {
	return len(n.kids) == 0 && len(n.body) > 0 && !slices.ContainsFunc(n.body, func(b page.Block) bool { return !release.MatchString(page.Plain(b.Text)) })
}

// changes reports whether a title says what a version changed, or how to go on to it:
// what stands below is no problem.
func (o *sorter) changes(title string) bool {
	s := norm(title)
	return o.w.begins("mended", s) != "" || o.w.begins("upgrade", s) != ""
}

var (
	issueHead = pattern.New(`^\[([^\[\]\s]+)\]:?\s+(\S.*)$`) // "[BN-1123] No QR code"
	tailAside = pattern.New(`^(.+?)\s*\(([^()]+)\)$`)
	headAside = pattern.New(`^\s*[\x{e002}.]*\s*\(([^()]+)\)`)
)

// sinceMended takes off a title, and off what is behind it, what brackets say of the
// version that mends it: that is a note. An id in brackets stands before a colon.
func (o *sorter) sinceMended(n *node, rest string) string {
	said := ""
	if m := tailAside.FindStringSubmatch(n.title); m != nil && o.w.begins("mended", norm(m[2])) != "" {
		n.title, said = cleanTitle(m[1]), m[2]
	} else if m := headAside.FindStringSubmatchIndex(rest); m != nil && o.w.begins("mended", norm(rest[m[2]:m[3]])) != "" {
		said, rest = rest[m[2]:m[3]], rest[m[1]:]
	}
	if said != "" {
		n.kids = append(n.kids, &node{role: note, line: n.line, body: []page.Block{{Text: text.Capital(said), Line: n.line}}})
	}
	if m := issueHead.FindStringSubmatch(n.title); m != nil && isCode(m[1], false) {
		n.title = m[1] + ": " + text.Capital(m[2])
	}
	return strings.TrimSpace(rest)
}
