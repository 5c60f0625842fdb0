package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// spells are the files that may spell Vietnamese, and why the words can't
// stand in prompts/ or knowledge/.
func spells() map[string]string {
	return map[string]string{
		"internal/dialog/heard/play.go":         "the grammar of talks: how a picture is written down",
		"internal/text/fold.go":                 "the alphabet itself: how letters fold",
		"internal/kb/convention.go":             "the grammar of documents: patterns that the compiler is made of",
		"internal/kb/slips.go":                  "the grammar of documents: what an author means as a convention and writes as none",
		"internal/kb/markdown/mend.go":          "the grammar of documents: how a pasted step is numbered in words",
		"internal/kb/secret.go":                 "the grammar of documents: what announces a password",
		"internal/kb/convention/markup.go":      "the grammar of documents: patterns that the compiler is made of",
		"internal/kb/importer/outline/pitch.go": "how a price is written: a sign of money behind a number",
		"internal/llm/redact/redact.go":         "names of people, kept from a model: a list that can be edited away protects nobody",
		"internal/llm/redact/secrets.go":        "what announces a secret, kept from a model: the same",
	}
}

// TestNoVietnameseInGo: what the program says stands in prompts/, where a
// native can read and mend it without a compiler. Comments may quote.
func TestNoVietnameseInGo(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != "." && (d.Name() == "testdata" || p == "tools" || p == "data" || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") || forTests(path.Dir(p)):
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "../../"+p, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || !vietnamese(lit.Value) {
				return true
			}
			seen[p] = true
			if spells()[p] == "" {
				t.Errorf("%s:%d says %s: move the words to prompts/", p, fset.Position(lit.Pos()).Line, lit.Value)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range spells() {
		if !seen[p] {
			t.Errorf("%s spells no Vietnamese any more: drop it from the list", p)
		}
	}
}

// vietnamese reports whether a literal holds a letter that Vietnamese has and
// English has not, written out or escaped.
func vietnamese(literal string) bool {
	if s, err := strconv.Unquote(literal); err == nil {
		literal = s
	}
	for _, r := range norm.NFD.String(literal) {
		if r == 'đ' || r == 'Đ' || r >= 0x300 && r <= 0x323 || r == 0x31B {
			return true
		}
	}
	return false
}

func TestVietnameseIsRecognised(t *testing.T) {
	for s, want := range map[string]bool{`"Không"`: true, `"\u0111"`: true, `'Đ'`: true, `"tu"`: false, `"…“”"`: false, "`ạ`": true, `"a\u0323"`: true} {
		if got := vietnamese(s); got != want {
			t.Errorf("%s: got %v, want %v", s, got, want)
		}
	}
}
