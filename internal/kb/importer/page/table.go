package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads the rows of a table. One that only lays the page out is read as
// what is in it.
func (w *walker) table(n *html.Node) {
	rows := rowsOf(n)
	wide := 0
	for _, tr := range rows {
		wide = max(wide, len(cellsOf(tr)))
	}
	if wide < 2 || len(rows) < 2 || find(n, func(c *html.Node) bool { return c.DataAtom == atom.Table || c.DataAtom == atom.H2 }) != nil {
		for _, tr := range rows {
			for _, c := range cellsOf(tr) {
				if furniture(c) {
					w.leave(c, words(c), Site)
					continue
				}
				w.kids(c)
				w.flush()
			}
		}
		return
	}
	b := Block{Kind: Table, Line: w.line}
	below := make([]span, wide) // cells that reach down from rows above
	for _, tr := range rows {
		w.at(tr)
		x := Row{Line: w.line, Head: true}
		for _, c := range cellsOf(tr) {
			x.fill(below)
			w.at(c)
			x.Head = x.Head && (c.DataAtom == atom.Th || within(c, ancestor(c, atom.Thead)))
			text := w.cell(c)
			for range max(1, number(c, "colspan")) {
				if k := len(x.Cells); k < len(below) {
					below[k] = span{number(c, "rowspan") - 1, text}
				}
				x.Cells = append(x.Cells, text)
				text = ""
			}
		}
		x.fill(below)
		b.Rows = append(b.Rows, x)
	}
	w.add(b)
	for _, x := range w.pictures {
		w.add(x)
	}
	w.pictures = nil
}

// span is a cell that fills the same place of more rows.
type span struct {
	rows int
	text string
}

// fill takes over the cells that reach down into a row.
func (r *Row) fill(below []span) {
	for k := len(r.Cells); k < len(below) && below[k].rows > 0; k++ {
		below[k].rows--
		r.Cells = append(r.Cells, below[k].text)
	}
}

func number(n *html.Node, key string) int {
	k, _ := strconv.Atoi(attr(n, key))
	return min(k, 20)
}

func ancestor(n *html.Node, a atom.Atom) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return p
		}
	}
	return nil
}

// rowsOf lists the rows of a table, without those of tables inside it.
func rowsOf(table *html.Node) []*html.Node {
	var out []*html.Node
	for d := range table.Descendants() {
		if d.DataAtom == atom.Tr && ancestor(d, atom.Table) == table {
			out = append(out, d)
		}
	}
	return out
}

func cellsOf(tr *html.Node) []*html.Node {
	var out []*html.Node
	for c := range tr.ChildNodes() {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			out = append(out, c)
		}
	}
	return out
}

// cell reads a cell as lines; items of lists in it begin with their marker.
func (w *walker) cell(n *html.Node) string {
	blocks := w.inside(n)
	for _, b := range blocks {
		if b.Kind == Picture { // a cell is lines: the picture stands behind the table
			w.pictures = append(w.pictures, b)
		}
	}
	return strings.Join(linesOf(blocks, ""), "\n")
}

func linesOf(blocks []Block, in string) []string {
	var out []string
	for _, b := range blocks {
		switch b.Kind {
		case Item:
			marker := "- "
			if b.Ordered {
				marker = strconv.Itoa(b.Number) + ". "
			}
			out = append(out, in+marker+b.Text)
			out = append(out, linesOf(b.Kids, in+"  ")...)
		case Note:
			out = append(out, linesOf(b.Kids, in)...)
		case Table:
			for _, r := range b.Rows {
				out = append(out, in+strings.Join(r.Cells, ": "))
			}
		case Picture, End:
		default:
			for l := range strings.SplitSeq(b.Text, "\n") {
				out = append(out, in+l)
			}
		}
	}
	return out
}
