package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
)

var (
	emptyCell = regexp.MustCompile(`^[\s–—/.-]*$`)
	parts     = regexp.MustCompile(`\s*[/()&|+]\s*|\s+-\s+`)
)

// table adds the rows of a table: as problems where a column names them, as
// causes where the columns are causes and remedies, else as lines.
func (o *sorter) table(b *builder, x page.Block) {
	rows := upright(o, o.tidied(x.Rows))
	cols := o.columns(rows)
	first := 0
	if o.headRow(rows, cols) {
		for i, c := range rows[0].Cells {
			if i < len(cols) && cols[i] != none {
				o.label(c)
			}
		}
		first = 1
	} else {
		cols = o.guessed(rows)
	}
	kind := rowKind(cols)
	if kind == none {
		o.lines(b, rows)
		return
	}
	o.records(b, rows[first:], cols, rows[0], kind, first == 1)
}

// tidied empties the cells that say nothing.
func (o *sorter) tidied(rows []page.Row) []page.Row {
	out := make([]page.Row, len(rows))
	for i, r := range rows {
		out[i] = page.Row{Line: r.Line, Head: r.Head}
		for _, c := range r.Cells {
			if s := norm(c); emptyCell.MatchString(page.Plain(c)) || s != "" && o.w.begins("nothing", s) == s {
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
	if p := parts.Split(page.Plain(head), -1); len(p) == 2 {
		a, _, _ := o.w.named(p[0])
		b, _, _ := o.w.named(p[1])
		if a == cause && b == remedy {
			return cases
		}
	}
	for _, s := range append([]string{head}, parts.Split(page.Plain(head), -1)...) {
		if r, _, ok := o.w.named(s); ok && (r == code || r == problem || r == symptom || r == cause || r == remedy || r == question || r == answer || r == cases) {
			return r
		}
	}
	s := norm(head)
	if s == "" || len(strings.Fields(s)) > 6 {
		return none
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

// fine reports whether a row speaks of no problem: "00, approved".
func (o *sorter) fine(r page.Row) bool {
	all := norm(strings.Join(r.Cells, " . "))
	return o.w.has("fine", all) && !o.w.has("trouble", all)
}

// record is what rows of one problem say.
type record struct {
	n    *node
	rows []*node // a row each: the parts it has
}

// records adds the rows of a table as nodes; rows of one problem are one.
func (o *sorter) records(b *builder, rows []page.Row, cols []role, heads page.Row, kind role, headed bool) {
	var list []*record
	for _, r := range rows {
		title, codes, parts := o.fields(r, cols, heads, kind, headed)
		if title == "" && len(parts) == 0 {
			continue
		}
		if o.fine(r) && kind == problem {
			o.lines(b, []page.Row{r})
			continue
		}
		k := len(list) - 1
		if title != "" && (k < 0 || norm(list[k].n.title) != norm(title)) {
			list = append(list, &record{n: &node{title: title, line: r.Line}})
			k++
			for _, c := range codes {
				list[k].n.kids = append(list[k].n.kids, &node{role: code, line: r.Line, body: []page.Block{{Text: c, Line: r.Line}}})
			}
		} else if k < 0 {
			continue
		}
		list[k].rows = append(list[k].rows, &node{line: r.Line, kids: parts})
	}
	for _, x := range list {
		if kind == cause {
			x.n.role = cause
		}
		for _, r := range x.rows {
			x.n.kids = append(x.n.kids, paired(r, len(x.rows) > 1)...)
		}
		at := b.at()
		at.kids = append(at.kids, x.n)
	}
}

// paired makes of one row of several that say the cause and its remedy one
// cause.
func paired(row *node, several bool) []*node {
	var c, r *node
	for _, k := range row.kids {
		switch k.role {
		case cause:
			c = k
		case remedy:
			r = k
		}
	}
	if !several || c == nil || r == nil || len(c.body) != 1 {
		return row.kids
	}
	c.title, c.body, c.kids = cleanTitle(page.Plain(c.body[0].Text)), nil, []*node{r}
	var out []*node
	for _, k := range row.kids {
		if k != r {
			out = append(out, k)
		}
	}
	return out
}

// fields parts a row into its title, its codes, and nodes for the rest.
func (o *sorter) fields(r page.Row, cols []role, heads page.Row, kind role, headed bool) (title string, codes []string, out []*node) {
	var rest string
	main, named := kind, false
	for i, c := range r.Cells {
		if page.Plain(c) == "" || i >= len(cols) {
			continue
		}
		flat := strings.ReplaceAll(page.Plain(c), "\n", " ")
		switch col := cols[i]; {
		case col == code:
			codes = append(codes, o.w.codesIn(flat, true)...)
			title = joined(flat, title)
		case col == main && !(main == symptom && named), kind == cause && col == cases:
			named = true
			t, more := o.short(c)
			title = joined(title, t)
			rest += more
		case col == symptom && kind == problem && bare(title) && utf8.RuneCountInString(firstOf(flat)) <= titleMax && (len(codes) > 0):
			t, more := o.short(c)
			title = joined(title, t)
			rest += more
		case col == cases:
			out = append(out, o.both(c, r.Line)...)
		case col == none && allCodes(flat):
			codes = append(codes, o.w.codesIn(flat, true)...)
			out = append(out, &node{role: note, line: r.Line, body: []page.Block{{Text: c, Line: r.Line}}})
		case col == none:
			k := &node{role: note, line: r.Line, body: page.Lines(c, r.Line)}
			if headed && i < len(heads.Cells) && page.Plain(heads.Cells[i]) != "" {
				k.body = []page.Block{{Text: page.Plain(heads.Cells[i]) + ": " + strings.ReplaceAll(c, "\n", " "), Line: r.Line}}
			}
			out = append(out, k)
		default:
			w := ""
			if headed && i < len(heads.Cells) {
				w = page.Plain(heads.Cells[i])
			}
			out = append(out, &node{role: col, word: w, line: r.Line, body: page.Lines(c, r.Line)})
		}
	}
	if page.Plain(rest) != "" {
		out = append([]*node{{role: symptom, line: r.Line, body: page.Lines(rest, r.Line)}}, out...)
	}
	if len(codes) == 0 {
		codes = o.w.codesIn(title, true)
	}
	return cleanTitle(title), codes, out
}

// both parts a cell that holds a cause and its remedy.
func (o *sorter) both(cell string, line int) []*node {
	c, r := &node{role: cause, line: line}, &node{role: remedy, line: line}
	for _, s := range sentences(strings.ReplaceAll(cell, "\n", " ")) {
		n := c
		if o.w.acts(s) {
			n = r
		}
		n.body = append(n.body, page.Block{Text: s, Line: line})
	}
	var out []*node
	for _, n := range []*node{c, r} {
		if len(n.body) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// allCodes reports whether a cell holds codes and nothing else.
func allCodes(s string) bool {
	for f := range strings.FieldsSeq(s) {
		if !isCode(f, false) {
			return false
		}
	}
	return s != ""
}

// bare reports whether a title is a code and no more.
func bare(title string) bool { return len(strings.Fields(title)) == 1 }

func joined(a, b string) string {
	switch {
	case a == "" || b == "":
		return a + b
	case strings.Contains(norm(b), norm(a)):
		return b
	}
	return strings.TrimRight(a, ": ") + ": " + b
}

func firstOf(s string) string {
	if list := sentences(s); len(list) > 0 {
		return list[0]
	}
	return s
}

// short parts a cell into its first sentence and the rest, where it has more
// than one.
func (o *sorter) short(cell string) (title, rest string) {
	line, more, _ := strings.Cut(cell, "\n")
	list := sentences(line)
	if len(list) > 1 && len(line) > 60 || len(list) > 1 && o.w.act(list[len(list)-1]) {
		return cleanTitle(page.Plain(list[0])), strings.Join(list[1:], " ") + "\n" + more
	}
	return cleanTitle(page.Plain(line)), more
}

// gathered finds tables that were pasted with every cell on a line of its own:
// the heads of columns in a row, then as many lines again and again.
func (o *sorter) gathered(blocks []page.Block) []page.Block {
	if !o.pasted {
		return blocks
	}
	for i := range blocks {
		n, first := 0, none
		for i+n < len(blocks) && blocks[i+n].Kind == page.Paragraph {
			r := o.column(page.Plain(blocks[i+n].Text))
			if r == none || strings.HasSuffix(blocks[i+n].Text, ":") || len(blocks[i+n].Text) > 40 {
				break
			}
			if n == 0 {
				first = r
			}
			n++
		}
		if n < 2 || first != code && first != problem && first != symptom && first != cause {
			continue
		}
		t := page.Block{Kind: page.Table, Line: blocks[i].Line}
		k := i
		for k+n <= len(blocks) {
			row := page.Row{Line: blocks[k].Line, Head: k == i}
			for _, b := range blocks[k : k+n] {
				row.Cells = append(row.Cells, b.Text)
			}
			if k > i && first == code && len(o.w.codesIn(row.Cells[0], true)) == 0 {
				break
			}
			if l, ok := o.w.label(row.Cells[0], site); ok && l.role == site {
				break
			}
			t.Rows = append(t.Rows, row)
			k += n
		}
		if len(t.Rows) > 2 {
			return append(append(append([]page.Block{}, blocks[:i]...), t), o.gathered(blocks[k:])...)
		}
	}
	return blocks
}
