package outline

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

var (
	emptyCell = pattern.New(`^[\s–—/.-]*$`)
	parts     = pattern.New(`\s*[/()&|+]\s*|\s+-\s+`)
)

// table adds the rows of a table: as problems where a column names them, as
// causes where the columns are causes and remedies, else as lines.
func (o *sorter) table(b *builder, x page.Block) {
	if o.byNumber(b, o.tidied(x.Rows)) {
		return
	}
	rows := upright(o, o.unnumbered(o.untitled(b, o.tidied(x.Rows))))
	cols := o.codeColumn(rows, o.columns(rows))
	first := 0
	if o.headRow(rows, cols) {
		for _, c := range rows[0].Cells {
			o.label(c)
		}
		first = 1
	} else {
		cols = o.guessed(rows)
	}
	kind := rowKind(cols)
	if at := slices.Index(cols, cause); kind == none && at >= 0 && b.at().role == cause {
		o.reasons(b, rows[first:], at, rows[0])
		return
	}
	if kind == none {
		o.lines(b, rows)
		return
	}
	if kind == symptom && slices.Contains(cols, cause) && slices.Contains(cols, remedy) && b.at() != b.root && o.shown(b.at()) {
		kind = cause // signs of the causes of one problem
	}
	o.records(b, rows[first:], cols, rows[0], kind, first == 1)
}

// reasons adds the rows of a table below a label of causes: each is one, and what else
// its row says is told of it.
func (o *sorter) reasons(b *builder, rows []page.Row, at int, heads page.Row) {
	for _, r := range rows {
		if at >= len(r.Cells) || page.Plain(r.Cells[at]) == "" {
			continue
		}
		x := page.Block{Kind: page.Item, Line: r.Line, Text: strings.ReplaceAll(r.Cells[at], "\n", " ")}
		for i, c := range r.Cells {
			if i != at && page.Plain(c) != "" && i < len(heads.Cells) {
				x.Kids = append(x.Kids, page.Block{Line: r.Line, Text: strings.TrimLeft(page.Plain(heads.Cells[i])+": ", ": ") + strings.ReplaceAll(c, "\n", " ")})
			}
		}
		b.body(x)
	}
}

// shown reports whether a title names one problem, or what a machine shows.
func (o *sorter) shown(n *node) bool {
	return n.real && (o.specific(n.title) || o.w.has("displays", norm(n.title)) && !o.w.gathers(n.title))
}

// untitled takes the lines off a table that stand above its heads: a sheet has its
// title there.
func (o *sorter) untitled(b *builder, rows []page.Row) []page.Row {
	for i := 1; i < len(rows) && i < 4; i++ {
		if filledCells(rows[i-1]) > 1 {
			return rows
		}
		if o.headRow(rows[i:], o.columns(rows[i:])) {
			o.lines(b, rows[:i])
			rows[i].Head = true
			return rows[i:]
		}
	}
	return rows
}

func filledCells(r page.Row) int {
	n := 0
	for _, c := range r.Cells {
		if page.Plain(c) != "" {
			n++
		}
	}
	return n
}

// unnumbered takes a first column out that only numbers the rows.
func (o *sorter) unnumbered(rows []page.Row) []page.Row {
	if len(rows) < 3 || len(rows[0].Cells) < 3 {
		return rows
	}
	if head := norm(rows[0].Cells[0]); head != "" && o.w.begins("index", head) != head {
		return rows
	}
	n := 0
	for _, r := range rows[1:] {
		c := norm(r.Cells[0])
		if c == "" {
			continue
		}
		if n++; c != strconv.Itoa(n) {
			return rows
		}
	}
	if n == 0 {
		return rows
	}
	out := make([]page.Row, len(rows))
	for i, r := range rows {
		o.label(r.Cells[0])
		out[i] = page.Row{Line: r.Line, Head: r.Head, Cells: r.Cells[1:]}
	}
	return out
}

// tidied empties the cells that say nothing.
func (o *sorter) tidied(rows []page.Row) []page.Row {
	out := make([]page.Row, len(rows))
	for i, r := range rows {
		out[i] = page.Row{Line: r.Line, Head: r.Head}
		for _, c := range r.Cells {
			if s := norm(c); emptyCell.MatchString(page.Plain(c)) || s != "" && o.w.begins("nothing", s) == s {
				o.label(c)
				c = ""
			}
			out[i].Cells = append(out[i].Cells, c)
		}
	}
	return out
}

// upright turns a table whose first column holds the heads.
func upright(o *sorter, rows []page.Row) []page.Row {
	side, top, wide := map[role]bool{}, map[role]bool{}, 0
	for i, r := range rows {
		wide = max(wide, len(r.Cells))
		if len(r.Cells) > 0 {
			side[o.column(r.Cells[0])] = true
		}
		for _, c := range r.Cells {
			if i == 0 {
				top[o.column(c)] = true
			}
		}
	}
	delete(side, none)
	delete(top, none)
	if len(side) < 2 || len(side) <= len(top) || wide > 20 {
		return rows
	}
	out := make([]page.Row, wide)
	for k := range out {
		for _, r := range rows {
			c := ""
			if k < len(r.Cells) {
				c = r.Cells[k]
			}
			out[k].Cells = append(out[k].Cells, c)
		}
		out[k].Line = rows[0].Line
	}
	return out
}

// column tells the role of a column by its head.
func (o *sorter) column(head string) role {
	for _, re := range []*pattern.Pattern{parts, o.w.joins} {
		if p := re.Split(page.Plain(head), -1); len(p) == 2 {
			a, _, _ := o.w.named(p[0])
			b, _, _ := o.w.named(p[1])
			if a == cause && b == remedy {
				return cases
			}
		}
	}
	for _, s := range append([]string{head}, parts.Split(page.Plain(head), -1)...) {
		if r, _, ok := o.w.named(s); ok && (r == code || r == problem || r == symptom || r == cause || r == remedy || r == question || r == answer || r == cases) {
			return r
		}
	}
	s := norm(head)
	if s == "" || len(strings.Fields(s)) > 6 || slices.Contains(o.w.labels[s], note) {
		return none // "Không nên làm" is no "nên làm"
	}
	best, at := none, ""
	for l, roles := range o.w.labels {
		if len(l) > 2 && (strings.HasPrefix(s, l+" ") || strings.HasSuffix(s, " "+l)) && (len(l) > len(at) || len(l) == len(at) && l < at) {
			switch roles[0] {
			case code, problem, symptom, cause, remedy, question, answer:
				best, at = roles[0], l
			}
		}
	}
	return best
}

// columns tells the roles of columns by the first row. Of two columns of codes
// or problems the first counts.
func (o *sorter) columns(rows []page.Row) []role {
	var cols []role
	seen := map[role]bool{}
	for _, c := range rows[0].Cells {
		r := o.column(c)
		if (r == code || r == problem || r == question) && seen[r] {
			r = symptom
		}
		seen[r] = true
		cols = append(cols, r)
	}
	return cols
}

// codeColumn takes a column of problems for one of codes, where each of its cells is one
// and another column says what they are: "Lỗi" above "OE" and "DE / DE2".
func (o *sorter) codeColumn(rows []page.Row, cols []role) []role {
	at := slices.Index(cols, problem)
	if at < 0 || slices.Contains(cols, code) || !slices.Contains(cols, symptom) {
		return cols
	}
	n := 0
	for _, r := range rows[1:] {
		if at >= len(r.Cells) || page.Plain(r.Cells[at]) == "" || filledCells(r) < 2 || o.signed(r) {
			continue // a row of one cell gathers those below it
		}
		s := page.Plain(r.Cells[at])
		if !o.codesOnly(s) && !(bare(s) && len(o.w.codesIn(s, true)) > 0) {
			return cols
		}
		n++
	}
	if n > 1 {
		cols[at] = code
	}
	return cols
}

func (o *sorter) headRow(rows []page.Row, cols []role) bool {
	n := 0
	for _, r := range cols {
		if r != none {
			n++
		}
	}
	return len(rows) > 1 && (n > 1 || n == 1 && rows[0].Head)
}

// guessed tells the roles of columns without heads by what is in them: codes or
// problems first, what to do last.
func (o *sorter) guessed(rows []page.Row) []role {
	n := len(rows[0].Cells)
	codes, troubles, acts := 0, 0, 0
	for _, r := range rows {
		if len(r.Cells) != n || n < 2 {
			continue
		}
		if len(o.w.codesIn(r.Cells[0], true)) > 0 {
			codes++
		}
		if o.w.trouble(r.Cells[0]) {
			troubles++
		}
		if o.w.act(r.Cells[n-1]) {
			acts++
		}
	}
	cols := make([]role, n)
	if n < 2 || 2*max(codes, troubles) <= len(rows) || len(rows) < 2 {
		return cols
	}
	for i := range cols {
		cols[i] = symptom
	}
	cols[0] = problem
	if 2*codes > len(rows) {
		cols[0] = code
	} else if 2*acts <= len(rows) {
		return make([]role, n)
	}
	if 2*acts > len(rows) {
		cols[n-1] = remedy
	}
	return cols
}

// rowKind says what the rows of a table with such columns are.
func rowKind(cols []role) role {
	has := map[role]bool{}
	for _, r := range cols {
		has[r] = true
	}
	switch {
	case has[question] && has[answer]:
		return question
	case has[code] || has[problem]:
		return problem
	case has[symptom] && (has[remedy] || has[cause]):
		return symptom
	case has[cause] && has[remedy], has[cases] && has[remedy]:
		return cause
	}
	return none
}

// lines adds the rows of a table that only informs.
func (o *sorter) lines(b *builder, rows []page.Row) {
	for _, r := range rows {
		var cells []string
		for _, c := range r.Cells {
			if page.Plain(c) != "" {
				cells = append(cells, strings.ReplaceAll(c, "\n", " "))
			}
		}
		if len(cells) > 0 {
			b.body(page.Block{Kind: page.Item, Line: r.Line, Text: strings.Join(cells, ": ")})
		}
	}
}
