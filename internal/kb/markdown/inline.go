package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"hotro/internal/kb/convention"
)

// inline renders the inside of a paragraph, a heading or a cell as chat
// markup (see chat.Spans): **bold**, `code` and links to the outside stay; a
// link to another document becomes its label in bold and a ref.
func (rd *reader) inline(n ast.Node) Block {
	b := Block{Line: rd.line(n)}
	var w strings.Builder
	rd.spans(n, &w, &b)
	lines := strings.Split(w.String(), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	b.Text = strings.TrimSpace(strings.Join(lines, "\n"))
	return b
}

func (rd *reader) spans(n ast.Node, w *strings.Builder, b *Block) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			rd.unclosed(c)
			w.WriteString(convention.Unescape(string(c.Segment.Value(rd.src))))
			switch {
			case c.HardLineBreak():
				w.WriteByte('\n')
			case c.SoftLineBreak():
				w.WriteByte(' ')
			}
		case *ast.String:
			w.Write(c.Value)
		case *ast.CodeSpan:
			w.WriteString("`" + rd.raw(c) + "`")
		case *ast.Emphasis:
			rd.emphasis(c, w, b)
		case *ast.Link:
			rd.link(c, w, b)
		case *ast.AutoLink:
			w.Write(c.URL(rd.src))
		case *ast.Image:
			b.Image = string(c.Destination)
		case *ast.RawHTML:
			rd.rawHTML(c, w, b)
		default:
			rd.spans(c, w, b)
		}
	}
}

func (rd *reader) emphasis(n *ast.Emphasis, w *strings.Builder, b *Block) {
	var in strings.Builder
	rd.spans(n, &in, b)
	if n.Level == 2 && !strings.Contains(in.String(), "**") {
		w.WriteString("**" + strings.TrimSpace(in.String()) + "**")
		return
	}
	w.WriteString(in.String())
}

func (rd *reader) link(n *ast.Link, w *strings.Builder, b *Block) {
	var in strings.Builder
	rd.spans(n, &in, b)
	label := strings.TrimSpace(strings.ReplaceAll(in.String(), "**", ""))
	dest := string(n.Destination)
	if convention.External(dest) {
		w.WriteString("[" + label + "](" + dest + ")")
	} else {
		w.WriteString("**" + label + "**")
	}
	b.Links = append(b.Links, Ref{label, dest, rd.line(n)})
}

// rawHTML keeps a line break, reads a note and drops every other tag.
func (rd *reader) rawHTML(n *ast.RawHTML, w *strings.Builder, b *Block) {
	var raw strings.Builder
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		raw.Write(seg.Value(rd.src))
	}
	tag := strings.ToLower(raw.String())
	switch {
	case strings.HasPrefix(tag, "<br"):
		w.WriteByte('\n')
	case strings.HasPrefix(tag, "<!--"):
		if nt, ok := parseNote(raw.String(), rd.lineAt(n.Segments.At(0).Start), rd.Report); ok {
			b.Notes = append(b.Notes, nt)
		}
	}
}

// raw returns the text of a code span as it stands.
func (rd *reader) raw(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(rd.src))
		}
	}
	return b.String()
}
