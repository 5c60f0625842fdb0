// Package unraced_test holds .ci/unraced, the list of what is tested without the
// race detector, against the source.
package unraced_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const list = "../../.ci/unraced"

// pkg is what the source says of a package.
type pkg struct {
	tests    []string
	imports  []string
	starting map[string]bool // functions that start goroutines, and whether each is a test's
}

// TestWhatStartsGoroutinesIsRaced: a goroutine that a test starts is watched in
// that test; one that a package starts, in the tests named behind it.
func TestWhatStartsGoroutinesIsRaced(t *testing.T) {
	raw, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) < 2 {
			t.Errorf("%s does not say why it is there", f[0])
			continue
		}
		name, why, named := f[0], f[1], f[2:]
		p := read(t, name)
		if len(p.tests) == 0 {
			t.Errorf("%s has no tests", name)
		}
		for _, test := range named {
			test, _, _ = strings.Cut(test, "/")
			if !slices.Contains(p.tests, test) {
				t.Errorf("%s has no %s", name, test)
			}
		}
		switch why {
		case "alone":
			for fn, inTest := range p.starting {
				if !inTest && len(named) == 0 || inTest && !slices.Contains(named, fn) {
					t.Errorf("%s: %s starts a goroutine: name a test that watches it behind the package, or take the package from the list", name, fn)
				}
			}
		case "processes":
			if len(named) > 0 || !slices.Contains(p.imports, `"os/exec"`) {
				t.Errorf("%s starts no processes, or names tests", name)
			}
		case "but":
			if len(named) == 0 {
				t.Errorf("%s: which tests?", name)
			}
		default:
			t.Errorf("%s: %q is no reason", name, why)
		}
	}
}

// read reads the source of a package. Benchmarks are not run.
func read(t *testing.T, name string) pkg {
	t.Helper()
	paths, err := filepath.Glob("../../" + name + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := pkg{starting: map[string]bool{}}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			out.imports = append(out.imports, i.Path.Value)
		}
		inTest := strings.HasSuffix(path, "_test.go")
		for _, d := range file.Decls {
			name := "a variable"
			if fn, ok := d.(*ast.FuncDecl); ok {
				name = fn.Name.Name
			}
			if inTest && strings.HasPrefix(name, "Benchmark") {
				continue
			}
			if inTest && (strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz")) {
				out.tests = append(out.tests, name)
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if starts(n) {
					out.starting[name] = inTest
				}
				return true
			})
		}
	}
	return out
}

// starts reports whether something else goes on beside what comes after it.
func starts(n ast.Node) bool {
	if _, ok := n.(*ast.GoStmt); ok {
		return true
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	called, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if of, ok := called.X.(*ast.Ident); ok && of.Name == "synctest" {
		return true
	}
	return slices.Contains([]string{"Go", "Parallel", "RunParallel", "AfterFunc"}, called.Sel.Name)
}
