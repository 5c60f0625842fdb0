package kb

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// wording is what a section of a translation says.
type wording struct {
	lead  []markdown.Block // paragraphs before the list
	items []markdown.Block
	tail  string // paragraphs behind it
}

var verbatim = pattern.New("\\*\\*[^*]*\\*\\*|`[^`]*`") // as it stands on the screen

// cut parts a section at its list. Bullets below a numbered item belong to it.
func (w translator) cut(s markdown.Section) wording {
	var p wording
	numbered := slices.ContainsFunc(s.Blocks, func(b markdown.Block) bool { return b.Shape == markdown.Item && b.Ordered })
	for _, b := range s.Blocks {
		n := len(p.items)
		switch {
		case b.Shape == markdown.Table, b.Shape == markdown.Picture, w.onlyRole(b.Text): // whom the steps are for is the guide's own
		case b.Shape == markdown.Item && numbered && !b.Ordered && n > 0:
			p.items[n-1].Text += "\n• " + b.Text
			p.items[n-1].Links = append(p.items[n-1].Links, b.Links...)
		case b.Shape == markdown.Item:
			p.items = append(p.items, b)
		case n > 0:
			p.tail = strings.TrimSpace(p.tail + "\n" + b.Text)
		default:
			p.lead = append(p.lead, b)
		}
	}
	return p
}

// onlyRole reports whether a text says for whom the steps are, and no more.
func (w translator) onlyRole(s string) bool {
	rest, only := w.c.speech(w.d).admin(s)
	return only && rest == ""
}

// paragraphs joins paragraphs.
func paragraphs(list []markdown.Block) string {
	var out []string
	for _, b := range list {
		out = append(out, b.Text)
	}
	return strings.Join(out, "\n")
}

// keys finds fields that a translation can't change: they belong to the guide's
// own section.
func (w translator) keys(s markdown.Section, may ...string) {
	for _, n := range s.Notes {
		for _, f := range n.Fields {
			if !slices.Contains(may, f.Key) {
				w.Add(finding.Error, f.Line, "translation.key", "key", f.Key, "keys", strings.Join(may, ", "), "near", text.Nearest(f.Key, may))
			}
		}
	}
}

func (w translator) label(label string, line int) {
	if utf8.RuneCountInString(label) > labelMax {
		w.Add(finding.Warning, line, "translation.label", "label", excerpt(label), "max", strconv.Itoa(labelMax))
	}
}

// read finds Vietnamese that was left in: only what is set in bold or as code
// may stand as it does on the screen.
func (w translator) read(line int, texts ...string) {
	for _, s := range texts {
		if left := verbatim.ReplaceAllString(s, ""); strings.ContainsFunc(left, vietnamese) {
			w.Add(finding.Warning, line, "translation.left", "text", excerpt(left), "lang", w.d.Lang)
		}
	}
}

// vietnamese reports whether no other language has the letter: those with a
// breve, a horn or a stroke, and those with two marks.
func vietnamese(r rune) bool {
	switch r {
	case 0x102, 0x103, 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0:
		return true
	}
	return r >= 0x1EA0 && r <= 0x1EF9
}
