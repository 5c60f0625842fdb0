package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hotro/internal/kb/convention"
	"hotro/internal/pattern"
)

// walker turns the elements of a page into blocks.
type walker struct {
	page     *Page
	out      []Block
	sub      bool // blocks go to out, not to the page
	line     int
	folds    int
	summary  int             // the level of the summary that comes next, 0 for that of all
	text     strings.Builder // of the paragraph being gathered
	start    int             // its line
	pictures []Block         // of the table being read
	number   int             // of the next item, 0 in a bulleted list
	tabs     tabs
	last     int // level of the last heading
	shift    int // how much deeper headings are than they say
}

// headingMax is the deepest level a heading of HTML has; what folds open lies
// below.
const headingMax = 6

func (w *walker) add(b Block) {
	if b.Line == 0 {
		b.Line = w.line
	}
	if w.sub {
		w.out = append(w.out, b)
		return
	}
	w.page.Blocks = append(w.page.Blocks, b)
}

// at takes over the line of an element that knows it.
func (w *walker) at(n *html.Node) {
	if l, err := strconv.Atoi(attr(n, "data-line")); err == nil {
		w.line = l
	}
}

// flush ends the paragraph that loose text makes.
func (w *walker) flush() {
	s := tidyLines(strings.Trim(w.text.String(), " \n"+string(Soft)))
	w.text.Reset()
	if Plain(s) != "" {
		w.add(Block{Text: s, Line: w.start})
	}
	w.start = 0
}

func (w *walker) kids(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

func (w *walker) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.words(n.Data)
		return
	case n.Type == html.CommentNode:
		w.leave(n, n.Data, Hidden)
		return
	case n.Type != html.ElementNode || noText(n):
		return
	case w.tabs.bars[n]:
		w.flush()
		return
	case furniture(n):
		w.flush()
		w.remark(n)
		w.leave(n, words(n), Site)
		return
	}
	if inline(n) {
		w.inline(n)
		return
	}
	w.flush()
	w.at(n)
	w.block(n)
	w.flush()
}

func (w *walker) words(s string) {
	if w.start == 0 && strings.TrimSpace(s) != "" {
		w.start = w.line
	}
	end := " "
	if w.page.marked && w.start > 0 {
		end = string(Soft)
	}
	w.text.WriteString(strings.NewReplacer("\n", end, "\t", " ", "\r", " ").Replace(s))
}

func (w *walker) block(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n, int(n.Data[1]-'0'))
	case atom.Ul, atom.Ol, atom.Menu:
		w.list(n)
	case atom.Li:
		w.item(n)
	case atom.Dl:
		w.folds++
		w.kids(n)
		w.flush()
		w.add(Block{Kind: End, Level: headingMax + w.folds})
		w.folds--
	case atom.Dt:
		w.heading(n, headingMax+max(1, w.folds))
	case atom.Details:
		w.fold(n)
	case atom.Summary, atom.Button:
		if n.DataAtom == atom.Summary && w.summary > 0 {
			w.summed(n)
			return
		}
		w.heading(n, headingMax+max(1, w.folds))
	case atom.Table:
		w.table(n)
	case atom.Pre:
		switch class := attr(n, "class"); {
		case class == codeLine:
			w.add(Block{Text: squeeze(words(n))})
			return
		case class == tabLine && squeeze(words(n)) == "":
			w.add(Block{Kind: End, Level: headingMax + 1})
			return
		case class == tabLine:
			w.heading(n, headingMax+1)
			w.tabbed()
			return
		}
		w.add(Block{Kind: Code, Text: strings.Trim(raw(n), "\n")})
	case atom.Blockquote, atom.Aside:
		w.note(n)
	default:
		w.container(n)
	}
}

// container reads a division: what its class says, or simply what is in it.
func (w *walker) container(n *html.Node) {
	class := attr(n, "class")
	switch {
	case class == "MsoTitle": // of a document that Word wrote, over all its headings
		w.heading(n, 0)
	case w.tabs.names[n] != "" && w.panel(n):
	case noteClass.MatchString(class) && find(n, func(c *html.Node) bool { return c.DataAtom == atom.H2 || c.DataAtom == atom.H3 }) == nil:
		w.note(n)
	case (foldClass.MatchString(class) || attr(n, "role") == "button") && shortText(n):
		w.heading(n, headingMax+1)
	default:
		w.kids(n)
	}
}

// shortText reports whether an element holds one line.
func shortText(n *html.Node) bool {
	return len(squeeze(words(n))) < 200 && find(n, func(c *html.Node) bool { return !inline(c) && c.DataAtom != atom.Button }) == nil
}

func (w *walker) heading(n *html.Node, level int) {
	x := w.inside(n)
	if level <= headingMax {
		level = min(level+w.shift, headingMax)
		w.last = level
	}
	var text []string
	for _, b := range x {
		if b.Kind == Picture {
			w.add(b)
			continue
		}
		text = append(text, b.Text)
	}
	if t := Plain(squeeze(strings.Join(text, " "))); t != "" {
		w.add(Block{Kind: Heading, Level: level, Text: t})
	}
}

// inside reads what is in an element apart from what is around it.
func (w *walker) inside(n *html.Node) []Block {
	in := &walker{page: w.page, sub: true, line: w.line, folds: w.folds, tabs: w.tabs}
	in.kids(n)
	in.flush()
	return in.out
}

func (w *walker) note(n *html.Node) {
	if kids := w.inside(n); len(kids) > 0 {
		w.add(Block{Kind: Note, Kids: kids})
	}
}

func (w *walker) list(n *html.Node) {
	was := w.number
	w.number = 0
	if n.DataAtom == atom.Ol {
		w.number = 1
		if k, err := strconv.Atoi(attr(n, "start")); err == nil {
			w.number = k
		}
	}
	w.kids(n)
	w.flush()
	w.number = was
}

func (w *walker) item(n *html.Node) {
	b := Block{Kind: Item, Line: w.line, Ordered: w.number > 0, Number: w.number}
	if w.number > 0 {
		w.number++
	}
	kids := w.inside(n)
	if len(kids) > 0 && kids[0].Kind == Paragraph {
		b.Text, kids = kids[0].Text, kids[1:]
	}
	b.Kids = kids
	if b.Text != "" || len(kids) > 0 {
		w.add(b)
	}
}

func inline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Br, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label,
		atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Picture, atom.Big, atom.Center:
		return !strings.Contains(foldOf(n), "x") || n.DataAtom == atom.A
	}
	return false
}

// foldOf is "x" for a span that is the head of something that folds open.
func foldOf(n *html.Node) string {
	if n.DataAtom == atom.Span && foldClass.MatchString(attr(n, "class")) {
		return "x"
	}
	return ""
}

// inline adds an element to the paragraph being gathered.
func (w *walker) inline(n *html.Node) {
	if w.start == 0 && attr(n, "data-line") != "" {
		w.at(n)
	}
	switch n.DataAtom {
	case atom.Br:
		w.text.WriteByte('\n')
	case atom.Img:
		w.picture(n)
	case atom.B, atom.Strong:
		w.pair(n, boldOn, boldOff)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		w.pair(n, codeOn, codeOff)
	case atom.Del, atom.S, atom.Strike:
		w.leave(n, words(n), Struck)
	case atom.A:
		w.link(n)
	default:
		w.kids(n)
	}
}

// pair puts marks around the words of an element; one that is no phrase, or
// holds blocks, is read without.
func (w *walker) pair(n *html.Node, on, off rune) {
	if squeeze(words(n)) == "" || find(n, func(c *html.Node) bool { return !inline(c) || c.DataAtom == atom.Br }) != nil {
		w.kids(n)
		return
	}
	s := words(n)
	lead, tail := s[:len(s)-len(strings.TrimLeft(s, " \n\t"))], s[len(strings.TrimRight(s, " \n\t")):]
	if find(n, func(c *html.Node) bool { return c.DataAtom == atom.A || c.DataAtom == atom.Img }) != nil {
		w.kids(n)
		return
	}
	w.words(lead + string(on) + strings.TrimSpace(s) + string(off) + tail)
}

var spaces = pattern.New(`[\s()<>\x{e001}-\x{e007}]`)

// link keeps an outside address; a name inside the site becomes a quoted name,
// as its address leads nowhere from here.
func (w *walker) link(n *html.Node) {
	label, to := squeeze(words(n)), attr(n, "href")
	switch {
	case label == "" || find(n, func(c *html.Node) bool { return !inline(c) }) != nil:
		w.kids(n)
	case convention.External(to) && !spaces.MatchString(to):
		if label == to {
			w.words(to)
			return
		}
		w.words(string(linkOn) + label + string(linkTo) + to + string(linkOff))
	case to == "" || strings.HasPrefix(to, "#") || strings.HasPrefix(to, "mailto:") || strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "javascript:"):
		w.words(label)
	default:
		w.words(`"` + strings.ReplaceAll(label, `"`, "'") + `"`)
	}
}

// picture ends the paragraph only where nothing else stands in it: what an
// image shows belongs to the words around it.
func (w *walker) picture(n *html.Node) {
	alt := squeeze(attr(n, "alt"))
	if strings.TrimSpace(w.text.String()) != "" || !w.sub {
		w.flush()
	}
	w.add(Block{Kind: Picture, Text: orElse(alt, squeeze(attr(n, "src"))), Line: w.line})
}

// raw is the text below a node as it stands.
func raw(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(raw(c))
	}
	return b.String()
}
