package kb

import (
	"maps"
	"path"
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// registry knows every topic and article by what a document may call it: its
// id, its file, its title and its other names.
type registry struct {
	byID   map[string]string // id in lower case → id
	byFile map[string]string // file → id of its first topic
	byName map[string]string // folded title or name → id
	files  map[string]bool   // every document, with or without topics
	names  []string          // titles and names as they are written, in order
	exists func(name string) bool
}

func newRegistry(exists func(string) bool) *registry {
	return &registry{byID: map[string]string{}, byFile: map[string]string{}, byName: map[string]string{}, files: map[string]bool{}, exists: exists}
}

// add enters one topic; the first to claim a name keeps it.
func (g *registry) add(file, id string, names []string) {
	g.byID[strings.ToLower(id)] = id
	if _, ok := g.byFile[file]; !ok {
		g.byFile[file] = id
	}
	g.names = append(g.names, names...)
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

// near returns the address that a link to nowhere was probably meant to have.
func (g *registry) near(d *markdown.Document, l markdown.Ref) string {
	file, anchor, _ := strings.Cut(l.Dest, "#")
	if anchor != "" {
		if near := text.Nearest(anchor, slices.Sorted(maps.Values(g.byID))); near != "" {
			return file + "#" + near
		}
		return ""
	}
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(g.byFile)), func(f string) bool { return f == d.File })
	at := text.Nearest(path.Join(d.Dir, file), others)
	if at == "" {
		return text.Nearest(file, slices.Sorted(maps.Values(g.byID)))
	}
	if rest, ok := strings.CutPrefix(at, d.Dir+"/"); ok {
		return rest
	}
	return at
}

// named returns the topic or article that prose calls by name.
func (g *registry) named(name string) (string, bool) {
	id, ok := g.byName[convention.Key(name)]
	return id, ok
}
