package kb_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hotro/prompts"
)

var holes = regexp.MustCompile(`\{([a-z_]+)\}`)

// noted is a finding as the source notes it.
type noted struct {
	at, severity, key string
	names             []string // of its values
}

// TestEveryFindingHasWords reads each finding out of the source and holds it
// against prompts/: there is a message in each language, a hint wherever there
// is something to do, and both speak of nothing that the finding does not hold.
func TestEveryFindingHasWords(t *testing.T) {
	all := slices.Concat(findingsOf(t, "*.go"), findingsOf(t, "markdown/*.go"), findingsOf(t, "importer/*.go"), findingsOf(t, "../intent/theft/*.go"))
	if len(all) < 50 {
		t.Fatalf("found %d findings in the source, want more than 50", len(all))
	}
	for _, lang := range []string{"vi", "en"} {
		say := prompts.Must(lang)
		for _, f := range all {
			if !say.Has("finding." + f.key) {
				t.Errorf("%s: say/%s.toml has no words for finding.%s", f.at, lang, f.key)
			}
			if f.severity != "Info" && !say.Has("hint."+f.key) {
				t.Errorf("%s: say/%s.toml does not say what to do about %s", f.at, lang, f.key)
			}
			words := say.T("finding."+f.key) + say.T("hint."+f.key)
			for _, h := range holes.FindAllStringSubmatch(words, -1) {
				if !slices.Contains(f.names, h[1]) {
					t.Errorf("%s: say/%s.toml: %s speaks of {%s}, which the finding does not hold", f.at, lang, f.key, h[1])
				}
			}
			for _, n := range f.names {
				if n == "at" || n == "near" {
					continue // the frame of a message tells them
				}
				if !strings.Contains(words, "{"+n+"}") {
					t.Errorf("%s: say/%s.toml: %s does not speak of {%s}", f.at, lang, f.key, n)
				}
			}
		}
	}
}

// findingsOf returns what calls of Add note: Add(severity, line, "key", "name", value …).
func findingsOf(t *testing.T, pattern string) []noted {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var out []noted
	for _, name := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || fun.Sel.Name != "Add" || !isLiteral(call.Args[2]) {
				return true
			}
			x := noted{at: fset.Position(call.Pos()).String(), severity: severityOf(call.Args[0]), key: literal(t, call.Args[2])}
			for i := 3; i < len(call.Args); i += 2 {
				x.names = append(x.names, literal(t, call.Args[i]))
			}
			out = append(out, x)
			return true
		})
	}
	return out
}

func isLiteral(e ast.Expr) bool { _, ok := e.(*ast.BasicLit); return ok }

func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("want a literal, got %T", e)
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// severityOf returns the name of a severity, "Info" for Info and finding.Info.
func severityOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
