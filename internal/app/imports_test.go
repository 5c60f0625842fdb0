package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrow is what a package may import, and why that is the direction.
type arrow struct {
	why string
	to  []string
}

// arrows is the whole table, testdata/imports.txt: a package that is not in it
// may not exist, an import that is not in it is forbidden, and one that is no
// longer in the source is stale. A package stands there with its reason, and
// below it a line for each that it imports.
func arrows(t *testing.T) map[string]arrow {
	t.Helper()
	raw, err := os.ReadFile("testdata/imports.txt")
	if err != nil {
		t.Fatal(err)
	}
	table, from := map[string]arrow{}, ""
	for line := range strings.Lines(string(raw)) {
		to, below := strings.CutPrefix(strings.TrimRight(line, "\n"), "\t")
		switch {
		case below:
			a := table[from]
			a.to = append(a.to, to)
			table[from] = a
		case to != "" && to[0] != '#':
			name, why, _ := strings.Cut(to, ": ")
			if _, twice := table[name]; twice {
				t.Errorf("%s stands twice in the table of imports", name)
			}
			from, table[name] = name, arrow{why: why}
		}
	}
	return table
}

// testing packages help tests of others; no production package may lean on
// them.
func forTests(p string) bool {
	for _, s := range []string{"test", "/sim", "/chaos"} {
		if strings.Contains(p, s) {
			return true
		}
	}
	return false
}

func TestImports(t *testing.T) {
	table, found := arrows(t), source(t)
	for from, imports := range found {
		if forTests(from) {
			continue
		}
		a, known := table[from]
		if !known {
			t.Errorf("%s is not in the table of imports: say what it may import, and why", from)
			continue
		}
		for _, to := range imports {
			if !slices.Contains(a.to, to) {
				t.Errorf("%s may not import %s: it is %s", from, to, a.why)
			}
		}
		for _, to := range a.to {
			if !slices.Contains(imports, to) {
				t.Errorf("%s no longer imports %s: drop it from the table", from, to)
			}
		}
		if a.why == "" {
			t.Errorf("%s: the table does not say why", from)
		}
	}
	for from := range table {
		if _, there := found[from]; !there {
			t.Errorf("%s is in the table of imports and no longer in the source", from)
		}
	}
}

// TestArchitectureNamesEveryPackage holds the table of packages in docs/ against
// the source.
func TestArchitectureNamesEveryPackage(t *testing.T) {
	doc, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for p := range source(t) {
		name := path.Base(p)
		if !strings.Contains(string(doc), "`"+p+"`") && !strings.Contains(string(doc), "`"+name+"`") && !strings.Contains(string(doc), "`…/"+name+"`") {
			t.Errorf("docs/architecture.md does not say what %s is", p)
		}
	}
	for _, m := range regexp.MustCompile("`((?:internal|cmd)/[a-z/]+)`").FindAllStringSubmatch(string(doc), -1) {
		if _, err := os.Stat("../../" + m[1]); err != nil {
			t.Errorf("docs/architecture.md speaks of %s, which is not in the source", m[1])
		}
	}
}

// source reads who imports whom, tests left out.
func source(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (d.Name() == "testdata" || p == "tools" || p == "data" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), "../../"+p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		from := path.Dir(p)
		out[from] = append(out[from], []string{}...)
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if to, ours := strings.CutPrefix(name, "hotro/"); ours && !slices.Contains(out[from], to) {
				out[from] = append(out[from], to)
			}
		}
		if out[from] == nil {
			out[from] = []string{}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
