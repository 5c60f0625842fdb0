package kb

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// outsideOf reads a document of kind outside: every list item is something
// users say about a subject no document covers.
func (c *compiler) outsideOf(d *markdown.Document) {
	for _, s := range append([]markdown.Section{d.Top}, d.Topics...) {
		for _, b := range s.Blocks {
			if b.Shape == markdown.Item {
				c.guide.Outside = append(c.guide.Outside, b.Text)
				c.heard = append(c.heard, heard{Entry: markdown.Entry{Text: b.Text, Line: b.Line}, file: d.File})
			}
		}
	}
}

// codesOf reads a document of kind codes: tables of code, number and labels
// (separated by ";").
func (c *compiler) codesOf(d *markdown.Document) {
	r := c.report(d)
	for _, s := range append([]markdown.Section{d.Top}, d.Topics...) {
		for _, b := range s.Blocks {
			if b.Shape != markdown.Table {
				continue
			}
			for _, x := range b.Rows[1:] {
				c.codeRow(x.Cells, x.Line, r)
			}
		}
	}
}

func (c *compiler) codeRow(row []string, line int, r finding.Report) {
	name := convention.Plain(row[0])
	if !convention.IsCode(name) && name != strings.ToUpper(name) || name == "" {
		r.Add(finding.Error, line, "codes.none", "code", name)
		return
	}
	u := Uncovered{Code: name}
	if len(row) > 1 && row[1] != "" {
		n, err := strconv.Atoi(convention.Plain(row[1]))
		if err != nil {
			r.Add(finding.Error, line, "codes.number", "number", row[1], "code", name)
		}
		u.Number = n
	}
	if len(row) > 2 {
		for l := range strings.SplitSeq(row[2], ";") {
			if l = strings.TrimSpace(l); l != "" {
				u.Labels = append(u.Labels, l)
			}
		}
	}
	c.guide.Uncovered = append(c.guide.Uncovered, u)
	c.uncovered = append(c.uncovered, heard{Entry: markdown.Entry{Text: name, Line: line}, file: r.File})
}

// phrases reads documents of kind phrases into the topics and causes they
// name, once all of those are built.
func (c *compiler) phrases() {
	for _, d := range c.docs {
		if d.Kind != markdown.KindPhrases {
			continue
		}
		for _, s := range d.Topics {
			t, ok := c.guide.Any(s.Title)
			if !ok {
				c.report(d).Add(finding.Error, s.Line, "phrases.topic", "topic", s.Title, "near", c.nearID(s.Title))
				continue
			}
			t.Phrases = append(t.Phrases, c.hear(d, t, items(s))...)
			for _, cs := range s.Causes {
				c.causePhrases(d, t, cs)
			}
		}
	}
	for _, list := range [][]Topic{c.guide.Topics, c.guide.Articles} {
		for i := range list {
			for _, cs := range list[i].Causes {
				list[i].Phrases = append(list[i].Phrases, cs.Phrases...)
			}
		}
	}
}

func (c *compiler) causePhrases(d *markdown.Document, t *Topic, s markdown.Section) {
	for i := range t.Causes {
		if convention.Key(t.Causes[i].Title) == convention.Key(s.Title) {
			t.Causes[i].Phrases = append(t.Causes[i].Phrases, c.hear(d, t, items(s))...)
			return
		}
	}
	var titles []string
	for _, x := range t.Causes {
		titles = append(titles, x.Title)
	}
	c.report(d).Add(finding.Error, s.Line, "phrases.cause", "topic", t.ID, "cause", s.Title, "near", text.Nearest(s.Title, titles))
}

// nearID returns the id of a topic or an article that was probably meant.
func (c *compiler) nearID(id string) string {
	return text.Nearest(id, slices.Sorted(maps.Values(c.reg.byID)))
}

// hear notes where phrasings stand and returns their texts.
func (c *compiler) hear(d *markdown.Document, t *Topic, list []markdown.Entry) []string {
	for _, e := range list {
		c.heard = append(c.heard, heard{e, d.File, t.ID, t.Remedy})
	}
	return texts(list)
}

func items(s markdown.Section) []markdown.Entry {
	var out []markdown.Entry
	for _, b := range s.Blocks {
		if b.Shape == markdown.Item {
			out = append(out, markdown.Entry{Text: b.Text, Line: b.Line})
		}
	}
	return out
}

// heard is a phrasing with what it belongs to and where it stands, for lint.
type heard struct {
	markdown.Entry
	file   string
	topic  string // empty: outside
	remedy string
}
