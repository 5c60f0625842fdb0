package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"hotro/prompts"
)

// TestEveryReasonOfAHandOffHasItsWords in each language: staff read why a ticket was
// opened, and no word of the program.
func TestEveryReasonOfAHandOffHasItsWords(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "../dialog/outcome.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	reasons := 0
	ast.Inspect(f, func(n ast.Node) bool {
		c, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(c.Names[0].Name, "Why") || len(c.Values) == 0 {
			return true
		}
		reasons++
		why, err := strconv.Unquote(c.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"vi", "en"} {
			if key := "desk.why_" + why; !prompts.Must(lang).Has(key) {
				t.Errorf("%s.toml has no %s", lang, key)
			}
		}
		return true
	})
	if reasons < 5 {
		t.Errorf("%d reasons found, want all of outcome.go", reasons)
	}
}
