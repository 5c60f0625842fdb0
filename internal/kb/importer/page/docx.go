package page

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hotro/internal/capped"
	"hotro/internal/pattern"
)

// document reads a Word document: its paragraphs with the level of their headings
// and lists, its tables, what is bold. Of styles only those that Word ships are
// known, in whatever language its names are.
//
// One of lines alone is as good as pasted text: which of them are headings is to be told
// by what stands around them.
func document(raw []byte) (Page, error) {
	body, err := part(raw, "word/document.xml")
	if err != nil {
		return Page{}, err
	}
	d := &docx{dec: xml.NewDecoder(bytes.NewReader(body)), names: styleNames(raw)}
	blocks, err := d.blocks("body", false)
	if err != nil && !errors.Is(err, io.EOF) {
		return Page{}, fmt.Errorf("read the document: %w", err)
	}
	if src, ok := unstyled(blocks); ok {
		return Page{Blocks: Lines(src, 1), Pasted: true}, nil
	}
	return Page{Blocks: blocks}, nil
}

// unstyled returns the lines of a document that has nothing but paragraphs, none of them
// bold: those that are empty stay, so that each keeps its number.
func unstyled(blocks []Block) (string, bool) {
	var lines []string
	for _, b := range blocks {
		if _, bold := Bold(b.Text); b.Kind != Paragraph || bold || strings.Contains(b.Text, "\n") {
			return "", false
		}
		for len(lines) < b.Line-1 {
			lines = append(lines, "")
		}
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n"), len(lines) > 0
}

// part returns one file of an office file.
func part(raw []byte, name string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	f, err := z.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the document: no %s in it; save it as .docx", name)
	}
	defer f.Close()
	return capped.ReadAll(f, unzipMax)
}

// styleNames returns the names of the styles by their ids: Word translates ids.
func styleNames(raw []byte) map[string]string {
	out := map[string]string{}
	body, err := part(raw, "word/styles.xml")
	if err != nil {
		return out
	}
	var s struct {
		Styles []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	if xml.Unmarshal(body, &s) == nil {
		for _, x := range s.Styles {
			out[x.ID] = x.Name.Val
		}
	}
	return out
}

// docx reads the tokens of a document.
type docx struct {
	dec   *xml.Decoder
	names map[string]string
	line  int // counts paragraphs: a document has no lines
}

// blocks reads what stands in an element; inside says that its start was read.
func (d *docx) blocks(in string, inside bool) ([]Block, error) {
	var out []Block
	for {
		tok, err := d.dec.Token()
		if err != nil {
			return out, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == in && !inside:
				inside = true
			case !inside:
			case t.Name.Local == "p":
				b, err := d.paragraph()
				if err != nil {
					return out, err
				}
				out = append(out, b...)
			case t.Name.Local == "tbl":
				b, err := d.table()
				if err != nil {
					return out, err
				}
				out = append(out, b)
			}
		case xml.EndElement:
			if t.Name.Local == in {
				return out, nil
			}
		}
	}
}

var headingStyle = pattern.New(`(?i)^heading ?(\d)$`)

// paragraph reads one paragraph: a heading, an item or text.
func (d *docx) paragraph() ([]Block, error) {
	d.line++
	b := Block{Line: d.line}
	var text strings.Builder
	bold, deleted := false, 0
	for {
		tok, err := d.dec.Token()
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "pStyle":
				d.style(&b, value(t))
			case "numPr":
				if b.Kind == Paragraph {
					b.Kind = Item
				}
			case "r":
				bold = false
			case "b":
				bold = value(t) != "0" && value(t) != "false"
			case "del", "moveFrom":
				deleted++
			case "br", "cr":
				text.WriteByte('\n')
			case "tab":
				text.WriteByte(' ')
			case "t":
				var s string
				if err := d.dec.DecodeElement(&s, &t); err != nil {
					return nil, err
				}
				if deleted == 0 {
					text.WriteString(run(private.Replace(s), bold && b.Kind != Heading))
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "del", "moveFrom":
				deleted--
			case "p":
				b.Text = tidyLines(touching.Replace(text.String()))
				if b.Text == "" {
					return nil, nil
				}
				return []Block{b}, nil
			}
		}
	}
}

// touching makes one bold run of two that touch.
var touching = strings.NewReplacer(string(boldOff)+string(boldOn), "")

func run(s string, bold bool) string {
	if !bold || strings.TrimSpace(s) == "" {
		return s
	}
	return string(boldOn) + s + string(boldOff)
}

// style reads the name of a paragraph's style.
func (d *docx) style(b *Block, id string) {
	name := orElse(d.names[id], id)
	switch m := headingStyle.FindStringSubmatch(name); {
	case m != nil:
		b.Kind = Heading
		b.Level, _ = strconv.Atoi(m[1])
		b.Level = min(b.Level+1, headingMax)
	case strings.EqualFold(name, "title"):
		b.Kind, b.Level = Heading, 1
	case strings.HasPrefix(strings.ToLower(name), "list number"):
		b.Kind, b.Ordered = Item, true
	case strings.HasPrefix(strings.ToLower(name), "list bullet"):
		b.Kind = Item
	}
}

func value(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

// table reads the rows of a table.
func (d *docx) table() (Block, error) {
	t := Block{Kind: Table, Line: d.line + 1}
	for {
		tok, err := d.dec.Token()
		if err != nil {
			return t, err
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "tr":
				t.Rows = append(t.Rows, Row{Line: d.line + 1, Head: len(t.Rows) == 0})
			case "tc":
				cell, err := d.blocks("tc", true)
				if err != nil {
					return t, err
				}
				if n := len(t.Rows); n > 0 {
					t.Rows[n-1].Cells = append(t.Rows[n-1].Cells, strings.Join(linesOf(cell, ""), "\n"))
				}
			}
		case xml.EndElement:
			if x.Name.Local == "tbl" {
				return t, nil
			}
		}
	}
}
