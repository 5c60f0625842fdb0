package kb

import (
	"maps"
	"slices"
	"strings"

	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// originals finds the documents with a language that translate nothing: what they say
// no other document says. They are the guide's own, in their language.
func (c *compiler) originals() {
	c.tongue = map[string]string{}
	known := map[string]bool{}
	for _, d := range c.docs {
		if d.Lang == "" && sections(d) {
			for _, s := range d.Topics {
				known[strings.ToLower(identify(s))] = true
			}
		}
	}
	for _, d := range c.docs {
		if d.Lang != "" && original(d, known) {
			c.tongue[d.File], d.Lang = d.Lang, ""
		}
	}
}

func sections(d *markdown.Document) bool {
	return d.Kind == markdown.KindTopics || d.Kind == markdown.KindArticles
}

// original reports whether none of a document's sections is known, and none looks
// like one that is known and misspelt.
func original(d *markdown.Document, known map[string]bool) bool {
	if !sections(d) || len(d.Topics) == 0 {
		return len(known) == 0
	}
	ids := slices.Sorted(maps.Keys(known))
	return !slices.ContainsFunc(d.Topics, func(s markdown.Section) bool {
		id := strings.ToLower(identify(s))
		return known[id] || text.Nearest(id, ids) != ""
	})
}

// Tongue returns the language that all topics of a guide are written in, "" where
// they name none or several.
func (g *Guide) Tongue() string {
	if len(g.Topics) == 0 || slices.ContainsFunc(g.Topics, func(t Topic) bool { return t.Lang != g.Topics[0].Lang }) {
		return ""
	}
	return g.Topics[0].Lang
}

// spoken marks what a topic says with the language it is written in.
func (t *Topic) spoken(lang string) {
	if t.Lang = lang; lang == "" {
		return
	}
	for i := range t.Steps {
		t.Steps[i].Lang = lang
	}
	for i := range t.Causes {
		t.Causes[i].Lang = lang
		for k := range t.Causes[i].Steps {
			t.Causes[i].Steps[k].Lang = lang
		}
	}
}
