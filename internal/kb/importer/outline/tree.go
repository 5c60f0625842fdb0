package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
)

// node is a heading, or what stands for one, with what is under it.
type node struct {
	title string
	line  int
	role  role
	n     int    // the number of its label
	word  string // its label, as it is written
	real  bool   // a heading of the page, not one by its looks
	tab   bool   // the name of a tab: no code of an error stands in it
	count bool   // no heading of the page, and counted: a case of what it stands under
	body  []page.Block
	kids  []*node
}

// style says how what stands for a heading looks. Things that look alike stand
// on one level; what looks new stands below what is open.
type style string

const (
	titled   style = "title" // a line of its own: a problem or a code
	asked    style = "question"
	problems style = "problem"
	labelled style = "label" // says what follows: causes, a remedy
	bolded   style = "bold"
	colon    style = "colon" // ends in a colon
	listed   style = "item"
	ways     style = "way"
	named    style = "named" // a case that a list has named
	supposed style = "condition"
)

// heads reports whether problems look so: they never stand below a label.
func (s style) heads() bool {
	return s == titled || s == asked || s == problems || s == supposed || strings.HasPrefix(string(s), "#")
}

// open is a node that more may be added to.
type open struct {
	n     *node
	level int // of a real heading
	style style
}

// builder makes a tree of heads and blocks, in order.
type builder struct {
	root  *node
	stack []open
}

func (b *builder) at() *node {
	if n := len(b.stack); n > 0 {
		return b.stack[n-1].n
	}
	return b.root
}

// heading opens a heading of the page.
func (b *builder) heading(n *node, level int) {
	n.real, n.count = level < lettersLevel, n.count || level == lettersLevel
	n.count = n.count && !n.real
	b.end(level)
	b.push(open{n: n, level: level})
}

// end closes every heading as deep as level, with what stands for headings
// inside.
func (b *builder) end(level int) {
	for i, o := range b.stack {
		if o.style == "" && o.level >= level {
			b.stack = b.stack[:i]
			return
		}
	}
	// What looks like a heading stays within the heading of the page it is in.
	for i, o := range b.stack {
		if o.style != "" {
			b.stack = b.stack[:i]
			return
		}
	}
}

// looks opens what looks like a heading.
func (b *builder) looks(n *node, s style) {
	for i := len(b.stack) - 1; i >= 0 && b.stack[i].style != ""; i-- {
		if b.stack[i].style == s {
			b.stack = b.stack[:i]
			break
		}
	}
	for len(b.stack) > 0 {
		top := b.stack[len(b.stack)-1]
		over := top.style != "" && s.heads() && !top.style.heads() && (top.style != bolded || top.n.role != none)
		aside := top.style == labelled && (top.n.role == note || top.n.role == site || top.n.role == code) && s != labelled
		if !over && !aside {
			break
		}
		b.stack = b.stack[:len(b.stack)-1]
	}
	b.push(open{n: n, style: s})
}

// beside closes a problem of pasted text that has its label already: a table of
// problems stands beside it and not among its remedies.
func (b *builder) beside() {
	for i := len(b.stack) - 1; i > 0; i-- {
		if below := b.stack[i]; below.style == labelled && b.stack[i-1].style.heads() {
			b.stack = b.stack[:i-1]
			return
		}
	}
}

func (b *builder) push(o open) {
	at := b.at()
	at.kids = append(at.kids, o.n)
	b.stack = append(b.stack, o)
}

func (b *builder) body(x page.Block) {
	at := b.at()
	at.body = append(at.body, x)
}

// tree builds the tree of a page. A first heading that stands alone on its level
// is the page's title.
func (o *sorter) tree(blocks []page.Block, title string) *node {
	blocks = o.unmenued(o.gathered(o.unclosed(o.unheaded(blocks))))
	root := &node{title: title, line: 1}
	if k := o.titleAt(blocks); k >= 0 {
		if title != "" && norm(title) != norm(blocks[k].Text) {
			o.remark(Site, 1, title)
		}
		root.title, root.line = cleanTitle(page.Plain(blocks[k].Text)), blocks[k].Line
		blocks = slices.Concat(blocks[:k], blocks[k+1:])
	}
	b := &builder{root: root}
	o.feed(b, blocks)
	return root
}

// lettersLevel is the level of what heads the lines of one paragraph: below all
// headings.
const lettersLevel = 7

// titleAt finds the block that is the page's title.
func (o *sorter) titleAt(blocks []page.Block) int {
	at, top := -1, 7
	for i, b := range blocks {
		if b.Kind != page.Heading {
			continue
		}
		if at < 0 {
			at, top = i, b.Level
			continue
		}
		if b.Level <= top && !(b.Level == top && top == 1 && norm(b.Text) == norm(blocks[at].Text)) {
			return -1
		}
	}
	if at >= 0 && convention.IsCode(page.Plain(blocks[at].Text)) {
		return -1
	}
	if at < 0 && len(blocks) > 1 && o.introducesRemedy(blocks[1]) {
		return -1
	}
	if at < 0 && o.pasted && len(blocks) > 1 && (blocks[0].Kind == page.Paragraph || blocks[0].Marker != "") && len(blocks[0].Text) < 150 {
		first := page.Plain(blocks[0].Text)
		if _, isLabel := o.w.label(first); !isLabel && !strings.HasSuffix(first, ".") && !convention.IsCode(first) && !strings.HasSuffix(first, ":") {
			if _, sure := leadingCode(first); !sure && !o.capitalMates(first, blocks[1:]) && !o.casesAnew(first, blocks[1:]) && !(o.w.begins("because", norm(blocks[1].Text)) != "" && o.becausePoints(blocks[1], blocks)) {
				return 0
			}
		}
	}
	return at
}

// casesAnew reports whether the first line of pasted text is a problem over its cases, and
// another one with cases counted from one stands below: it is no title of both.
func (o *sorter) casesAnew(first string, rest []page.Block) bool {
	one := func(b page.Block) bool {
		l, ok := o.w.label(b.Text, way)
		return ok && l.n == 1 && o.w.isCase(l.word)
	}
	n := 0
	for i, b := range rest {
		if one(b) && (i == 0 || b.Kind == page.Paragraph && o.specific(page.Plain(rest[i-1].Text))) {
			n++
		}
	}
	return n > 1 && o.specific(first) && one(rest[0])
}

// capitalMates reports whether the first line of pasted text is one of several problems in
// capital letters, and no title of them all.
func (o *sorter) capitalMates(first string, rest []page.Block) bool {
	capital := func(s string) bool {
		return len(strings.Fields(s)) > 1 && s == strings.ToUpper(s) && s != strings.ToLower(s)
	}
	if !capital(first) || !o.specific(first) || o.w.gathers(first) {
		return false
	}
	return slices.ContainsFunc(rest, func(b page.Block) bool {
		t := page.Plain(b.Text)
		return b.Kind == page.Paragraph && b.Apart && capital(t) && o.specific(t) && len(t) < 150
	})
}

// cleanTitle drops the number and the closing marks of a title.
func cleanTitle(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimSpace(strings.TrimLeft(s, "#"))
	if m := titleMark.FindString(s); m != "" && strings.TrimSpace(s[len(m):]) != "" && !release.MatchString(s) {
		s = s[len(m):]
	}
	s = strings.TrimRight(s, " :.–—")
	return strings.TrimSpace(s)
}
