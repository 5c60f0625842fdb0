package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// runningCell is a cell that numbers a row.
var runningCell = pattern.New(`^\d{1,3}\.?$`)

// gathered finds tables that were pasted with every cell on a line of its own: the
// heads of columns in a row, then the cells. A cell that spans rows, and an empty
// one, leave no line: which column a line belongs to is told by what it says.
func (o *sorter) gathered(blocks []page.Block) []page.Block {
	if !o.pasted {
		return blocks
	}
	for i := range blocks {
		heads := o.cellHeads(blocks[i:])
		if heads == nil {
			continue
		}
		rows, used := heads.rows(o, blocks[i+len(heads.cols):])
		if len(rows) < 2 {
			continue
		}
		t := page.Block{Kind: page.Table, Line: blocks[i].Line}
		t.Rows = append([]page.Row{heads.row}, heads.named(rows)...)
		rest := blocks[i+len(heads.cols)+used:]
		return append(append([]page.Block{}, blocks[:i]...), append([]page.Block{t}, o.gathered(rest)...)...)
	}
	return blocks
}

// headRow are the heads of columns, each a line.
type headRow struct {
	cols []role // index and filler are such only here
	row  page.Row
}

// The columns that tell nothing of a problem.
const (
	index  role = "index"  // numbers the rows
	filler role = "filler" // pictures, remarks: mostly empty
	other  role = "other"  // more to know, which import does not know the head of
)

// cellHeads reads the heads of columns at the front of blocks, nil for none.
func (o *sorter) cellHeads(blocks []page.Block) *headRow {
	h := &headRow{}
	telling := 0
	for i, b := range blocks[:headsUntil(o, blocks)] {
		t := page.Plain(b.Text)
		if b.Kind != page.Paragraph || !headsColumn(t) {
			break
		}
		r := o.column(t)
		switch s := norm(t); {
		case i == 0 && s != "" && o.w.begins("index", s) == s:
			r = index
		case o.w.begins("filler", s) != "":
			r = filler
		case r == none && len(h.cols) > 0 && h.cols[0] == index:
			r = other
		case r == none && i > 0 && i+1 < len(blocks) && len(strings.Fields(t)) <= 4 && o.column(page.Plain(blocks[i+1].Text)) != none:
			r = other // a head that import does not know, between two that it does
		}
		if r == none {
			break
		}
		if r == code && slices.Contains(h.cols, code) {
			return nil // "Mã lỗi chung" above "Code" is a title
		}
		if r != index && r != filler && r != other {
			telling++
		}
		h.cols = append(h.cols, r)
		h.row.Cells = append(h.row.Cells, b.Text)
	}
	if telling < 2 {
		return nil
	}
	h.row.Line, h.row.Head = blocks[0].Line, true
	switch h.first() {
	case code, problem, symptom, cause:
		return h
	}
	return nil
}

// named gives the rows a problem each that have a number of their own: one whose
// problem spans more of them is called by what else it tells first.
func (h *headRow) named(rows []page.Row) []page.Row {
	at := slices.Index(h.cols, problem)
	if h.cols[0] != index || at < 0 {
		return rows
	}
	for _, r := range rows {
		for c := at + 1; c < len(h.cols) && r.Cells[0] != "" && r.Cells[at] == ""; c++ {
			if h.cols[c] == symptom {
				r.Cells[at], r.Cells[c] = r.Cells[c], ""
			}
		}
	}
	return rows
}

// headsUntil says where the heads of columns end at the latest: with a column of
// running numbers, before the first of them.
func headsUntil(o *sorter, blocks []page.Block) int {
	if s := norm(blocks[0].Text); s == "" || o.w.begins("index", s) != s {
		return len(blocks)
	}
	for i, b := range blocks[:min(len(blocks), 10)] {
		if strings.TrimSuffix(page.Plain(b.Text), ".") == "1" {
			return i
		}
	}
	return 0
}

// first is the first column that tells something.
func (h *headRow) first() role {
	for _, r := range h.cols {
		if r != index && r != other && r != filler {
			return r
		}
	}
	return none
}

// headsColumn reports whether a line may be the head of a column: "Nguyên nhân" is,
// and "Nguyên nhân 1: vào sớm quá." says one.
func headsColumn(t string) bool {
	return len(t) <= 40 && !strings.HasSuffix(t, ":") && !strings.HasSuffix(t, ".") && !strings.Contains(t, ": ") || t == "No." || t == "Nr."
}

// What it costs to leave a column out of a row, to begin a row within the columns,
// and to go on in a column. Points of fits are of the same measure.
const (
	skipping = 2.0
	spanning = 1.0
	going    = 0.5
)

// fitLeast is how well the cells of a table fit their columns, one with another.
const fitLeast = 0.8

// seat is the best way to seat the cells up to one of them, that one in a column.
type seat struct {
	score float64
	from  int // column of the cell before
	fresh bool
	ok    bool
}

// rows seats the cells in columns, as well as they fit, and says how many blocks
// that took.
func (h *headRow) rows(o *sorter, blocks []page.Block) ([]page.Row, int) {
	var cells []page.Block
	last := []int{} // by cell: the blocks up to it
	for i, b := range blocks {
		if b.Kind == page.Item && len(cells) > 0 {
			if _, _, ok := o.pointed(b.Text); !ok {
				o.within(&cells[len(cells)-1], b)
				last[len(last)-1] = i + 1
				continue
			}
			b.Kind = page.Paragraph
		}
		if l, ok := o.w.label(b.Text, site, note); b.Kind != page.Paragraph || ok && (l.role == site || l.colon) {
			break
		}
		cells, last = append(cells, b), append(last, i+1)
	}
	seats := make([][]seat, len(cells))
	end, best := -1, 0.0
	for i := range cells {
		seats[i] = make([]seat, len(h.cols))
		for c := range h.cols {
			seats[i][c] = h.best(o, cells, seats, i, c)
			if s := seats[i][c]; s.ok && s.score > best && h.closes(c) {
				end, best = i, s.score
			}
		}
	}
	if end < 0 || best < fitLeast*float64(end+1) {
		return nil, 0
	}
	return h.read(cells, seats, end), last[end]
}

// within adds an item to the cell that it stands in: what to do about what that says,
// or one more line.
func (o *sorter) within(cell *page.Block, x page.Block) {
	if o.w.act(x.Text) && !o.w.act(cell.Text) && !strings.Contains(cell.Text, "\n") {
		cell.Text += " → " + x.Text
		return
	}
	cell.Text += "\n- " + x.Text
}

// closes reports whether a row may end with a column: something is said to do, or
// nothing more is to be said.
func (h *headRow) closes(c int) bool {
	for _, r := range h.cols[c+1:] {
		if r != filler && r != other {
			return false
		}
	}
	return true
}

// best finds the best seat before that of cell i in column c.
func (h *headRow) best(o *sorter, cells []page.Block, seats [][]seat, i, c int) seat {
	fit := h.fit(o, h.cols[c], cells[i].Text)
	if i == 0 {
		return seat{score: fit, fresh: true, from: -1, ok: c == 0}
	}
	out := seat{}
	for p := range h.cols {
		was := seats[i-1][p]
		if !was.ok {
			continue
		}
		s := seat{score: was.score + fit, from: p, ok: true}
		switch {
		case c > p:
			s.score -= h.skipped(p+1, c)
		case c == p && h.cols[c] == remedy && c > 0:
			s.score -= going
		case !h.closes(p) && h.skipped(p+1, len(h.cols)) > skipping:
			continue
		default:
			s.fresh = true
			s.score -= h.skipped(p+1, len(h.cols))
			if c > 0 {
				s.score -= spanning
			}
			if c > 0 && (h.cols[c] == remedy || h.cols[c] == filler || h.cols[c] == index) {
				continue
			}
		}
		if !out.ok || s.score > out.score {
			out = s
		}
	}
	return out
}

// skipped is what it costs to leave out the columns from a up to b.
func (h *headRow) skipped(a, b int) float64 {
	n := 0.0
	for _, r := range h.cols[a:b] {
		switch r {
		case filler:
		case other:
			n += going
		default:
			n += skipping
		}
	}
	return n
}

// fit says how well a cell fits a column.
func (h *headRow) fit(o *sorter, r role, cell string) float64 {
	plain := strings.ReplaceAll(page.Plain(cell), "\n", " ")
	if s := norm(plain); emptyCell.MatchString(plain) || o.w.begins("nothing", s) == s {
		return 0
	}
	acts := o.w.act(plain)
	_, _, points := o.pointed(plain)
	switch {
	case r == index:
		return surely(runningCell.MatchString(plain))
	case h.cols[0] == index && runningCell.MatchString(plain) && r != code:
		return -4
	case r == code:
		return surely(len(o.w.codesIn(plain, true)) > 0)
	case r == filler:
		return -1
	case r == cases && points:
		return 3
	case r == cases:
		return 0.5
	case points:
		return -2
	case r == remedy || r == answer:
		if acts {
			return 2
		}
		return -1
	case acts:
		return -2
	case r == problem && o.w.trouble(plain):
		return 1.5
	case r == other:
		return 0.5
	}
	return 1
}

// surely is what a cell is worth in a column that takes nothing else.
func surely(yes bool) float64 {
	if yes {
		return 3
	}
	return -4
}

// read makes rows of the seats that lead to the last cell.
func (h *headRow) read(cells []page.Block, seats [][]seat, end int) []page.Row {
	at := make([]int, end+1)
	fresh := make([]bool, end+1)
	c, best := 0, -1.0
	for k, s := range seats[end] {
		if s.ok && h.closes(k) && s.score > best {
			c, best = k, s.score
		}
	}
	for i := end; i >= 0; i-- {
		at[i], fresh[i] = c, seats[i][c].fresh
		c = seats[i][c].from
	}
	var out []page.Row
	for i, c := range at {
		if fresh[i] {
			out = append(out, page.Row{Line: cells[i].Line, Cells: make([]string, len(h.cols))})
		}
		cell := &out[len(out)-1].Cells[c]
		if *cell != "" {
			*cell += "\n"
		}
		*cell += cells[i].Text
	}
	return out
}
