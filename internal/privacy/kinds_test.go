package privacy_test

import (
	"os"
	"strings"
	"testing"

	"hotro/internal/privacy"
)

// TestTheDocumentIsTheTable: docs/privacy.md has a row for each kind, word for
// word, and no other.
func TestTheDocumentIsTheTable(t *testing.T) {
	doc, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, k := range privacy.Kinds() {
		want = append(want, "| "+strings.Join([]string{k.What, k.Where, k.Why, k.HowLong, k.Reads, k.Erases}, " | ")+" |")
	}
	kept, _, _ := strings.Cut(string(doc), "\n## ")
	for line := range strings.Lines(kept) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| what ") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got the rows\n%s\nwant\n%s", g, w)
	}
}
