package page

import (
	"fmt"

	"hotro/internal/kb/importer/xlsx"
)

// unzipMax is how large what an office file holds may become: a few kilobytes can
// unpack to gigabytes.
const unzipMax = 64 << 20

// workbook reads a spreadsheet: a table for each sheet, under its name. Cells are
// read as they are shown, so that the code 01 stays 01; each row of a merged region
// has its text.
func workbook(raw []byte) ([]Block, error) {
	sheets, err := xlsx.Read(raw, unzipMax)
	if err != nil {
		return nil, fmt.Errorf("read the spreadsheet: %w", err)
	}
	var out []Block
	for _, s := range sheets {
		if t := sheetTable(s); len(t.Rows) > 0 {
			out = append(out, Block{Kind: Heading, Level: 2, Text: s.Name, Line: 1}, t)
		}
	}
	if len(out) == 2 { // the name of a sheet alone says nothing
		out = out[1:]
	}
	return out, nil
}

func sheetTable(s xlsx.Sheet) Block {
	for _, m := range s.Merged {
		spread(s.Rows, m)
	}
	t := Block{Kind: Table, Line: 1}
	for _, r := range s.Rows {
		x := Row{Line: r.Number, Head: len(t.Rows) == 0}
		empty := true
		for _, c := range r.Cells {
			c = tidyLines(private.Replace(c))
			empty = empty && c == ""
			x.Cells = append(x.Cells, c)
		}
		if !empty {
			t.Rows = append(t.Rows, x)
		}
	}
	return t
}

// spread gives the rows of a merged region the text of its first cell.
func spread(rows []xlsx.Row, m xlsx.Region) {
	text := ""
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Number < m.Top || r.Number > m.Bottom:
		case r.Number == m.Top && m.Left < len(r.Cells):
			text = r.Cells[m.Left]
		case text != "" && len(r.Cells) > 0:
			for len(r.Cells) <= m.Left {
				r.Cells = append(r.Cells, "")
			}
			r.Cells[m.Left] = text
		}
	}
}
