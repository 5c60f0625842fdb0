package finding_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotro/internal/kb/finding"
	"hotro/prompts"
)

func TestAFindingIsASentenceForItsReaderAndAFactForALog(t *testing.T) {
	f := finding.Finding{Place: finding.Place{File: "a.md", Line: 3}, Severity: finding.Warning, Key: "heading.jump", Values: []string{"title", "B"}}
	for got, want := range map[string]string{
		f.In(prompts.Must("vi")): "a.md:3: warning [K008] tiêu đề nhảy cấp: trước «B» chưa có tiêu đề cấp 2 (dùng ## cho chủ đề)",
		f.In(prompts.Must("en")): "a.md:3: warning [K008] the heading skips a level: no level 2 heading comes before «B» (use ## for a topic)",
		f.String():               `a.md:3: warning [heading] heading.jump title="B"`,
	} {
		if got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

// twins are two findings on documents that have both places.
func twins() finding.List {
	var list finding.List
	a, b := finding.For("a.md", &list), finding.For("b.md", &list)
	b.Add(finding.Warning, 12, "duplicate-phrase.elsewhere", "phrase", "mic hỏng", "topic", "A", "at", "a.md:2")
	a.At(3, 6).Add(finding.Error, 1, "secret.key")
	a.Add(finding.Error, 2, "comment.key", "key", "hỏng", "word", "topic", "keys", "id", "near", "hàng")
	docs := map[string][]string{"a.md": {"x abc", "- Mic hỏng"}, "b.md": append(make([]string, 11), "- lỗi mic hỏng rồi")}
	return list.Locate(func(file string) []string { return docs[file] }).Sorted()
}

func TestFindingsArePrintedAsACompilerDoes(t *testing.T) {
	var b strings.Builder
	if err := twins().Print(&b, prompts.Must("en"), finding.Plain); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"error[K069]: the document holds a password or a secret key\n --> a.md:1:3\n1 | x ███\n  |   ^^^\n  = why: ",
		"error[K013]: the topic comment has no key «hỏng»\n --> a.md:2:7\n2 | - Mic hỏng\n  |       ^^^^\n",
		"  = did you mean «hàng»?\n",
		"  --> b.md:12:7\n12 | - lỗi mic hỏng rồi\n   |       ^^^^^^^^\n  ::: a.md:2:3\n 2 | - Mic hỏng\n   |   --------\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("got\n%s\nwant in it\n%s", b.String(), want)
		}
	}
	if strings.Contains(b.String(), "abc") {
		t.Errorf("a secret is printed:\n%s", b.String())
	}
	b.Reset()
	if err := twins().Print(&b, prompts.Must("en"), finding.Terminal); err != nil || !strings.Contains(b.String(), "\x1b[1;31merror[K069]\x1b[0m") {
		t.Errorf("got %q, %v, want an error in red on a terminal", b.String(), err)
	}
}

func TestFindingsForPrograms(t *testing.T) {
	var b strings.Builder
	if err := twins().JSON(&b, prompts.Must("vi"), "", false); err != nil {
		t.Fatal(err)
	}
	var s finding.Summary
	if err := json.Unmarshal([]byte(b.String()), &s); err != nil || s.OK || s.Errors != 2 || s.Warnings != 1 || len(s.Findings) != 3 {
		t.Fatalf("got %+v, %v from %s", s, err, b.String())
	}
	if m := s.Findings[2]; m.Code != "K073" || m.Line != 12 || m.Column != 7 || m.EndColumn != 15 || m.Why == "" || len(m.Notes) != 1 || m.Notes[0].Line != 2 {
		t.Errorf("got %+v, want K073 at 12:7-15 with a note on a.md:2", m)
	}
	b.Reset()
	if err := twins().SARIF(&b, prompts.Must("vi"), "knowledge"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"version": "2.1.0"`, `"ruleId": "K073"`, `"level": "warning"`, `"uri": "knowledge/b.md"`, `"startLine": 12`, `"endColumn": 15`, `"relatedLocations"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("SARIF lacks %s:\n%s", want, b.String())
		}
	}
}

// A long line is shown about what is marked in it.
func TestALongLineIsCut(t *testing.T) {
	var list finding.List
	finding.For("a.md", &list).Add(finding.Warning, 1, "timer.vague", "words", "đợi vài phút")
	line := strings.Repeat("chữ ", 60) + "đợi vài phút" + strings.Repeat(" chữ", 60)
	var b strings.Builder
	if err := list.Locate(func(string) []string { return []string{line} }).Print(&b, prompts.Must("vi"), finding.Plain); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(b.String(), "\n")
	at, mark := strings.Index(rows[2], "đợi"), strings.Index(rows[3], "^")
	if len([]rune(rows[2][:at])) != mark || strings.Count(rows[3], "^") != len([]rune("đợi vài phút")) || len([]rune(rows[2])) > 110 {
		t.Errorf("got\n%s", b.String())
	}
}

// A document can't speak to the terminal of whoever checks it, and a secret
// whose place is not sure is hidden with all of its line.
func TestFindingsObeyNothing(t *testing.T) {
	var list finding.List
	r := finding.For("a.md", &list)
	r.Add(finding.Error, 1, "comment.key", "key", "x\x1b[2Jy", "word", "topic", "keys", "id", "near", "")
	r.At(3, 90).Add(finding.Warning, 2, "secret.key")
	var b strings.Builder
	docs := []string{"x\x1b[2Jy: z", "pass: hunter2"}
	if err := list.Locate(func(string) []string { return docs }).Print(&b, prompts.Must("en"), finding.Plain); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b") || strings.Contains(b.String(), "hunter2") {
		t.Errorf("got %q, want no escape and no secret", b.String())
	}
}
