// Package kbtest helps the tests of kb, graph and importer: documents made of
// strings, guides that must compile, golden files. No production package may
// import it.
package kbtest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/knowledge"
)

// Article is a document with one article, "Phân quyền micro", that others may
// link to.
const Article = "# Bài\n<!-- document\nkind: articles\n-->\n\n## Phân quyền micro\n<!-- topic\nid: mic\nnames:\n- Cấp quyền micro\n-->\n\n1. Bật micro.\n"

// Docs makes a file system of name, text pairs.
func Docs(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

// Compile returns the guide of documents that must compile.
func Compile(t testing.TB, fsys fstest.MapFS) *kb.Guide {
	t.Helper()
	g, findings, err := kb.Compile(fsys)
	if err != nil {
		t.Fatalf("compile: %v\n%s", err, findings)
	}
	return g
}

// Shipped returns the guide of the documents built in.
func Shipped(t testing.TB) *kb.Guide {
	t.Helper()
	g, findings, err := kb.Compile(knowledge.FS)
	if err != nil {
		t.Fatalf("compile the shipped documents: %v\n%s", err, findings)
	}
	return g
}

// StepKinds names the kinds of steps in a row; "!" marks one that needs a role.
func StepKinds(steps []kb.Step) string {
	var out []string
	for _, s := range steps {
		k := string(s.Kind)
		if s.Role != "" {
			k += "!"
		}
		out = append(out, k)
	}
	return strings.Join(out, " ")
}

// WantShape holds a guide to its topics and causes in short, one topic a line.
func WantShape(t testing.TB, g *kb.Guide, want string) {
	t.Helper()
	if got := shape(g); got != strings.TrimSpace(want) {
		t.Errorf("%s\ngot\n%s", goldentest.FirstDiff(got, strings.TrimSpace(want)), got)
	}
}

func shape(g *kb.Guide) string {
	var out []string
	for _, t := range g.Topics {
		s := fmt.Sprintf("%s: %s", t.ID, StepKinds(t.Steps))
		for _, c := range t.Causes {
			s += fmt.Sprintf(" | %s: %s", c.Title, StepKinds(c.Steps))
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}
