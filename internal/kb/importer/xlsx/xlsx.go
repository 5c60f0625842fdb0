package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"hotro/internal/capped"
)

// Sheet is a sheet that is not hidden.
type Sheet struct {
	Name   string
	Rows   []Row // those the file has, in its order
	Merged []Region
}

// Row is a row of a sheet. Cells are from the first column to the last that has text.
type Row struct {
	Number int // as the sheet counts them, from 1
	Cells  []string
}

// Region is merged cells, by rows from 1 and columns from 0, both ends included: the
// text is that of the first.
type Region struct{ Top, Left, Bottom, Right int }

// mostCells is how many rows and cells a workbook has at most, those between two with
// text included: a cell of the last column makes a row of sixteen thousand.
const mostCells = 1 << 22

var errCells = errors.New("more cells than a help page has; save the part that is one as a workbook of its own")

// Read reads a workbook, whose files may unpack to so many bytes together.
func Read(raw []byte, unpacked int64) ([]Sheet, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	b := &book{zip: z, left: unpacked}
	if err := b.open(); err != nil {
		return nil, err
	}
	var out []Sheet
	for _, s := range b.sheets {
		sheet, err := b.sheet(s.target)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.name, err)
		}
		sheet.Name = s.name
		out = append(out, sheet)
	}
	return out, nil
}

// book is a workbook that is being read.
type book struct {
	zip    *zip.Reader
	left   int64 // bytes that may still be unpacked
	cells  int   // read so far
	sheets []struct{ name, target string }
	shared []string
	format formats
}

// file reads a file of the workbook; one that is not there is empty.
func (b *book) file(name string) ([]byte, error) {
	f, err := b.zip.Open(name)
	if err != nil {
		return nil, nil //nolint:nilerr // which files there are is the writer's choice
	}
	defer f.Close()
	body, err := capped.ReadAll(f, b.left)
	b.left -= int64(len(body))
	return body, err
}

// parse reads a file of the workbook into v.
func (b *book) parse(name string, v any) error {
	body, err := b.file(name)
	if err != nil || len(body) == 0 {
		return err
	}
	if err := xml.Unmarshal(body, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// open reads what the sheets have in common.
func (b *book) open() error {
	var list struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Other string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	var strs struct {
		Strings []text `xml:"si"`
	}
	var styles stylesheet
	for _, f := range []struct {
		name string
		into any
	}{{"xl/workbook.xml", &list}, {"xl/_rels/workbook.xml.rels", &links}, {"xl/sharedStrings.xml", &strs}, {"xl/styles.xml", &styles}} {
		if err := b.parse(f.name, f.into); err != nil {
			return err
		}
	}
	if len(list.Sheets) == 0 {
		return errors.New("no xl/workbook.xml with sheets in it; save it as .xlsx")
	}
	target := map[string]string{}
	for _, l := range links.Links {
		target[l.ID] = path.Join("xl", l.Target)
		if strings.HasPrefix(l.Target, "/") {
			target[l.ID] = path.Clean(l.Target[1:])
		}
	}
	for _, s := range list.Sheets {
		if s.State == "" || s.State == "visible" {
			b.sheets = append(b.sheets, struct{ name, target string }{s.Name, target[s.ID+s.Other]})
		}
	}
	for _, s := range strs.Strings {
		b.shared = append(b.shared, s.String())
	}
	b.format = styles.formats(list.Properties.From1904 == "1" || list.Properties.From1904 == "true")
	return nil
}

// text is a text, plain or of runs.
type text struct {
	Plain string `xml:"t"`
	Runs  []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (t text) String() string {
	s := t.Plain
	for _, r := range t.Runs {
		s += r.Text
	}
	return unescaped(s)
}

// unescaped writes the signs that XML can't hold, which stand as _x000D_, as they are.
// What is no such sign stays, and a line ends in one way.
func unescaped(s string) string {
	out := ""
	for {
		at := strings.Index(s, "_x")
		if at < 0 || len(s) < at+7 {
			return lineEnds.Replace(out + s)
		}
		n, err := strconv.ParseUint(s[at+2:at+6], 16, 16)
		if err != nil || s[at+6] != '_' {
			out, s = out+s[:at+2], s[at+2:]
			continue
		}
		out, s = out+s[:at]+string(rune(n)), s[at+7:]
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cell is a cell as the file has it.
type cell struct {
	Ref    string `xml:"r,attr"`
	Type   string `xml:"t,attr"`
	Style  int    `xml:"s,attr"`
	Value  string `xml:"v"`
	Inline text   `xml:"is"`
}

// shown is the text of a cell.
func (b *book) shown(c cell) string {
	switch c.Type {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(c.Value)); err == nil && n >= 0 && n < len(b.shared) {
			return b.shared[n]
		}
		return ""
	case "inlineStr":
		return c.Inline.String()
	case "b":
		if c.Value == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "", "n":
		return b.format.number(c.Value, c.Style)
	}
	return unescaped(c.Value) // the result of a formula, an error, a date
}

// sheet reads a sheet.
func (b *book) sheet(name string) (out Sheet, err error) {
	body, err := b.file(name)
	if err != nil {
		return out, err
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		t, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch t.Name.Local {
		case "row":
			n := 1
			if len(out.Rows) > 0 {
				n = out.Rows[len(out.Rows)-1].Number + 1
			}
			if given, err := strconv.Atoi(attribute(t, "r")); err == nil {
				n = given
			}
			if b.cells++; b.cells > mostCells {
				return out, errCells
			}
			out.Rows = append(out.Rows, Row{Number: n})
		case "c":
			var c cell
			if err := dec.DecodeElement(&c, &t); err != nil {
				return out, err
			}
			if len(out.Rows) == 0 {
				continue
			}
			if err := b.put(&out.Rows[len(out.Rows)-1], c); err != nil {
				return out, err
			}
		case "mergeCell":
			if r, ok := region(attribute(t, "ref")); ok {
				out.Merged = append(out.Merged, r)
			}
		}
	}
}

// put puts a cell in its row.
func (b *book) put(r *Row, c cell) error {
	at := len(r.Cells)
	if col, _, ok := place(c.Ref); ok {
		at = col
	}
	s := b.shown(c)
	if s == "" && at < len(r.Cells) || s == "" && c.Ref != "" {
		return nil
	}
	if b.cells += max(0, at+1-len(r.Cells)); b.cells > mostCells {
		return errCells
	}
	for len(r.Cells) <= at {
		r.Cells = append(r.Cells, "")
	}
	r.Cells[at] = s
	return nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// place reads the place of a cell, "C12": its column from 0 and its row.
func place(ref string) (col, row int, ok bool) {
	letters := 0
	for letters < len(ref) && letters < 3 && ref[letters] >= 'A' && ref[letters] <= 'Z' {
		col = 26*col + int(ref[letters]-'A') + 1
		letters++
	}
	row, err := strconv.Atoi(ref[letters:])
	return col - 1, row, letters > 0 && err == nil && row > 0
}

// region reads where merged cells are, "A2:B4".
func region(ref string) (Region, bool) {
	first, last, ok := strings.Cut(ref, ":")
	left, top, okFirst := place(first)
	right, bottom, okLast := place(last)
	return Region{top, left, bottom, right}, ok && okFirst && okLast
}
