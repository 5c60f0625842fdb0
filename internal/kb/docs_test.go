package kb_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/kbtest"
)

// The page for writers shows a document that compiles as it says, and names
// every key a comment may have.
func TestWritersPage(t *testing.T) {
	b, err := os.ReadFile("../../docs/writing-knowledge.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	_, rest, _ := strings.Cut(page, "```markdown\n")
	example, _, ok := strings.Cut(rest, "\n```\n")
	if !ok {
		t.Fatal("the page has no example")
	}
	g := kbtest.Compile(t, kbtest.Docs("a.md", example, "b.md", strings.ReplaceAll(kbtest.Article, "Phân quyền micro", "Tắt Google dịch trên trình duyệt")))
	kbtest.WantShape(t, g, "FROM_NUMBER_NOT_FOUND:  | Số hotline đã bị xóa trên Portal: handoff | Người dùng đang bật Google dịch: do")
	if s := g.Topics[0].Causes[1].Steps[0]; len(s.Links) != 1 {
		t.Errorf("got links %v in the example, want one", s.Links)
	}

	_, findings, _ := kb.Compile(kbtest.Docs("a.md", "# X\n<!-- document x: y -->\n## A\n<!-- topic x: y -->\n### B\n<!-- cause x: y -->\n1. Một <!-- step x: y -->"))
	keys := 0
	for _, f := range findings.Of(finding.Error) {
		if f.Key != "comment.key" {
			continue
		}
		list := f.Values[slices.Index(f.Values, "keys")+1]
		for _, k := range strings.Split(list, ", ") {
			keys++
			if !strings.Contains(page, "`"+k+"`") && !strings.Contains(page, "`"+k+":") {
				t.Errorf("the page does not name the key %q", k)
			}
		}
	}
	if keys < 15 {
		t.Errorf("got %d keys from the findings, want those of four comments:\n%s", keys, findings)
	}
}
