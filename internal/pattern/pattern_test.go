package pattern_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"hotro/internal/pattern"
)

// TestIsWhatTheLibraryFinds: first asked by many at once.
func TestIsWhatTheLibraryFinds(t *testing.T) {
	const expr, said = `(\p{L}+)-(\d+)`, "lỗi mic-12, loa-7"
	p, want := pattern.New(expr), regexp.MustCompile(expr)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, want := p.FindString(said), want.FindString(said); got != want {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
	wg.Wait()
	if got, want := p.ReplaceAllString(said, "$2-$1"), want.ReplaceAllString(said, "$2-$1"); got != want {
		t.Errorf("replaced to %q, want %q", got, want)
	}
}

// TestAllExpressionsOfTheProgramCompile, for each would panic at its first use.
// What one is put together from at run time, its own package's tests compile.
func TestAllExpressionsOfTheProgramCompile(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if expr, ok := literalOf(n); ok {
				found++
				if _, err := regexp.Compile(expr); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no expression was found in the program")
	}
}

// literalOf is the expression of a call of New with one that stands there as it is.
func literalOf(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return "", false
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "New" {
		return "", false
	}
	if pkg, ok := fun.X.(*ast.Ident); !ok || pkg.Name != "pattern" {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	expr, err := strconv.Unquote(lit.Value)
	return expr, err == nil
}
