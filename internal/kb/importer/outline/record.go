package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// record is what rows of one problem say.
type record struct {
	n    *node
	rows []*node // a row each: the parts it has
}

// fine reports whether a row speaks of no problem: "00, approved".
func (o *sorter) fine(r page.Row) bool {
	all := norm(strings.Join(r.Cells, " . "))
	return o.w.has("fine", all) && !o.w.has("trouble", all)
}

// records adds the rows of a table as nodes; rows of one problem are one.
func (o *sorter) records(b *builder, rows []page.Row, cols []role, heads page.Row, kind role, headed bool) {
	var list []*record
	if kind == problem && o.pasted {
		b.beside()
	}
	for _, r := range rows {
		is := cols
		if len(list) > 0 && uncoded(r, cols) {
			is = slices.Clone(cols)
			is[slices.Index(cols, symptom)] = problem
		}
		title, codes, parts := o.fields(r, is, heads, kind, headed)
		if title == "" && len(parts) == 0 {
			continue
		}
		if kind == problem && (o.fine(r) || o.signed(r)) {
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
			o.lines(b, []page.Row{r})
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

// uncoded reports whether a row has everything but a code: it is a problem of its own,
// where one that goes on with the row above leaves more of its cells empty.
func uncoded(r page.Row, cols []role) bool {
	at := slices.Index(cols, symptom)
	if at < 0 || !slices.Contains(cols, code) || slices.Contains(cols, problem) || len(r.Cells) != len(cols) {
		return false
	}
	for i, c := range r.Cells {
		if told := cols[i] != none; told && (page.Plain(c) == "") != (cols[i] == code) {
			return false
		}
	}
	return true
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
		if page.Plain(c) == "" {
			continue
		}
		if i >= len(cols) {
			out = append(out, &node{role: note, line: r.Line, body: cellLines(c, r.Line)})
			continue
		}
		flat := strings.ReplaceAll(page.Plain(c), "\n", " ")
		switch col := cols[i]; {
		case col == code:
			codes = append(codes, o.w.cellCodes(flat)...)
			title = joined(flat, title)
		case col == main && !(main == symptom && named), kind == cause && col == cases:
			named = true
			t, more := o.short(c)
			title = joined(title, t)
			rest += more
		case col == symptom && kind == problem && (bare(title) || o.codesOnly(title)) && utf8.RuneCountInString(firstOf(flat)) <= titleMax && (len(codes) > 0):
			t, more := o.short(c)
			title = joined(title, t)
			rest += more
		case col == cases:
			out = append(out, o.both(c, r.Line)...)
		case col == none && allCodes(flat):
			codes = append(codes, o.w.codesIn(flat, true)...)
			out = append(out, &node{role: note, line: r.Line, body: []page.Block{{Text: c, Line: r.Line}}})
		case col == none && headed && i < len(heads.Cells) && o.w.begins("people", norm(heads.Cells[i])) == norm(heads.Cells[i]) && norm(heads.Cells[i]) != "":
			o.remark(Site, r.Line, page.Plain(heads.Cells[i])+": "+flat) // who looks after it
		case col == none:
			k := &node{role: note, line: r.Line, body: cellLines(c, r.Line)}
			if headed && i < len(heads.Cells) && page.Plain(heads.Cells[i]) != "" {
				k.body = []page.Block{{Text: page.Plain(heads.Cells[i]) + ": " + strings.ReplaceAll(c, "\n", " "), Line: r.Line}}
				if l, ok := o.w.label(heads.Cells[i], note); ok && l.rest == "" {
					k.word = page.Plain(heads.Cells[i])
				}
			}
			out = append(out, k)
		default:
			w := ""
			if headed && i < len(heads.Cells) {
				w = page.Plain(heads.Cells[i])
			}
			if head, more, ok := o.pointed(flat); ok && col == cause && !slices.Contains(cols, remedy) {
				out = append(out, &node{role: cause, word: w, line: r.Line, body: cellLines(head, r.Line)})
				col, c, w = remedy, text.Capital(more), ""
			}
			if col == cause && kind == problem && !slices.Contains(cols, symptom) && !slices.Contains(cols, problem) && len(codes) > 0 && utf8.RuneCountInString(title) <= shortCode && !strings.ContainsAny(title, "0123456789") && utf8.RuneCountInString(flat) <= titleMax/2 {
				title = joined(title, flat) // "UE" alone says nothing
			}
			if said, more, ok := o.saidFirst(c); ok && col == remedy && bare(title) && len(codes) > 0 && len(out) == 0 {
				title, c = joined(title, said), more
			}
			out = append(out, &node{role: col, word: w, line: r.Line, body: cellLines(c, r.Line)})
		}
	}
	if page.Plain(rest) != "" {
		out = append([]*node{{role: symptom, line: r.Line, body: cellLines(rest, r.Line)}}, out...)
	}
	if len(codes) == 0 {
		codes = o.w.codesIn(title, true)
	}
	return cleanTitle(title), codes, out
}

// saidFirst parts a cell whose first sentence says what is wrong, and whose second
// says what to do.
func (o *sorter) saidFirst(c string) (said, rest string, ok bool) {
	list := sentences(c)
	if len(list) < 2 || strings.Contains(c, "\n") || o.w.acts(list[0]) || !o.w.acts(list[1]) || utf8.RuneCountInString(list[0]) > titleMax {
		return "", "", false
	}
	return cleanTitle(page.Plain(list[0])), strings.Join(list[1:], " "), true
}

// cellLines reads a cell as lines; one that counts within a line is more of them.
func cellLines(cell string, line int) []page.Block {
	var out []page.Block
	for _, b := range page.Lines(cell, line) {
		out = append(out, uncounted(b)...)
	}
	return out
}

// both parts a cell that holds a cause and its remedy.
func (o *sorter) both(cell string, line int) []*node {
	c, r := &node{role: cause, line: line}, &node{role: remedy, line: line}
	if head, more, ok := o.pointed(strings.ReplaceAll(cell, "\n", " ")); ok {
		c.body, r.body = cellLines(head, line), cellLines(text.Capital(more), line)
		return []*node{c, r}
	}
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

// codesOnly reports whether a title is codes in a form of their own and no more: "Err 20",
// "DE / DE2".
func (o *sorter) codesOnly(title string) bool {
	return spacedCode.MatchString(title) || o.w.shortCodes(title) != nil
}

// signed reports whether a row of a sheet says who made it or whom to call.
func (o *sorter) signed(r page.Row) bool {
	for _, c := range r.Cells {
		s := norm(c)
		if s == "" {
			continue
		}
		return o.w.begins("signed", s) != "" || o.w.begins("reach", s) != "" && reach.MatchString(strings.Join(r.Cells, " "))
	}
	return false
}

// bare reports whether a title is a code and no more.
func bare(title string) bool { return len(strings.Fields(title)) == 1 }

func joined(a, b string) string {
	switch {
	case a == "" || b == "":
		return a + b
	case strings.Contains(" "+norm(b)+" ", " "+norm(a)+" "):
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
