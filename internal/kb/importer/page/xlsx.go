package page

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// unzipMax is how large what an office file holds may become: a few kilobytes can
// unpack to gigabytes.
const unzipMax = 64 << 20

// workbook reads a spreadsheet: a table for each sheet, under its name. Cells are
// read as they are shown, so that the code 01 stays 01; each cell of a merged
// region has its text.
func workbook(raw []byte) ([]Block, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: unzipMax, UnzipXMLSizeLimit: unzipMax})
	if err != nil {
		return nil, fmt.Errorf("read the spreadsheet: %w", err)
	}
	defer f.Close()
	var out []Block
	for _, sheet := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(sheet); err != nil || !shown {
			continue
		}
		t, err := sheetTable(f, sheet)
		if err != nil {
			return nil, fmt.Errorf("read sheet %s: %w", sheet, err)
		}
		if len(t.Rows) > 0 {
			out = append(out, Block{Kind: Heading, Level: 2, Text: sheet, Line: 1}, t)
		}
	}
	if len(out) == 2 { // the name of a sheet alone says nothing
		out = out[1:]
	}
	return out, nil
}

func sheetTable(f *excelize.File, sheet string) (Block, error) {
	t := Block{Kind: Table, Line: 1}
	rows, err := f.GetRows(sheet)
	if err != nil {
		return t, err
	}
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		return t, err
	}
	for _, m := range merged {
		spread(rows, m)
	}
	for i, r := range rows {
		x := Row{Line: i + 1, Head: len(t.Rows) == 0}
		empty := true
		for _, c := range r {
			c = tidyLines(private.Replace(c))
			empty = empty && c == ""
			x.Cells = append(x.Cells, c)
		}
		if !empty {
			t.Rows = append(t.Rows, x)
		}
	}
	return t, nil
}

// spread gives the rows of a merged region the text of its first cell.
func spread(rows [][]string, m excelize.MergeCell) {
	col, first, err := excelize.CellNameToCoordinates(m.GetStartAxis())
	if err != nil {
		return
	}
	_, last, err := excelize.CellNameToCoordinates(m.GetEndAxis())
	if err != nil {
		return
	}
	for r := first; r < last && r < len(rows); r++ {
		for len(rows[r]) < col {
			rows[r] = append(rows[r], "")
		}
		rows[r][col-1] = m.GetCellValue()
	}
}
