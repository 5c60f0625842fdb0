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
				t.Names, t.Role, t.Place = texts(n.List("names")), c.role(n.Value("role")), n.Yes("place", w.Report)
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
	c.lintRole(r, t)
	for _, n := range append([]string{t.Name}, t.Names...) {
		key := convention.Key(n)
		if x, ok := c.terms[key]; ok && (x.File != t.File || x.Line != t.Line) {
			r.Add(finding.Error, t.Line, "term.twice", "name", n, "at", x.File+":"+strconv.Itoa(x.Line))
			continue
		}
		c.terms[key] = t
	}
}

// lintRole finds a role that no step can ask for, and one that is told twice.
func (c *compiler) lintRole(r finding.Report, t Term) {
	if t.Role == "" {
		return
	}
	if t.Role != roleAdmin {
		r.Add(finding.Error, t.Line, "role", "role", t.Role, "roles", c.roleIDs())
	}
	if x, ok := c.guide.Holder(t.Role); ok {
		r.Add(finding.Error, t.Line, "term.role_twice", "role", t.Role, "at", x.File+":"+strconv.Itoa(x.Line))
	}
}

// lintHolders finds roles that steps ask for and no word tells who has them:
// users ask.
func (c *compiler) lintHolders() {
	if len(c.guide.Terms) == 0 {
		return
	}
	told := map[string]bool{}
	check := func(file string, steps []Step) {
		for _, s := range steps {
			if _, ok := c.guide.Holder(s.Role); s.Role != roleAdmin || ok || told[s.Role] {
				continue
			}
			told[s.Role] = true
			c.at(file).Add(finding.Warning, s.Line, "term.role", "role", cmp.Or(c.guide.Company().Role().ID, s.Role))
		}
	}
	for _, list := range [][]Topic{c.guide.Topics, c.guide.Articles} {
		for _, t := range list {
			check(t.File, t.Steps)
			for _, cs := range t.Causes {
				check(t.File, cs.Steps)
			}
		}
	}
}

// walked returns the article a step tells to follow, where it is the only one
// it names.
func (sp speech) walked(s Step) string {
	if s.Kind != Do || len(s.Links) != 1 || !sp.follows(s.Text) {
		return ""
	}
	return s.Links[0].Article
}
