package kb

import (
	"path"
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
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
			w.Add(finding.Error, l.Line, "link.nowhere", "label", l.Label, "to", l.Dest, "near", w.c.reg.near(w.d, l))
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
	for _, q := range quotations(b) {
		if id, ok := w.c.reg.named(q.name); ok {
			out = append(out, Link{Label: q.name, Article: id})
		} else if q.refers {
			w.Add(finding.Warning, b.Line, "link.name", "name", q.name, "near", text.Nearest(q.name, w.c.reg.names))
		}
	}
	return out
}

// refers reports whether a block sends the reader to an article, existing or
// not: then it is an instruction.
func (w *walk) refers(b markdown.Block) bool {
	for _, q := range quotations(b) {
		if _, ok := w.c.reg.named(q.name); ok || q.refers {
			return true
		}
	}
	return false
}

// quotation is what stands in quotation marks; refers says that it is called an
// article, and not a switch or a field that is to be pressed or looked at.
type quotation struct {
	name   string
	refers bool
}

func quotations(b markdown.Block) []quotation {
	plain := convention.Plain(b.Text)
	var out []quotation
	for _, m := range quoted.FindAllStringSubmatchIndex(plain, -1) {
		var q quotation
		for _, k := range []int{4, 6, 8} {
			if m[k] >= 0 {
				q.name = strings.TrimSpace(plain[m[k]:m[k+1]])
			}
		}
		q.refers = m[2] >= 0 && !acting.MatchString(plain[:m[2]]) && !stands.MatchString(plain[m[1]:])
		out = append(out, q)
	}
	return out
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
