package kb

import (
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
)

// outsideOf reads a document of kind outside: every list item is something
// users say about a subject no document covers.
func (c *compiler) outsideOf(d *document) {
	for _, s := range append([]section{d.top}, d.topics...) {
		for _, b := range s.blocks {
			if b.shape == item {
				c.guide.Outside = append(c.guide.Outside, b.text)
				c.heard = append(c.heard, heard{entry: entry{b.text, b.line}, file: d.file})
			}
		}
	}
}

// codesOf reads a document of kind codes: tables of code, number and labels
// (separated by ";").
func (c *compiler) codesOf(d *document) {
	r := c.report(d)
	for _, s := range append([]section{d.top}, d.topics...) {
		for _, b := range s.blocks {
			if b.shape != table {
				continue
			}
			for _, x := range b.rows[1:] {
				c.codeRow(x.cells, x.line, r)
			}
		}
	}
}

func (c *compiler) codeRow(row []string, line int, r report) {
	name := convention.Plain(row[0])
	if !convention.IsCode(name) && name != strings.ToUpper(name) || name == "" {
		r.add(Error, line, "codes.none", "code", name)
		return
	}
	u := Uncovered{Code: name}
	if len(row) > 1 && row[1] != "" {
		n, err := strconv.Atoi(convention.Plain(row[1]))
		if err != nil {
			r.add(Error, line, "codes.number", "number", row[1], "code", name)
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
	c.uncovered = append(c.uncovered, heard{entry: entry{name, line}, file: r.file})
}

// phrases reads documents of kind phrases into the topics and causes they
// name, once all of those are built.
func (c *compiler) phrases() {
	for _, d := range c.docs {
		if d.kind != kindPhrases {
			continue
		}
		for _, s := range d.topics {
			t, ok := c.guide.Any(s.title)
			if !ok {
				c.report(d).add(Error, s.line, "phrases.topic", "topic", s.title)
				continue
			}
			t.Phrases = append(t.Phrases, c.hear(d, t, items(s))...)
			for _, cs := range s.causes {
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

func (c *compiler) causePhrases(d *document, t *Topic, s section) {
	for i := range t.Causes {
		if convention.Key(t.Causes[i].Title) == convention.Key(s.title) {
			t.Causes[i].Phrases = append(t.Causes[i].Phrases, c.hear(d, t, items(s))...)
			return
		}
	}
	c.report(d).add(Error, s.line, "phrases.cause", "topic", t.ID, "cause", s.title)
}

// hear notes where phrasings stand and returns their texts.
func (c *compiler) hear(d *document, t *Topic, list []entry) []string {
	for _, e := range list {
		c.heard = append(c.heard, heard{e, d.file, t.ID, t.Remedy})
	}
	return texts(list)
}

func items(s section) []entry {
	var out []entry
	for _, b := range s.blocks {
		if b.shape == item {
			out = append(out, entry{b.text, b.line})
		}
	}
	return out
}
