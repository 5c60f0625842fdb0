package kb

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
)

// links follows every reference of a block: Markdown links and articles
// called by name.
func (w *walk) links(b markdown.Block) []Link {
	var out []Link
	add := func(l Link) {
		same := func(x Link) bool { return x.Article == l.Article && x.URL == l.URL }
		if !slices.ContainsFunc(out, same) && !strings.EqualFold(l.Article, w.home()) {
			out = append(out, l)
		}
	}
	for _, l := range b.Links {
		to, ok := w.c.reg.resolve(w.d, l)
		if !ok {
			w.Add(finding.Error, l.Line, "link.nowhere", "label", l.Label, "to", l.Dest)
			continue
		}
		add(to)
	}
	for _, l := range w.names(b) {
		add(l)
	}
	return out
}

// home is the topic the walk belongs to, in lower case.
func (w *walk) home() string {
	id, _, _ := strings.Cut(w.owner, "/")
	return id
}

// names finds the articles a block calls by name. A name after "mục", "bài",
// "hướng dẫn" or "xem" must exist; other quotations may be anything.
func (w *walk) names(b markdown.Block) []Link {
	var out []Link
	for _, m := range quoted.FindAllStringSubmatch(convention.Plain(b.Text), -1) {
		name := strings.TrimSpace(cmp.Or(m[2], m[3], m[4]))
		if id, ok := w.c.reg.named(name); ok {
			out = append(out, Link{Label: name, Article: id})
		} else if m[1] != "" {
			w.Add(finding.Warning, b.Line, "link.name", "name", name)
		}
	}
	return out
}

// refers reports whether a block sends the reader to an article, existing or
// not: then it is an instruction.
func (w *walk) refers(b markdown.Block) bool {
	for _, m := range quoted.FindAllStringSubmatch(convention.Plain(b.Text), -1) {
		if _, ok := w.c.reg.named(cmp.Or(m[2], m[3], m[4])); ok || m[1] != "" {
			return true
		}
	}
	return false
}

// image returns the path of a block's picture.
func (w *walk) image(b markdown.Block) string {
	if b.Image == "" {
		return ""
	}
	return w.picturePath(b.Image, b.Line)
}

// picturePath finds a picture among the documents.
func (w *walk) picturePath(src string, line int) string {
	name := path.Join(w.d.Dir, src)
	if convention.External(src) || !w.c.reg.exists(name) {
		w.Add(finding.Warning, line, "image.missing", "image", src)
		return ""
	}
	return name
}

// picture gives a picture that stands alone to the step before it.
func (w *walk) picture(steps []Step, b markdown.Block) {
	if len(steps) == 0 {
		w.Add(finding.Warning, b.Line, "image.stray")
		return
	}
	if last := &steps[len(steps)-1]; last.Image == "" {
		last.Image = w.image(b)
	}
}
