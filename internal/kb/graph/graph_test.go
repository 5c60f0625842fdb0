package graph_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/internal/kb/graph"
	"hotro/internal/kb/kbtest"
	"hotro/prompts"
)

const small = `# Tài liệu

## Không "gọi" được
<!-- topic
id: KHONG_GOI
ask: Ở <đâu>?
-->

### Ở nhà
<!-- cause
answer: Tại nhà
-->

1. Vào cài đặt (chỉ admin) & bật lên.
2. Đợi 1 phút.

### Trường hợp khác

1. Lấy call ID.
2. Báo team hỗ trợ.
`

func TestRenderMermaid(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", small))
	b, err := graph.Render(g, "mermaid", prompts.Must("vi"))
	if err != nil {
		t.Fatal(err)
	}
	goldentest.Check(t, "testdata/small.mermaid.golden", b)
}

func TestRenderDot(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", small))
	b, err := graph.Render(g, "dot", prompts.Must("vi"))
	if err != nil {
		t.Fatal(err)
	}
	goldentest.Check(t, "testdata/small.dot.golden", b)
}

// The drawing is well-formed and holds what the dialog says.
func TestRenderSVG(t *testing.T) {
	g := kbtest.Shipped(t)
	b, err := graph.Render(g, "svg", prompts.Must("vi"))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	d := xml.NewDecoder(strings.NewReader(string(b)))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if c, ok := tok.(xml.CharData); ok {
			words.Write(c)
			words.WriteByte(' ')
		}
	}
	drawn := strings.Join(strings.Fields(words.String()), " ")
	for _, topic := range g.Topics {
		for _, c := range topic.Causes {
			if !strings.Contains(drawn, c.Title) {
				t.Errorf("cause %q is not in the drawing", c.Title)
			}
		}
	}
	for _, w := range []string{"Chuyển người hỗ trợ", "đợi 1 phút", "Có quyền admin?", "PCAP", g.Version} {
		if !strings.Contains(drawn, w) {
			t.Errorf("%q is not in the drawing", w)
		}
	}
}

func TestRenderUnknownFormat(t *testing.T) {
	if _, err := graph.Render(&kb.Guide{}, "png", prompts.Must("vi")); err == nil || !strings.Contains(err.Error(), "mermaid, dot or svg") {
		t.Errorf("got %v, want an error that names the formats", err)
	}
}

// Whatever documents compile can be drawn in every format.
func FuzzRender(f *testing.F) {
	for _, s := range []string{small, "## A\n1. «a»«mic»\n\n![](..)", "## A\n### B\n### C\n1. x", "## \"]\n1. <script>&\x00\x01 `#`\n2. Đợi 1 phút."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		g, _, err := kb.Compile(kbtest.Docs("a.md", src, "b.md", kbtest.Article))
		if err != nil {
			return
		}
		for _, format := range []string{"mermaid", "dot", "svg"} {
			b, err := graph.Render(g, format, prompts.Must("vi"))
			if err != nil {
				t.Fatalf("draw as %s: %v", format, err)
			}
			if format != "svg" {
				continue
			}
			d := xml.NewDecoder(bytes.NewReader(b))
			for err = nil; err == nil; _, err = d.Token() {
			}
			if !errors.Is(err, io.EOF) {
				t.Fatalf("the drawing is not well-formed: %v", err)
			}
		}
	})
}
