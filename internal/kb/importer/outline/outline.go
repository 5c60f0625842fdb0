package outline

import (
	"strings"

	"hotro/internal/kb/importer/page"
)

// Outline is what a page says, sorted.
type Outline struct {
	Title   string
	Groups  []Group // each has a topic
	Remarks []Remark
	// Mapped is how many letters of the page became topics, of All.
	Mapped, All int
}

// Group gathers topics under one heading of the page; the first may have none.
type Group struct {
	Title  string
	Line   int
	Aside  []Text // belongs to no topic
	Topics []Topic
}

// Topic is a problem with what is said about it.
type Topic struct {
	Title  string
	Line   int
	Codes  []string
	Ask    string
	Choose string // what the causes are cases of: Systems, Browsers; empty for reasons
	Intro  []Text
	Steps  []Text // before any cause is asked for
	Causes []Cause
}

// Cause is a reason for a topic.
type Cause struct {
	Title  string
	Answer string
	Line   int
	Told   []Text
	Steps  []Text
	number int  // as the page has it, 0 for none
	branch bool // an answer to a question, not a reason
}

// Text is a paragraph or an item with what stands under it.
type Text struct {
	Line    int
	Text    string // with the marks of package page
	Item    bool
	Ordered bool
	Code    bool
	Remark  bool // among what to do, and nothing to do
	Under   []Text
}

// Remark is what the page's importer should know. Its kind says what of.
type Remark struct {
	Kind Kind
	Line int
	Text string
	More string
	N    int
}

// Kind is what a remark speaks of.
type Kind int

// The kinds of remark.
const (
	Site       Kind = iota // left out: belongs to the site
	Machine                // left out: speaks to programs
	Struck                 // left out: struck through
	Pictured               // a picture that words must replace
	Understood             // words that became structure
	Branching              // a way to another step, kept as words
	Ordered                // remedies were given to causes by their order
	Renumbered             // More is the number that the page has, N the one that it gets
	Lost                   // More is the title of what has a label without a body
	Contact                // whom to call, taken off the last problem of the page
)

// Of sorts the blocks of a page.
func Of(p page.Page, w *Words) Outline {
	o := &sorter{w: w, pasted: p.Pasted}
	o.left(p.Left)
	blocks := o.around(o.screened(o.unsoftened(p.Blocks)))
	for _, b := range blocks {
		o.out.All += weight(b)
	}
	o.weighed = true
	root := o.tree(blocks, p.Title)
	o.root = root
	o.unnamed(root)
	o.answered(root)
	o.out.Title = root.title
	o.out.Groups = []Group{{Line: 1}}
	if o.article(root) {
		o.topics(root, 0)
	} else {
		o.place(root, 0)
	}
	o.spokenCodes()
	o.out.Groups = filled(o.out.Groups)
	if n := len(o.out.Groups); n > 0 {
		o.out.Groups[n-1].Aside = append(o.out.Groups[n-1].Aside, o.closing...)
	}
	o.understood()
	o.out.Mapped = min(o.out.Mapped, o.out.All)
	return o.out
}

// filled gives what groups without topics say to their neighbours.
func filled(list []Group) []Group {
	var out []Group
	var carry []Text
	for _, g := range list {
		if len(g.Topics) == 0 {
			if g.Title != "" {
				carry = append(carry, Text{Line: g.Line, Text: g.Title})
			}
			carry = append(carry, g.Aside...)
			continue
		}
		g.Aside = append(carry, g.Aside...)
		carry = nil
		out = append(out, g)
	}
	if n := len(out); n > 0 {
		out[n-1].Aside = append(out[n-1].Aside, carry...)
	}
	return out
}

// sorter gathers an outline.
type sorter struct {
	w       *Words
	pasted  bool // the page is lines of text, of which some look like headings
	out     Outline
	weighed bool // All is known
	root    *node
	labels  []string // words that became structure
	closing []Text   // what the page ends with, of no problem
}

func (o *sorter) remark(k Kind, line int, text string) {
	if text = page.Plain(text); text != "" {
		if k == Site && o.weighed { // what belongs to the site is no part of the page
			o.out.All -= len(text)
		}
		o.out.Remarks = append(o.out.Remarks, Remark{Kind: k, Line: line, Text: strings.Join(strings.Fields(text), " ")})
	}
}

// label notes words that became structure.
func (o *sorter) label(s string) {
	if s = strings.TrimSpace(page.Plain(s)); s != "" {
		for _, have := range o.labels {
			if have == s {
				return
			}
		}
		o.labels = append(o.labels, s)
	}
}

func (o *sorter) understood() {
	o.out.Mapped += len(o.out.Title)
	for _, g := range o.out.Groups {
		o.out.Mapped += len(g.Title)
	}
	for _, l := range o.labels {
		o.out.Mapped += len(l)
	}
	if len(o.labels) > 0 {
		o.remark(Understood, 1, strings.Join(o.labels, " · "))
	}
}

// weight is how much there is to read in a block.
func weight(b page.Block) int {
	n := len(page.Plain(b.Text))
	if b.Kind == page.Picture {
		n = 0
	}
	for _, k := range b.Kids {
		n += weight(k)
	}
	for _, r := range b.Rows {
		for _, c := range r.Cells {
			n += len(page.Plain(c))
		}
	}
	return n
}

func weigh(list []Text) int {
	n := 0
	for _, t := range list {
		n += len(page.Plain(t.Text)) + weigh(t.Under)
	}
	return n
}

// Topics counts the topics of all groups.
func (o Outline) Topics() int {
	n := 0
	for _, g := range o.Groups {
		n += len(g.Topics)
	}
	return n
}

// Text is everything that the topics of a page say.
func (o Outline) Text() string {
	var b strings.Builder
	var add func(list []Text)
	add = func(list []Text) {
		for _, t := range list {
			b.WriteString(page.Plain(t.Text) + "\n")
			add(t.Under)
		}
	}
	for _, g := range o.Groups {
		for _, t := range g.Topics {
			b.WriteString(t.Title + "\n")
			add(t.Intro)
			add(t.Steps)
			for _, c := range t.Causes {
				b.WriteString(c.Title + "\n")
				add(c.Told)
				add(c.Steps)
			}
		}
	}
	return b.String()
}
