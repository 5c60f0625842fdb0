package kb

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// block reads one block of the document into the section it stands in.
func (rd *reader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		rd.heading(n)
	case *ast.List:
		rd.lists++
		for it := n.FirstChild(); it != nil; it = it.NextSibling() {
			rd.item(it, n.IsOrdered())
		}
	case *ast.HTMLBlock:
		rd.html(n)
	case *ast.Blockquote:
		was := rd.nested
		rd.nested = true
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			rd.block(c)
		}
		rd.nested = was
	case *east.Table:
		rd.table(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		rd.at.blocks = append(rd.at.blocks, block{line: rd.line(n), text: rd.code(n)})
	case *ast.Paragraph, *ast.TextBlock:
		rd.paragraph(n)
	}
}

// paragraph adds a paragraph; one that holds only a picture is a picture.
func (rd *reader) paragraph(n ast.Node) {
	b := rd.inline(n)
	if b.text == "" && b.image != "" {
		b.shape = picture
	}
	if b.text != "" || b.image != "" {
		rd.at.blocks = append(rd.at.blocks, b)
	}
}

func (rd *reader) heading(n *ast.Heading) {
	b := rd.inline(n)
	title := strings.TrimSpace(strings.NewReplacer("**", "", "`", "").Replace(b.text))
	s := section{title: title, line: b.line}
	if title == "" {
		rd.add(Warning, b.line, "heading.empty")
		return
	}
	d := rd.doc
	switch {
	case rd.nested:
		rd.at.blocks = append(rd.at.blocks, block{text: "**" + title + "**", line: b.line})
	case n.Level == 1 && len(d.topics) == 0 && d.top.title == "":
		d.top.title, d.top.line = title, b.line
	case n.Level <= 2:
		if n.Level == 1 {
			rd.add(Warning, b.line, "heading.second")
		}
		rd.topic(s)
	case len(d.topics) == 0:
		rd.add(Warning, b.line, "heading.jump", "title", title)
		rd.topic(s)
	case n.Level == 3:
		t := &d.topics[len(d.topics)-1]
		t.causes = append(t.causes, s)
		rd.at = &t.causes[len(t.causes)-1]
	default:
		rd.add(Warning, b.line, "heading.deep", "title", title)
		rd.at.blocks = append(rd.at.blocks, block{text: "**" + title + "**", line: b.line})
	}
}

func (rd *reader) topic(s section) {
	rd.doc.topics = append(rd.doc.topics, s)
	rd.at = &rd.doc.topics[len(rd.doc.topics)-1]
}

// item adds one list item: its paragraphs, its nested list as lines, its
// picture and its notes make one block.
func (rd *reader) item(n ast.Node, ordered bool) {
	sub := &reader{report: rd.report, src: rd.src, starts: rd.starts, doc: rd.doc, at: &section{}, lists: rd.lists, nested: true}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		sub.block(c)
	}
	b := block{shape: item, ordered: ordered, list: rd.lists, notes: sub.at.notes, line: rd.line(n)}
	var lines []string
	for _, in := range sub.at.blocks {
		switch {
		case in.shape == item:
			lines = append(lines, "• "+in.text)
		case in.text != "":
			lines = append(lines, in.text)
		}
		if in.image != "" {
			b.image = in.image
		}
		b.links = append(b.links, in.links...)
		b.notes = append(b.notes, in.notes...)
	}
	b.text = strings.Join(lines, "\n")
	if b.text == "" && b.image == "" {
		rd.add(Warning, b.line, "empty-body.item")
		return
	}
	rd.at.blocks = append(rd.at.blocks, b)
}

func (rd *reader) table(n *east.Table) {
	b := block{shape: table}
	for tr := n.FirstChild(); tr != nil; tr = tr.NextSibling() {
		x := row{line: rd.line(tr)}
		for c := tr.FirstChild(); c != nil; c = c.NextSibling() {
			x.cells = append(x.cells, rd.inline(c).text)
		}
		b.rows = append(b.rows, x)
	}
	b.line = b.rows[0].line
	rd.at.blocks = append(rd.at.blocks, b)
}

// html reads a comment or a GitBook figure; other HTML is not shown anywhere.
func (rd *reader) html(n *ast.HTMLBlock) {
	raw, line := rd.code(n), rd.line(n)
	switch {
	case strings.HasPrefix(strings.TrimSpace(raw), "<!--"):
		if nt, ok := parseNote(raw, line, rd.report); ok {
			rd.attach(nt)
		}
	case figureSrc(raw) != "":
		rd.at.blocks = append(rd.at.blocks, block{shape: picture, line: line, image: figureSrc(raw)})
	default:
		rd.add(Warning, line, "html")
	}
}

func (rd *reader) attach(n note) {
	if n.word != "step" {
		rd.at.notes = append(rd.at.notes, n)
		return
	}
	if len(rd.at.blocks) == 0 {
		rd.add(Error, n.line, "comment.no_step")
		return
	}
	b := &rd.at.blocks[len(rd.at.blocks)-1]
	b.notes = append(b.notes, n)
}

// figureSrc returns the picture of a GitBook figure.
func figureSrc(raw string) string {
	_, rest, ok := strings.Cut(raw, "<img")
	if !ok {
		return ""
	}
	if _, rest, ok = strings.Cut(rest, `src="`); !ok {
		return ""
	}
	src, _, _ := strings.Cut(rest, `"`)
	return src
}

// code returns the raw lines of a block.
func (rd *reader) code(n ast.Node) string {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(rd.src))
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		b.Write(h.ClosureLine.Value(rd.src))
	}
	return strings.TrimRight(b.String(), "\n")
}

// line returns the line a node starts on.
func (rd *reader) line(n ast.Node) int {
	for c := n; c != nil; c = c.FirstChild() {
		if c.Type() == ast.TypeBlock && c.Lines() != nil && c.Lines().Len() > 0 {
			return rd.lineAt(c.Lines().At(0).Start)
		}
		if t, ok := c.(*ast.Text); ok {
			return rd.lineAt(t.Segment.Start)
		}
	}
	return rd.lineAt(n.Pos())
}

func (rd *reader) lineAt(offset int) int {
	return max(1, sort.SearchInts(rd.starts, offset+1))
}
