package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
)

const source = `<!-- document
source: help.example.vn
-->
# Gọi ra

Mở đầu.

## FROM_NUMBER_NOT_FOUND
<!-- topic
codes: A | B
names:
- số gọi ra
-->

Xem [Micro](micro.md) và [trang](https://a.vn).

1. **Một** dòng
   nữa
   - con
2. Hai <!-- step role: admin -->

![ảnh](a.png)

### Do máy

| Mã | Số |
|---|---|
| X | 1 |
`

// TestParse holds everything a document can have against how it comes out:
// shape, line and text, notes and links below what they belong to.
func TestParse(t *testing.T) {
	var found finding.List
	d := markdown.Parse("goi/ra.md", []byte(source), finding.For("goi/ra.md", &found))
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s\n", d.File, d.Dir, d.Kind, d.Source)
	write(&b, "", d.Top)
	for _, s := range d.Topics {
		write(&b, "", s)
	}
	want := `goi/ra.md goi topics help.example.vn
# 4 Gọi ra
note 1 document source=help.example.vn
paragraph 6 Mở đầu.
# 8 FROM_NUMBER_NOT_FOUND
note 9 topic codes=A,B names=số gọi ra
paragraph 15 Xem **Micro** và [trang](https://a.vn).
link 15 Micro micro.md
link 15 trang https://a.vn
item 17 **Một** dòng nữa/• con
item 20 Hai
note 20 step role=admin
picture 22 a.png
  # 24 Do máy
  table 26 Mã,Số X,1
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(found) > 0 {
		t.Errorf("findings in a sound document: %v", found)
	}
}

func write(b *strings.Builder, in string, s markdown.Section) {
	fmt.Fprintf(b, "%s# %d %s\n", in, s.Line, s.Title)
	notes(b, in, s.Notes)
	for _, x := range s.Blocks {
		fmt.Fprintf(b, "%s%s %d", in, []string{"paragraph", "item", "picture", "table"}[x.Shape], x.Line)
		for _, r := range x.Rows {
			b.WriteString(" " + strings.Join(r.Cells, ","))
		}
		if words := strings.ReplaceAll(x.Text+x.Image, "\n", "/"); words != "" {
			b.WriteString(" " + words)
		}
		b.WriteString("\n")
		for _, l := range x.Links {
			fmt.Fprintf(b, "%slink %d %s %s\n", in, l.Line, l.Label, l.Dest)
		}
		notes(b, in, x.Notes)
	}
	for _, c := range s.Causes {
		write(b, in+"  ", c)
	}
}

func notes(b *strings.Builder, in string, list []markdown.Note) {
	for _, n := range list {
		fmt.Fprintf(b, "%snote %d %s", in, n.Line, n.Word)
		for _, f := range n.Fields {
			var items []string
			for _, e := range n.List(f.Key) {
				items = append(items, e.Text)
			}
			b.WriteString(" " + f.Key + "=" + strings.Join(items, ","))
		}
		b.WriteString("\n")
	}
}

// TestParseTellsTheAuthor: what is not read is not passed over in silence.
func TestParseTellsTheAuthor(t *testing.T) {
	for src, want := range map[string]string{
		"\xff":                          "a.md:1: error [encoding] encoding",
		"## A\n<!-- topic\nidd: x\n-->": `a.md:3: error [comment] comment.key key="idd" word="topic"`,
		"# A\n### B":                    `a.md:2: warning [heading] heading.jump title="B"`,
		"## A\n<div>x</div>":            "a.md:2: warning [html] html",
	} {
		var found finding.List
		markdown.Parse("a.md", []byte(src), finding.For("a.md", &found))
		if got := found.String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}
