package page

import (
	"encoding/csv"
	"strings"
)

// separated reads a file of comma, semicolon or tab separated values as one
// table; what is no such file is read as lines.
func separated(src string, tabs bool) []Block {
	r := csv.NewReader(strings.NewReader(src))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	head, _, _ := strings.Cut(src, "\n")
	switch {
	case tabs || strings.Count(head, "\t") > strings.Count(head, ","):
		r.Comma = '\t'
	case strings.Count(head, ";") > strings.Count(head, ","):
		r.Comma = ';'
	}
	t := Block{Kind: Table, Line: 1}
	for {
		cells, err := r.Read()
		if err != nil {
			break
		}
		line, _ := r.FieldPos(0)
		for i := range cells {
			cells[i] = tidyLines(cells[i])
		}
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			t.Rows = append(t.Rows, Row{Line: line, Cells: cells, Head: len(t.Rows) == 0})
		}
	}
	if len(t.Rows) < 2 {
		return Lines(src, 1)
	}
	return []Block{t}
}

// tidyLines makes single spaces of each line's.
func tidyLines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
