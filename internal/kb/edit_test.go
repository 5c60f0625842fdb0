package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

const ownDoc = `# A

## X

### Một
<!-- cause
id: mot
-->

1. Bật nút một, gọi lại. <!-- step id: nut-mot -->
2. Bật nút hai, gọi lại.

### Hai

1. Bật nút ba, gọi lại.
`

func TestOwnIDsStandInPlaceOfNumbers(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", ownDoc))
	for _, id := range []string{"x/mot.nut-mot", "x/mot.2", "x/2.1"} {
		if p, ok := g.Node(id); !ok || p.Step.ID != id {
			t.Errorf("Node(%q): got %+v, want that step", id, p)
		}
	}
}

func TestOwnIDsThatCantBeUsed(t *testing.T) {
	for edit, want := range map[string]string{
		"id: nut-mot": "id: 7 | id.own", "id: mot\n": "id: Một\n | id.own",
		"Bật nút hai, gọi lại.": "Bật nút hai. <!-- step id: nut-mot --> | id.own_twice", "### Hai\n": "### Hai\n<!-- cause\nid: mot\n-->\n | id.own_twice",
	} {
		to, code, _ := strings.Cut(want, " | ")
		_, findings, err := kb.Compile(kbtest.Docs("a.md", strings.Replace(ownDoc, edit, to, 1)))
		if err == nil || strings.Count(findings.String(), "error [") != 1 || !strings.Contains(findings.String(), code+" ") {
			t.Errorf("%q for %q: got %v, want the error %s alone", to, edit, findings, code)
		}
	}
}

// TestAnotherStepIsNotTheSame: what was put in the place of a step that was taken
// away is not that step, and neither is a neighbour that is much like it.
func TestAnotherStepIsNotTheSame(t *testing.T) {
	was, _ := kbtest.Compile(t, kbtest.Docs("a.md", ownDoc)).Topic("x")
	second := &was.Causes[0].Steps[1]
	m := kb.Mark{Node: second.ID, Index: 1, Hash: second.Hash, Words: second.Words}
	for _, edit := range []string{"", "2. Tắt nút hai, gọi lại.\n", "2. Đăng xuất rồi đăng nhập lại.\n"} {
		g := kbtest.Compile(t, kbtest.Docs("a.md", strings.Replace(ownDoc, "2. Bật nút hai, gọi lại.\n", edit, 1)))
		now, _ := g.Topic("x")
		e := now.Since(was.Outline)
		if p, ok := e.Step(m); ok {
			t.Errorf("with %q: got %q, want none", edit, p.Step.Text)
		}
		if c, i, ok := e.Safe(m); !ok || c != &now.Causes[0] || i != 1 {
			t.Errorf("with %q: got %v %d, want to go on behind the first", edit, c, i)
		}
	}
}
