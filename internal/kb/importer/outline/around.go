package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

var (
	trail    = pattern.New(`\s+[>›»/]\s+`)
	dotted   = pattern.New(`\s+[·•|]\s+`)
	property = pattern.New(`^\p{Lu}\pL*(?: \pL+){0,2}: [\p{Lu}\d_-]{3,}$`)
	phone    = pattern.New(`^[^:.]{3,40}:\s*[+\d][\d .()-]{7,}(?:\([^()]{2,20}\))?$`)
	price    = pattern.New(`\d{1,3}(?:[.,]\d{3})+\s*\p{L}{0,3}\p{Sc}?\.?$|\p{Sc}\s?\d+(?:[.,]\d+)?\s*$`)
)

// around takes out what stands round the problems of a page: the way to it through the
// site, the same page in another language, properties, links between dots, prices. A
// telephone line stays on the page and belongs to no problem.
func (o *sorter) around(blocks []page.Block) []page.Block {
	var out []page.Block
	blocks = o.linkless(blocks)
	for i, b := range blocks {
		switch {
		case b.Kind == page.Paragraph && (o.isSite(b.Text, i) || o.otherTongue(b.Text) || o.onward(b.Text)), b.Kind == page.Heading && priced(blocks[i+1:]), b.Kind == page.Item && priced(blocks[i:]):
			o.remark(Site, b.Line, b.Text)
			continue
		case b.Kind == page.Paragraph && phone.MatchString(page.Plain(b.Text)) && i > 0 && !o.led(blocks[i-1]):
			o.remark(Contact, b.Line, b.Text)
			o.closing = append(o.closing, o.text(b))
			o.out.All -= weight(b)
			continue
		}
		out = append(out, b)
	}
	return out
}

// linkless takes the list off the end of a page of which every item is a link and no more:
// it leads to other pages.
func (o *sorter) linkless(blocks []page.Block) []page.Block {
	to := len(blocks)
	for to > 0 && (blocks[to-1].Kind == page.End || blocks[to-1].Kind == page.Picture || blocks[to-1].Kind == page.Paragraph && o.onward(blocks[to-1].Text)) {
		to--
	}
	from := to
	for from > 0 && blocks[from-1].Kind == page.Item && len(blocks[from-1].Kids) == 0 && page.Link(blocks[from-1].Text) {
		from--
	}
	if to-from < 2 || from == 0 {
		return blocks
	}
	for _, b := range blocks[from:to] {
		o.remark(Site, b.Line, b.Text)
	}
	return append(blocks[:from:from], blocks[to:]...)
}

// onward reports whether a short line only leads on to another page, or is the row of
// answers to a question of the site.
func (o *sorter) onward(s string) bool {
	plain := norm(s)
	if strings.Contains(s, "?") && len(strings.Fields(plain)) < 15 && o.w.has("asked", plain) && o.w.has("useful", plain) {
		return true
	}
	f := strings.Fields(plain)
	if o.w.begins("onward", plain) != "" && len(f) < 15 && !strings.HasSuffix(page.Plain(s), ":") && len(sentences(s)) == 1 {
		return true
	}
	yes, no := false, false
	for _, w := range f {
		y, n := o.w.begins("yes", w) == w, o.w.begins("no", w) == w
		if !y && !n {
			return false
		}
		yes, no = yes || y, no || n
	}
	return yes && no && len(f) == 2
}

// led reports whether a block leads to the one behind it.
func (o *sorter) led(b page.Block) bool {
	l, ok := o.w.label(b.Text)
	return b.Kind == page.Heading || ok && l.rest == "" || strings.HasSuffix(page.Plain(b.Text), ":")
}

// isSite reports whether a paragraph, the one at a place of the page, is a breadcrumb, a
// property of the page or a row of links.
func (o *sorter) isSite(s string, at int) bool {
	plain := page.Plain(s)
	if at < 4 && allNames(trail.Split(plain, -1), 3) {
		return true
	}
	if property.MatchString(plain) && !o.pasted {
		_, ok := o.w.label(s)
		return !ok
	}
	if o.ofSite(dotted.Split(plain, -1)) {
		return true
	}
	return allNames(dotted.Split(plain, -1), 3) || votes.MatchString(plain) && len(strings.Fields(plain)) < 9
}

// ofSite reports whether all parts of a row are what a site calls its own: "Previous",
// "Next".
func (o *sorter) ofSite(parts []string) bool {
	for _, p := range parts {
		c := norm(p)
		if r, _, ok := o.w.named(strings.Trim(p, "<>«»‹›←→ ")); (!ok || r != site) && (c == "" || o.w.begins("print", c) != c) {
			return false
		}
	}
	return len(parts) > 1
}

// votes is what readers thought of a page.
var votes = pattern.New(`[👍👎★☆⭐]`)

// allNames reports whether at least n parts are names: a few words each, no sentence.
func allNames(parts []string, n int) bool {
	for _, p := range parts {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(p, `"“'`))
		if p == "" || len(strings.Fields(p)) > 5 || strings.ContainsAny(p, ".:,;") || !unicode.IsUpper(r) {
			return false
		}
	}
	return len(parts) >= n
}

// otherTongue reports whether a short text only leads to the page in another language.
func (o *sorter) otherTongue(s string) bool {
	plain := page.Plain(s)
	return strings.Contains(plain, "://") && len(strings.Fields(plain)) < 16 && o.w.has("tongues", norm(plain))
}

// priced reports whether a list of two and more stands at the front of blocks, and
// every item of it ends in a price.
func priced(blocks []page.Block) bool {
	n := 0
	for _, b := range blocks {
		if b.Kind != page.Item {
			break
		}
		if !price.MatchString(page.Plain(b.Text)) || len(strings.Fields(page.Plain(b.Text))) > 12 {
			return false
		}
		n++
	}
	return n > 0
}
