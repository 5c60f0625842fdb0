package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hotro/prompts"
)

// TestEveryWordAskedForExists reads out of the whole source the keys that the
// code asks for: a word that does not exist is shown to people as its key.
func TestEveryWordAskedForExists(t *testing.T) {
	keys, n := prompts.Must("vi").Keys(), 0
	for _, a := range wordsAsked(t) {
		n++
		if !a.known(keys) {
			t.Errorf("%s asks for the word %q, which no prompts/say file has", a.at, a.key)
		}
	}
	if n < 600 {
		t.Errorf("only %d keys were found in the source, want them all", n)
	}
}

// asked is a key as one call names it.
type asked struct {
	at    token.Position
	key   string
	begun bool // the rest of it is put together while the program runs
}

// known reports whether a key exists, as it stands or in the table that the
// callee speaks from ("menu" is dialog.menu, "taken" is forum.reply_taken).
func (a asked) known(keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool {
		_, short, _ := strings.Cut(k, ".")
		for _, k := range []string{k, short, strings.TrimPrefix(short, "reply_")} {
			if k == a.key || a.begun && strings.HasPrefix(k, a.key) {
				return true
			}
		}
		return false
	})
}

// askers are the functions that take keys, and where among their arguments.
func askers() map[string][]int {
	return map[string][]int{
		"T": {0}, "around": {0}, "mentions": {0}, "says": {0}, "mention": {1}, "writtenList": {1}, "writtenPhrases": {1},
		"list": {1}, "phrases": {1}, "unlike": {0, 1}, "reply": {1}, "noteAndAsk": {1},
	}
}

func wordsAsked(t *testing.T) []asked {
	t.Helper()
	var out []asked
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, "../../"+p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				for _, arg := range keysOf(c) {
					key, begun, ok := literal(arg)
					if ok {
						out = append(out, asked{at: set.Position(c.Pos()), key: key, begun: begun})
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// keysOf are the arguments of a call that are keys.
func keysOf(c *ast.CallExpr) (keys []ast.Expr) {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	for _, i := range askers()[name] {
		if i < len(c.Args) {
			keys = append(keys, c.Args[i])
		}
	}
	return keys
}

// literal is the text of a key, or how it begins.
func literal(e ast.Expr) (s string, begun, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, false, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		s, _, ok = literal(e.X)
		return s, true, ok
	}
	return "", false, false
}
