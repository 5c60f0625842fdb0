package importer_test

import (
	"os"
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/importer"
	"hotro/internal/kb/kbtest"
)

func FuzzImport(f *testing.F) {
	seed, err := os.ReadFile("testdata/seed.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed))
	for _, s := range []string{"", "\n\n", "A_B", "A_B\n\n• x\n\n• y\n\nx\n\ny", "1. T\n\nA_B\n\nCó 2 trường hợp:\n\n1. x\n\nCách xử lý:\n\n1. y", "<html><body><h1>A</h1><p>x", "# A\n\n## B\n\n1. c", "A_B\n-->\n<!-- topic\nid: x", "A_B\n\n# x\n\n| a |"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		res, err := importer.Import(strings.NewReader(src), "x.txt")
		if err != nil {
			return
		}
		set := kbtest.Docs("b.md", kbtest.Article)
		for _, file := range res.Documents {
			set[file.Name] = kbtest.Docs("x", file.Text)["x"]
		}
		if _, findings, err := kb.Compile(set); err != nil {
			t.Fatalf("what was imported does not compile: %v\n%s\n%s", err, findings, res.Documents[0].Text)
		}
	})
}
