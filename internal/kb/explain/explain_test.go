package explain_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/internal/kb/explain"
	"hotro/internal/kb/finding"
	"hotro/prompts"
)

// elsewhere are the codes that no Markdown document shows: one that can't be
// read as text, and those of importing and measuring.
var elsewhere = regexp.MustCompile(`^(K002|I\d+|T\d+)$`)

// TestEveryCodeIsExplained compiles each wrong example, in which its finding
// must be, and each right one, in which it must not; both languages say why a
// user would suffer.
func TestEveryCodeIsExplained(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		all, err := explain.All(prompts.Must(lang))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if e.Severity == "" {
				t.Errorf("%s %s: no severity", e.Code, e.Rule)
			}
			if e.Why == "" || e.Message.Message == "" || e.Help == "" && e.Severity != finding.Info {
				t.Errorf("%s %s (%s): says not what is wrong, why and what to write: %+v", e.Code, e.Rule, lang, e.Message)
			}
			if elsewhere.MatchString(e.Code) {
				continue
			}
			if len(e.Shown) == 0 {
				_, found, _ := kb.Compile(explain.Documents(e.Wrong))
				t.Errorf("%s %s: the wrong example does not show it:\n%s", e.Code, e.Rule, found)
			}
			_, found, err := kb.Compile(explain.Documents(e.Right))
			for _, f := range found {
				if f.Key == e.Rule || f.Severity == finding.Error {
					t.Errorf("%s %s: the right example has %s", e.Code, e.Rule, f)
				}
			}
			if err != nil && e.Right == "" {
				t.Errorf("%s %s: no right example", e.Code, e.Rule)
			}
		}
	}
}

func TestCodesAreTheirOwn(t *testing.T) {
	codes, keys := map[string]bool{}, map[string]bool{}
	for _, r := range finding.Rules() {
		if codes[r.Code] || keys[r.Key] || !regexp.MustCompile(`^[CKIT]\d{3}$`).MatchString(r.Code) {
			t.Errorf("%s %s: want a code and a key of its own", r.Code, r.Key)
		}
		codes[r.Code], keys[r.Key] = true, true
	}
}

// TestThePageOfFindings: docs/findings.md is made of the same table; -update
// writes it.
func TestThePageOfFindings(t *testing.T) {
	page, err := explain.Page(prompts.Must("vi"))
	if err != nil {
		t.Fatal(err)
	}
	goldentest.Check(t, "../../../docs/findings.md", []byte(page))
}

func TestExplainByCodeOrRule(t *testing.T) {
	book := prompts.Must("en")
	a, err := explain.Of("k012", book)
	b, err2 := explain.Of("comment.unread", book)
	if err != nil || err2 != nil || a.Code != "K012" || a.Code != b.Code {
		t.Fatalf("got %s, %v and %s, %v, want K012 twice", a.Code, err, b.Code, err2)
	}
	text := a.Text(book, finding.Plain)
	for _, want := range []string{"K012 · comment.unread", "did you mean «topic»?", "<!-- tpoic", "    <!-- topic"} {
		if !strings.Contains(text, want) {
			t.Errorf("got\n%s\nwant in it %q", text, want)
		}
	}
	if _, err := explain.Of("K999", book); err == nil {
		t.Error("got an explanation of a code that there is not")
	}
	if _, err := os.Stat("../../../docs/findings.md"); err != nil {
		t.Error(err)
	}
}
