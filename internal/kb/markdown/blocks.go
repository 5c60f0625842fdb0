package markdown

import (
	"sort"
	"strings"

	"hotro/internal/kb/finding"

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
		rd.at.Blocks = append(rd.at.Blocks, Block{Line: rd.line(n), Text: rd.code(n)})
	case *ast.Paragraph, *ast.TextBlock:
		rd.paragraph(n)
	}
}

// paragraph adds a paragraph; one that holds only a picture is a picture.
func (rd *reader) paragraph(n ast.Node) {
	rd.pasted(n)
	b := rd.inline(n)
	if b.Text == "" && b.Image != "" {
		b.Shape = Picture
	}
	if b.Text != "" || b.Image != "" {
		rd.at.Blocks = append(rd.at.Blocks, b)
	}
}

func (rd *reader) heading(n *ast.Heading) {
	b := rd.inline(n)
	title := strings.TrimSpace(strings.NewReplacer("**", "", "`", "").Replace(b.Text))
	s := Section{Title: title, Line: b.Line}
	if title == "" {
		rd.Add(finding.Warning, b.Line, "heading.empty")
		return
	}
	d := rd.doc
	switch {
	case rd.nested:
		rd.at.Blocks = append(rd.at.Blocks, Block{Text: "**" + title + "**", Line: b.Line})
	case n.Level == 1 && len(d.Topics) == 0 && d.Top.Title == "":
		d.Top.Title, d.Top.Line = title, b.Line
	case n.Level <= 2:
		if n.Level == 1 {
			rd.Add(finding.Warning, b.Line, "heading.second")
		}
		rd.topic(s)
	case len(d.Topics) == 0:
		rd.Add(finding.Warning, b.Line, "heading.jump", "title", title)
		rd.topic(s)
	case n.Level == 3:
		t := &d.Topics[len(d.Topics)-1]
		t.Causes = append(t.Causes, s)
		rd.at = &t.Causes[len(t.Causes)-1]
		rd.takeAbove()
	default:
		rd.Add(finding.Warning, b.Line, "heading.deep", "title", title)
		rd.at.Blocks = append(rd.at.Blocks, Block{Text: "**" + title + "**", Line: b.Line})
	}
}

func (rd *reader) topic(s Section) {
	rd.doc.Topics = append(rd.doc.Topics, s)
	rd.at = &rd.doc.Topics[len(rd.doc.Topics)-1]
	rd.takeAbove()
}

// takeAbove gives the heading that was just read the notes that stand above it.
func (rd *reader) takeAbove() {
	rd.at.Notes = append(rd.at.Notes, rd.above...)
	rd.above = nil
}

// item adds one list item: its paragraphs, its nested list as lines, its
// picture and its notes make one block.
func (rd *reader) item(n ast.Node, ordered bool) {
	sub := &reader{Report: rd.Report, src: rd.src, starts: rd.starts, doc: rd.doc, at: &Section{}, lists: rd.lists, nested: true}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		sub.block(c)
	}
	b := Block{Shape: Item, Ordered: ordered, List: rd.lists, Notes: sub.at.Notes, Line: rd.line(n)}
	var lines []string
	for _, in := range sub.at.Blocks {
		switch {
		case in.Shape == Item:
			lines = append(lines, "• "+in.Text)
		case in.Text != "":
			lines = append(lines, in.Text)
		}
		if in.Image != "" {
			b.Image = in.Image
		}
		b.Links = append(b.Links, in.Links...)
		b.Notes = append(b.Notes, in.Notes...)
	}
	b.Text = strings.Join(lines, "\n")
	if b.Text == "" && b.Image == "" {
		rd.Add(finding.Warning, b.Line, "empty-body.item")
		return
	}
	rd.at.Blocks = append(rd.at.Blocks, b)
}

func (rd *reader) table(n *east.Table) {
	b := Block{Shape: Table}
	for tr := n.FirstChild(); tr != nil; tr = tr.NextSibling() {
		x := Row{Line: rd.line(tr)}
		for c := tr.FirstChild(); c != nil; c = c.NextSibling() {
			x.Cells = append(x.Cells, rd.inline(c).Text)
		}
		b.Rows = append(b.Rows, x)
	}
	b.Line = b.Rows[0].Line
	rd.at.Blocks = append(rd.at.Blocks, b)
}

// html reads a comment or a GitBook figure; other HTML is not shown anywhere.
func (rd *reader) html(n *ast.HTMLBlock) {
	raw, line := rd.code(n), rd.line(n)
	switch {
	case strings.HasPrefix(strings.TrimSpace(raw), "<!--"):
		if nt, ok := parseNote(raw, line, rd.Report); ok {
			rd.note(n, nt)
		}
	case figureSrc(raw) != "":
		rd.at.Blocks = append(rd.at.Blocks, Block{Shape: Picture, Line: line, Image: figureSrc(raw)})
	default:
		rd.Add(finding.Warning, line, "html")
	}
}

// note gives a note to the heading it stands under; one that stands right above
// its heading, instead, to that one.
func (rd *reader) note(n *ast.HTMLBlock, nt Note) {
	level := map[string]int{"topic": 2, "term": 2, "cause": 3}[nt.Word]
	if !isHeading(n.NextSibling(), level) || isHeading(n.PreviousSibling(), level) {
		rd.attach(nt)
		return
	}
	rd.Add(finding.Warning, nt.Line, "comment.above", "word", nt.Word)
	rd.above = append(rd.above, nt)
}

func isHeading(n ast.Node, level int) bool {
	h, ok := n.(*ast.Heading)
	return ok && h.Level == level
}

func (rd *reader) attach(n Note) {
	if n.Word != "step" {
		rd.at.Notes = append(rd.at.Notes, n)
		return
	}
	if len(rd.at.Blocks) == 0 {
		rd.Add(finding.Error, n.Line, "comment.no_step")
		return
	}
	b := &rd.at.Blocks[len(rd.at.Blocks)-1]
	b.Notes = append(b.Notes, n)
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
