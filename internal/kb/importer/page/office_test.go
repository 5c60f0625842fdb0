package page

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A spreadsheet is read as it is shown: codes keep their zeros, merged cells their
// text.
func TestReadSpreadsheet(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "Mã lỗi", "B1": "Nguyên nhân", "C1": "Cách xử lý", "A2": "01", "B2": "Hết giấy", "C2": "Thay giấy", "B3": "Kẹt giấy", "C3": "Gỡ giấy\nĐóng nắp"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.MergeCell("Sheet1", "A2", "A3"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	p, err := Read("loi.xlsx", b.Bytes())
	if err != nil || len(p.Blocks) != 1 {
		t.Fatalf("got %v, %v, want one table", p.Blocks, err)
	}
	var got []string
	for _, r := range p.Blocks[0].Rows {
		got = append(got, strings.Join(r.Cells, "|"))
	}
	if want := "Mã lỗi|Nguyên nhân|Cách xử lý 01|Hết giấy|Thay giấy 01|Kẹt giấy|Gỡ giấy\nĐóng nắp"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

const body = `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>
<w:p><w:pPr><w:pStyle w:val="u1"/></w:pPr><w:r><w:t>Kẹt giấy</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Cách </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>xử lý:</w:t></w:r><w:r><w:t xml:space="preserve"> mở nắp</w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Rút giấy</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Mã</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>E1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>`

// A Word document is read by its styles, in whatever language their ids are.
func TestReadWord(t *testing.T) {
	raw := zipped(t, map[string]string{
		"word/document.xml": body,
		"word/styles.xml":   `<w:styles xmlns:w="x"><w:style w:styleId="u1"><w:name w:val="heading 1"/></w:style></w:styles>`,
	})
	p, err := Read("loi.docx", raw)
	if err != nil || len(p.Blocks) != 4 {
		t.Fatalf("got %+v, %v, want four blocks", p.Blocks, err)
	}
	h, para, item, table := p.Blocks[0], p.Blocks[1], p.Blocks[2], p.Blocks[3]
	if h.Kind != Heading || h.Level != 2 || h.Text != "Kẹt giấy" {
		t.Errorf("got %+v, want a heading of level 2", h)
	}
	if got := Markdown(para.Text); got != "**Cách xử lý:** mở nắp" {
		t.Errorf("got %q", got)
	}
	if item.Kind != Item || item.Text != "Rút giấy" {
		t.Errorf("got %+v, want an item", item)
	}
	if table.Kind != Table || strings.Join(table.Rows[0].Cells, "|") != "Mã|E1" {
		t.Errorf("got %+v, want a table of one row", table)
	}
}

// What is no office file, or unpacks to too much, is an error.
func TestReadBrokenOffice(t *testing.T) {
	bomb := zipped(t, map[string]string{"word/document.xml": strings.Repeat(" ", unzipMax+1)})
	for name, raw := range map[string][]byte{"a.docx": []byte("PK"), "b.xlsx": []byte("no zip"), "c.docx": zipped(t, map[string]string{"x": "y"}), "d.pdf": []byte("%PDF"), "e.docx": bomb} {
		if p, err := Read(name, raw); err == nil {
			t.Errorf("%s: got %v, want an error", name, p.Blocks)
		}
	}
}

func zipped(t *testing.T, files map[string]string) []byte {
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
