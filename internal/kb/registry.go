package kb

import (
	"path"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/markdown"
)

// registry knows every topic and article by what a document may call it: its
// id, its file, its title and its other names.
type registry struct {
	byID   map[string]string // id in lower case → id
	byFile map[string]string // file → id of its first topic
	byName map[string]string // folded title or name → id
	files  map[string]bool   // every document, with or without topics
	exists func(name string) bool
}

func newRegistry(exists func(string) bool) *registry {
	return &registry{map[string]string{}, map[string]string{}, map[string]string{}, map[string]bool{}, exists}
}

// add enters one topic; the first to claim a name keeps it.
func (g *registry) add(file, id string, names []string) {
	g.byID[strings.ToLower(id)] = id
	if _, ok := g.byFile[file]; !ok {
		g.byFile[file] = id
	}
	for _, n := range names {
		if f := convention.Key(n); f != "" {
			if _, ok := g.byName[f]; !ok {
				g.byName[f] = id
			}
		}
	}
}

// resolve follows a Markdown link: "file.md", "file.md#anchor", "#anchor", an
// id, or an address outside.
func (g *registry) resolve(d *markdown.Document, l markdown.Ref) (Link, bool) {
	if convention.External(l.Dest) {
		return Link{Label: l.Label, URL: l.Dest}, true
	}
	file, anchor, _ := strings.Cut(l.Dest, "#")
	if anchor != "" {
		for _, key := range []string{strings.ToLower(anchor), strings.ToLower(strings.ReplaceAll(anchor, "-", "_"))} {
			if id, ok := g.byID[key]; ok {
				return Link{Label: l.Label, Article: id}, true
			}
		}
		if id, ok := g.byName[convention.Key(anchor)]; ok {
			return Link{Label: l.Label, Article: id}, true
		}
		return Link{}, false
	}
	if id, ok := g.byFile[path.Join(d.Dir, file)]; ok {
		return Link{Label: l.Label, Article: id}, true
	}
	id, ok := g.byID[strings.ToLower(file)]
	return Link{Label: l.Label, Article: id}, ok
}

// named returns the topic or article that prose calls by name.
func (g *registry) named(name string) (string, bool) {
	id, ok := g.byName[convention.Key(name)]
	return id, ok
}
