package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hotro/internal/capped"
	"hotro/internal/kb/importer/xlsx"
)

// written is a workbook as a program that writes them makes it.
func written(t *testing.T, fill func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var b bytes.Buffer
	err := fill(f)
	if err == nil {
		err = f.Write(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rows are the cells of a sheet, a line for each row.
func rows(s xlsx.Sheet) string {
	var out []string
	for _, r := range s.Rows {
		out = append(out, strings.Join(r.Cells, "|"))
	}
	return strings.Join(out, "\n")
}

// Numbers are read as a large library for workbooks shows them, but for dates, which
// are written as people here write them.
func TestNumbersAsShown(t *testing.T) {
	code := func(s string) excelize.Style { return excelize.Style{CustomNumFmt: &s} }
	for _, tt := range []struct {
		value any
		style excelize.Style
		date  string // what a date is read as
	}{
		{value: 7},
		{value: -12.5},
		{value: 0.1 + 0.2},
		{value: 1234567, style: excelize.Style{NumFmt: 3}},
		{value: -1234.5, style: excelize.Style{NumFmt: 4}},
		{value: 0.256, style: excelize.Style{NumFmt: 9}},
		{value: 0.256, style: excelize.Style{NumFmt: 10}},
		{value: 3.14159, style: excelize.Style{NumFmt: 2}},
		{value: 1, style: code("00")},
		{value: 7, style: code("000")},
		{value: 12, style: code(`"E"00`)},
		{value: 404, style: code(`"Mã "0`)},
		{value: 30, style: code(`0" giây"`)},
		{value: 30, style: code(`0\s`)},
		{value: 2500000, style: code(`#,##0 "đ"`)},
		{value: -5, style: code(`0;"âm "0`)},
		{value: "01"},
		{value: "dòng một\ndòng hai"},
		{value: "mã_xy_1"},
		{value: true},
		{value: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), style: excelize.Style{NumFmt: 14}, date: "30/11/2026"},
		{value: time.Date(2026, 11, 30, 8, 5, 0, 0, time.UTC), style: code("yyyy-mm-dd hh:mm"), date: "30/11/2026 08:05"},
		{value: time.Date(2026, 11, 30, 8, 5, 9, 0, time.UTC), style: code("hh:mm:ss"), date: "08:05:09"},
		{value: 0.5, style: code("[h]:mm"), date: "12:00"},
		{value: 46356, style: code("mm/yyyy"), date: "11/2026"},
	} {
		want := tt.date
		raw := written(t, func(f *excelize.File) error {
			style, err := f.NewStyle(&tt.style)
			if err != nil {
				return err
			}
			if err := f.SetCellValue("Sheet1", "A1", tt.value); err != nil {
				return err
			}
			if err := f.SetCellStyle("Sheet1", "A1", "A1", style); err != nil {
				return err
			}
			if want == "" {
				want, err = f.GetCellValue("Sheet1", "A1")
			}
			return err
		})
		sheets, err := xlsx.Read(raw, 1<<20)
		if err != nil || len(sheets) != 1 {
			t.Fatalf("%v: got %v, %v, want one sheet", tt.value, sheets, err)
		}
		if got := rows(sheets[0]); got != want {
			t.Errorf("%v in %v is read as %q, want %q", tt.value, tt.style.CustomNumFmt, got, want)
		}
	}
}

// Sheets come in their order and hidden ones not at all; cells stand in their columns,
// merged ones are told.
func TestSheets(t *testing.T) {
	raw := written(t, func(f *excelize.File) error {
		_, err := f.NewSheet("Lỗi âm thanh")
		_, err2 := f.NewSheet("Nháp")
		return errors.Join(err, err2, f.SetCellStr("Sheet1", "B2", "hai"), f.SetCellStr("Sheet1", "D4", "bốn"), f.SetCellStr("Lỗi âm thanh", "A1", "Rè"),
			f.MergeCell("Lỗi âm thanh", "A1", "A3"), f.SetCellRichText("Lỗi âm thanh", "B1", []excelize.RichTextRun{{Text: "Cắm "}, {Text: "lại"}}),
			f.SetCellFormula("Lỗi âm thanh", "C1", "1+1"), f.SetCellStr("Nháp", "A1", "bỏ"), f.SetSheetVisible("Nháp", false))
	})
	sheets, err := xlsx.Read(raw, 1<<20)
	if err != nil || len(sheets) != 2 {
		t.Fatalf("got %v, %v, want two sheets", sheets, err)
	}
	if got := rows(sheets[0]); got != "|hai\n|||bốn" && got != "\n|hai\n\n|||bốn" || sheets[0].Rows[len(sheets[0].Rows)-1].Number != 4 {
		t.Errorf("got %q", got)
	}
	if s := sheets[1]; s.Name != "Lỗi âm thanh" || !strings.HasPrefix(rows(s), "Rè|Cắm lại") || !slices.Equal(s.Merged, []xlsx.Region{{Top: 1, Left: 0, Bottom: 3, Right: 0}}) {
		t.Errorf("got %+v", s)
	}
}

const workbook = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lỗi" r:id="a"/></sheets></workbook>`

// Writers leave out what may be left out: places of cells and rows, styles, shared
// strings.
func TestSparse(t *testing.T) {
	sheets, err := xlsx.Read(zipped(t, map[string]string{
		"xl/workbook.xml":            workbook,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Target="/xl/worksheets/s.xml"/></Relationships>`,
		"xl/worksheets/s.xml": `<worksheet><sheetData><row><c t="inlineStr"><is><t>Mã</t></is></c><c t="inlineStr"><is><t/></is></c><c><v>12</v></c></row>` +
			`<row><c t="e"><v>#N/A</v></c><c t="str"><v>kết_x000D_&#10;quả</v></c><c t="s"><v>9</v></c></row></sheetData></worksheet>`,
	}), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rows(sheets[0]), "Mã||12\n#N/A|kết\nquả"; strings.TrimRight(got, "|") != want || sheets[0].Rows[1].Number != 2 {
		t.Errorf("got %q in row %d, want %q", got, sheets[0].Rows[1].Number, want)
	}
}

// What is no workbook, is broken or unpacks to too much is an error, and a far cell
// takes no memory of its own.
func TestBroken(t *testing.T) {
	far := strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 1000)
	files := func(sheet string) map[string]string {
		return map[string]string{
			"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>`,
			"xl/worksheets/s.xml": sheet,
		}
	}
	for name, raw := range map[string][]byte{
		"no zip": []byte("no zip"), "no workbook": zipped(t, map[string]string{"x": "y"}), "cut": zipped(t, files("<worksheet><sheetData><row>")), "wide": zipped(t, files("<worksheet>"+far+"</worksheet>")),
	} {
		if got, err := xlsx.Read(raw, 1<<20); err == nil {
			t.Errorf("%s: got %d sheets, want an error", name, len(got))
		}
	}
	if _, err := xlsx.Read(zipped(t, files(strings.Repeat(" ", 1<<20))), 1<<20); !errors.Is(err, capped.ErrTooLarge) {
		t.Errorf("got %v of a workbook that unpacks to too much", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="2"><c r="B2" s="1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`, `"E"00;-0`)
	f.Add(`<row><c><v>46356.5</v></c></row>`, `[h]:mm _(* "x`)
	f.Fuzz(func(t *testing.T, sheet, format string) {
		format = strings.NewReplacer("&", "", "<", "", `"`, "&quot;").Replace(format)
		raw := zipped(t, map[string]string{
			"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>`,
			"xl/worksheets/s.xml": sheet,
			"xl/styles.xml":       `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + format + `"/></numFmts><cellXfs><xf numFmtId="200"/><xf numFmtId="200"/></cellXfs></styleSheet>`,
		})
		sheets, err := xlsx.Read(raw, 1<<20)
		if err == nil && len(sheets) != 1 {
			t.Errorf("got %d sheets, want one", len(sheets))
		}
	})
}

func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
