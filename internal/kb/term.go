package kb

import (
	"cmp"
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
)

// termsOf reads a document of kind terms: every level-2 heading is a word, the
// text under it what the word means.
func (c *compiler) termsOf(d *markdown.Document) {
	for _, s := range d.Topics {
		w := c.walk(d, s, "term")
		t := Term{Name: s.Title, File: d.File, Line: s.Line}
		for _, n := range s.Notes {
			if n.Word == "term" {
				t.Names = texts(n.List("names"))
				continue
			}
			w.Add(finding.Error, n.Line, "comment.under_term", "word", n.Word)
		}
		var text []string
		for _, b := range s.Blocks {
			text = append(text, b.Text)
			for _, l := range w.links(b) {
				t.Article = cmp.Or(t.Article, l.Article)
			}
		}
		t.Text = strings.Join(text, "\n")
		c.lintTerm(w.Report, t)
		c.guide.Terms = append(c.guide.Terms, t)
	}
}

func (c *compiler) lintTerm(r finding.Report, t Term) {
	if t.Text == "" {
		r.Add(finding.Error, t.Line, "term.empty", "name", t.Name)
	}
	if long(t.Text) {
		r.Add(finding.Warning, t.Line, "long.term", "name", t.Name)
	}
	names := append([]string{t.Name}, t.Names...)
	for _, x := range c.guide.Terms {
		for _, have := range append([]string{x.Name}, x.Names...) {
			for _, n := range names {
				if convention.Key(n) == convention.Key(have) {
					r.Add(finding.Error, t.Line, "term.twice", "name", n, "at", x.File+":"+strconv.Itoa(x.Line))
				}
			}
		}
	}
}

// walked returns the article a step tells to follow, where it is the only one
// it names.
func walked(s Step) string {
	if s.Kind != Do || len(s.Links) != 1 || !following.MatchString(convention.Plain(s.Text)) {
		return ""
	}
	return s.Links[0].Article
}
