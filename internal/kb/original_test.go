package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

// A document in a language that translates nothing is the guide's own: its
// conventions are those of the language, and it says in which it is.
func TestADocumentOfAnotherLanguage(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", `# Bikes

<!-- document
lang: en
-->

## The lock does not open

1. Press **Unlock** again (admins only).
2. Wait 10 minutes, then scan the code.
3. You do not need to contact support.
4. Copy the call ID, then contact our support team.
`))
	kbtest.WantShape(t, g, "the-lock-does-not-open: do! wait do collect handoff")
	tp := g.Topics[0]
	if tp.Lang != "en" || tp.Steps[0].Lang != "en" || g.Tongue() != "en" || len(g.Translations) > 0 {
		t.Errorf("got language %q, of a step %q, of the guide %q, %d translations, want en and none", tp.Lang, tp.Steps[0].Lang, g.Tongue(), len(g.Translations))
	}
	if tp.Steps[0].Role != "admin" || strings.Contains(tp.Steps[0].Text, "admins only") {
		t.Errorf("got %+v, want a step for admins", tp.Steps[0])
	}
}

// A section that is nearly one of the guide's is a translation with a slip, and one
// document may hold both only where all of it is new.
func TestATranslationWithASlipIsNoOriginal(t *testing.T) {
	own := "## Kẹt giấy\n<!-- topic\nid: paper-jam\n-->\n\n1. Rút giấy ra."
	for _, id := range []string{"paper-jamm", "paper-jam"} {
		_, findings, _ := kb.Compile(kbtest.Docs("a.md", own, "en/a.md", "# Printer\n\n<!-- document\nlang: en\n-->\n\n## Paper jam\n<!-- topic\nid: "+id+"\n-->\n\n1. Pull the paper out."))
		if slip := strings.Contains(findings.String(), "translation.unknown"); slip != (id != "paper-jam") {
			t.Errorf("%s: got\n%s", id, findings)
		}
	}
	g := kbtest.Compile(t, kbtest.Docs("a.md", own, "b.md", "# Scanner\n\n<!-- document\nlang: en\n-->\n\n## Scans are skewed\n\n1. Move the guides."))
	if g.Tongue() != "" || len(g.Topics) != 2 || g.Topics[1].Lang != "en" {
		t.Errorf("got %d topics in %q, want two in two languages", len(g.Topics), g.Tongue())
	}
}
