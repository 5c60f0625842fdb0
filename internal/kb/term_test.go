package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

const terms = `# Từ ngữ
<!-- document
kind: terms
-->

## Call out
<!-- term
names: gọi ra | chế độ gọi ra
-->

Chế độ gọi đến số điện thoại, xem mục [Phân quyền micro](b.md).
`

func TestTerms(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", "# A\n## MOT_LOI\n1. Gọi lại.", "b.md", kbtest.Article, "c.md", terms))
	if len(g.Terms) != 1 {
		t.Fatalf("got %d terms, want one", len(g.Terms))
	}
	x := g.Terms[0]
	if x.Name != "Call out" || strings.Join(x.Names, ",") != "gọi ra,chế độ gọi ra" || !strings.HasPrefix(x.Text, "Chế độ gọi đến số") || x.Article == "" || x.Line == 0 {
		t.Errorf("got %+v", x)
	}
	for name, doc := range map[string]string{
		"twice":      terms + "\n## Gọi ra\n\nMột lần nữa.\n",
		"no meaning": terms + "\n## Portal\n",
	} {
		_, findings, err := kb.Compile(kbtest.Docs("a.md", "# A\n## MOT_LOI\n1. Gọi lại.", "b.md", kbtest.Article, "c.md", doc))
		if err == nil || !strings.Contains(findings.String(), "[term]") {
			t.Errorf("%s: got %v, want an error about the term", name, findings)
		}
	}
}

// A term may name who has a role that steps ask for; users ask who that is.
func TestWhoHasARole(t *testing.T) {
	topic := "# A\n## MOT_LOI\n1. Gọi lại.\n<!-- step\nrole: admin\n-->"
	holder := strings.Replace(terms, "<!-- term\n", "<!-- term\nrole: admin\n", 1)
	_, findings, err := kb.Compile(kbtest.Docs("a.md", topic, "b.md", kbtest.Article, "c.md", terms))
	if err != nil || !strings.Contains(findings.String(), "term.role") {
		t.Errorf("got %v %v, want a remark that no term tells who has the role", findings, err)
	}
	g := kbtest.Compile(t, kbtest.Docs("a.md", topic, "b.md", kbtest.Article, "c.md", holder))
	if x, ok := g.Holder("admin"); !ok || x.Name != "Call out" {
		t.Errorf("got %+v %v, want the term that names the role", x, ok)
	}
	for name, doc := range map[string]string{
		"a role that no step can have": strings.Replace(holder, "role: admin", "role: boss", 1),
		"told twice":                   holder + "\n## Sếp\n<!-- term\nrole: admin\n-->\nNgười quản lý.\n",
	} {
		if _, findings, err := kb.Compile(kbtest.Docs("a.md", topic, "b.md", kbtest.Article, "c.md", doc)); err == nil {
			t.Errorf("%s: got %v, want an error", name, findings)
		}
	}
}

// A step that only says "theo mục …" is that article; one that names it in
// passing, or names two, is not.
func TestWalkedArticle(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("b.md", kbtest.Article, "a.md", `# A
## MOT_LOI
<!-- topic
name: lỗi một
choose: browser
common: yes
ask: Trình duyệt nào?
-->
### Chrome
<!-- cause
answer: Chrome | google chrome | crom
-->
1. Cấp quyền theo mục [Phân quyền micro](b.md), rồi gọi lại.
2. Mở cài đặt (mục [Phân quyền micro](b.md)), rồi gọi lại.
### Edge
1. Gọi lại.
`))
	tp := g.Topics[0]
	steps := tp.Causes[0].Steps
	if steps[0].Walk == "" || steps[0].Walk != steps[0].Links[0].Article || steps[1].Walk != "" {
		t.Errorf("got walks %q and %q, want the article for the first only", steps[0].Walk, steps[1].Walk)
	}
	if c := tp.Causes[0]; c.Answer != "Chrome" || strings.Join(c.Says, ",") != "google chrome,crom" {
		t.Errorf("got answer %q, says %q", c.Answer, c.Says)
	}
	if tp.Name != "lỗi một" || tp.Choose != "browser" || !tp.Common {
		t.Errorf("got %q %q %v", tp.Name, tp.Choose, tp.Common)
	}
}
