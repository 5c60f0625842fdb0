package app_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheThreatModelNamesTestsThatExist: each row of SECURITY.md names tests,
// and each of them is one.
func TestTheThreatModelNamesTestsThatExist(t *testing.T) {
	doc, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	have := testsOf(t)
	rows, named := 0, regexp.MustCompile("`((?:Test|Fuzz)\\w+)`")
	for line := range strings.Lines(string(doc)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| tries |") || strings.HasPrefix(line, "| happens |") {
			continue
		}
		rows++
		cells := strings.Split(line, " | ")
		tests := named.FindAllStringSubmatch(cells[len(cells)-1], -1)
		if len(cells) != 3 || len(tests) == 0 {
			t.Errorf("a row without a test: %s", line)
		}
		for _, m := range tests {
			if !slices.Contains(have, m[1]) {
				t.Errorf("there is no test %s, which is to show: %s", m[1], cells[0])
			}
		}
	}
	if rows < 20 {
		t.Errorf("rows: got %d, want the whole threat model", rows)
	}
}

// testsOf lists the names of all tests and fuzz targets.
func testsOf(t *testing.T) (names []string) {
	t.Helper()
	named := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(\w+ \*testing`)
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, "_test.go") {
			return err
		}
		src, err := fs.ReadFile(root, p)
		for _, m := range named.FindAllSubmatch(src, -1) {
			names = append(names, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
