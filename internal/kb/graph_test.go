package kb_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"hotro/internal/kb"
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

func TestGraphMermaid(t *testing.T) {
	g := mustCompile(t, docs("a.md", small))
	b, err := kb.Graph(g, "mermaid")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "small.mermaid.golden", string(b))
}

func TestGraphDot(t *testing.T) {
	g := mustCompile(t, docs("a.md", small))
	b, err := kb.Graph(g, "dot")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "small.dot.golden", string(b))
}

// The drawing is well-formed and holds what the dialog says.
func TestGraphSVG(t *testing.T) {
	g := shipped(t)
	b, err := kb.Graph(g, "svg")
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

func TestGraphUnknownFormat(t *testing.T) {
	if _, err := kb.Graph(&kb.Guide{}, "png"); err == nil || !strings.Contains(err.Error(), "mermaid, dot or svg") {
		t.Errorf("got %v, want an error that names the formats", err)
	}
}
