package outline

import (
	"strings"

	"hotro/internal/kb/importer/page"
)

// text makes one text of a block and what is in it.
func (o *sorter) text(b page.Block) Text {
	t := Text{Line: b.Line, Text: b.Text, Item: b.Kind == page.Item, Ordered: b.Ordered, Code: b.Kind == page.Code}
	if b.Kind == page.Heading {
		t.Text = page.Plain(b.Text)
	}
	if b.Kind != page.Code {
		if lines := strings.Split(b.Text, "\n"); len(lines) > 1 {
			t.Text = lines[0]
			for _, l := range lines[1:] {
				t.Under = append(t.Under, Text{Line: b.Line, Text: l})
			}
		}
	}
	t.Under = append(t.Under, o.texts(b.Kids)...)
	for _, r := range b.Rows {
		t.Under = append(t.Under, Text{Line: r.Line, Item: true, Text: strings.ReplaceAll(strings.Join(r.Cells, ": "), "\n", " ")})
	}
	if t.Text == "" && len(t.Under) > 0 {
		first := t.Under[0]
		first.Under = append(first.Under, t.Under[1:]...)
		first.Item, first.Ordered = t.Item, t.Ordered
		return first
	}
	return t
}

// texts makes texts of blocks; pictures leave a remark.
func (o *sorter) texts(list []page.Block) []Text {
	var out []Text
	for _, b := range list {
		switch {
		case b.Kind == page.Picture:
			o.remark(Pictured, b.Line, b.Text)
		case b.Kind == page.End:
		case b.Text != "" || len(b.Kids)+len(b.Rows) > 0:
			out = append(out, o.text(b))
		}
	}
	return out
}
