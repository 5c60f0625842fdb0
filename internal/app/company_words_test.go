package app_test

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// companyWord is what only a company's own folder says.
var companyWord = regexp.MustCompile(`(?i)stringee|call ?id|\bpcap|cuộc gọi|tổng đài|hotline`)

// companyAllowed are the files that speak of the shipped company's integration,
// with the reason.
var companyAllowed = map[string]string{
	"company/load.go":  "the name of a grammar and of an integration",
	"app/config.go":    "the settings of the integration",
	"app/doctor.go":    "looks at the integration",
	"app/turns.go":     "opens the integration",
	"enrich/enrich.go": "asks the integration",
	"privacy/kinds.go": "what the integration keeps",
}

// TestGoNamesNoCompany walks what the program is made of: names and texts, not
// comments. What is said of a company stands in its folder.
func TestGoNamesNoCompany(t *testing.T) {
	used := map[string]bool{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (p == "stringee" || d.Name() == "testdata" || p != "." && strings.HasSuffix(d.Name(), "test")):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		src, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		for _, found := range companyWords(p, src) {
			used[p] = true
			if companyAllowed[p] == "" {
				t.Errorf("internal/%s: a company's word; it belongs into company.toml or knowledge/say", found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range companyAllowed {
		if !used[p] {
			t.Errorf("internal/%s names no company any more: drop it from the table", p)
		}
	}
}

// companyWords are the names and texts of a file that hold a company's word.
func companyWords(name string, src []byte) []string {
	var s scanner.Scanner
	set := token.NewFileSet()
	file := set.AddFile(name, set.Base(), len(src))
	s.Init(file, src, nil, 0)
	var out []string
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		if (tok == token.IDENT || tok == token.STRING) && companyWord.MatchString(lit) {
			out = append(out, set.Position(pos).String()+" "+lit)
		}
	}
}
