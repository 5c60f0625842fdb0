package outline

import (
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// numbersCell is a cell that names causes by their numbers: "2", "1, 3".
var numbersCell = pattern.New(`^\s*#?\d{1,2}[.)]?(?:\s*[,;&+/]\s*\d{1,2}[.)]?)*\s*$`)

var numberIn = pattern.New(`\d+`)

// byNumber adds a table of two columns of which the first counts the causes and the other
// says one, or what to do about it: two such tables are joined by those numbers.
func (o *sorter) byNumber(b *builder, rows []page.Row) bool {
	if len(rows) < 3 || len(rows[0].Cells) != 2 {
		return false
	}
	acts := 0
	for _, r := range rows[1:] {
		if len(r.Cells) != 2 || !numbersCell.MatchString(page.Plain(r.Cells[0])) || page.Plain(r.Cells[1]) == "" {
			return false
		}
		if o.w.act(page.Plain(r.Cells[1])) {
			acts++
		}
	}
	is := o.column(rows[0].Cells[1])
	counted := o.column(rows[0].Cells[0]) == cause
	switch {
	case is == none && counted && 2*acts > len(rows)-1:
		is = remedy
	case is == none && counted && acts == 0:
		is = cause
	}
	if is != cause && is != remedy || is == remedy && !counted && !b.at().labels(cause) {
		return false
	}
	for _, c := range rows[0].Cells {
		o.label(c)
	}
	at := b.at()
	for _, r := range rows[1:] {
		o.label(r.Cells[0])
		for _, s := range numberIn.FindAllString(page.Plain(r.Cells[0]), -1) {
			k := &node{role: is, line: r.Line, word: page.Plain(rows[0].Cells[1])}
			k.n, _ = strconv.Atoi(s)
			if is == cause {
				k.title = cleanTitle(page.Plain(strings.ReplaceAll(r.Cells[1], "\n", " ")))
			} else {
				k.body = cellLines(r.Cells[1], r.Line)
			}
			at.kids = append(at.kids, k)
		}
	}
	return true
}
