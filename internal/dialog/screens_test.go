package dialog

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// parsed returns the package's own files.
func parsed(t *testing.T) []*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// TestEveryScreenIsInTheTable: a screen without a row could be entered and
// would look like the menu.
func TestEveryScreenIsInTheTable(t *testing.T) {
	table, named := screens(), 0
	for _, f := range parsed(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			if id, ok := v.Type.(*ast.Ident); !ok || id.Name != "Screen" {
				return true
			}
			name, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			named++
			if s, ok := table[Screen(name)]; !ok || s.show == nil {
				t.Errorf("%s has no row in screens, or does not say how it is shown", v.Names[0].Name)
			}
			return true
		})
	}
	if named != len(table) || named == 0 {
		t.Errorf("%d screens are named and %d stand in the table", named, len(table))
	}
}

// TestNoTypeDoesEverything holds the package to small types: what a screen
// does belongs to the screen.
func TestNoTypeDoesEverything(t *testing.T) {
	methods := map[string]int{}
	for _, f := range parsed(t) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			typ := fn.Recv.List[0].Type
			if p, ok := typ.(*ast.StarExpr); ok {
				typ = p.X
			}
			if g, ok := typ.(*ast.IndexExpr); ok {
				typ = g.X
			}
			methods[typ.(*ast.Ident).Name]++
		}
	}
	for name, n := range methods {
		if n > 30 {
			t.Errorf("%s has %d methods, at most 30 are wanted", name, n)
		}
	}
	if methods["turn"] == 0 {
		t.Error("no methods were found")
	}
}
