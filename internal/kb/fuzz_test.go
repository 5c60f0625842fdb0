package kb_test

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
	"hotro/knowledge"
)

func FuzzCompile(f *testing.F) {
	names, err := fs.Glob(knowledge.FS, "*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(knowledge.FS, n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	for _, s := range []string{
		"", "---", "## A\n<!-- topic", "## A\n- \n  - x\n    - y", "# \n## \n### ", "## A\n<!-- step wait: 1m -->", "## A\n1. «a»«mic»\n\n![](..)",
		"<!-- document\nkind: codes\n-->\n|a|\n|-|\n|B_C|", "## A\nCách xử lý:\n### B\nlấy call ID và gửi team hỗ trợ, đợi 99999999999 giờ", "\xff\xfe", "## A\n> ## B\n> - ### C",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		set := kbtest.Docs("a.md", src, "b.md", kbtest.Article)
		g, findings, err := kb.Compile(set)
		again, findings2, _ := kb.Compile(set)
		if !reflect.DeepEqual(g, again) || !reflect.DeepEqual(findings, findings2) {
			t.Fatal("compiling twice differs")
		}
		if (err == nil) != (g != nil) {
			t.Fatalf("got guide %v with error %v", g != nil, err)
		}
		lines := strings.Count(src, "\n") + strings.Count(src, "\r") + 2
		for _, x := range findings {
			if x.Line < 1 || x.File == "a.md" && x.Line > lines {
				t.Fatalf("finding outside the file: %s", x)
			}
		}
		if g == nil {
			return
		}
		for _, topic := range slices.Concat(g.Topics, g.Articles) {
			checkNodes(t, g, &topic)
		}
	})
}

// checkNodes proves what a dialog relies on for any guide that compiles.
func checkNodes(t *testing.T, g *kb.Guide, topic *kb.Topic) {
	t.Helper()
	steps := topic.Steps
	for _, c := range topic.Causes {
		steps = append(steps, c.Steps...)
	}
	if topic.ID == "" || topic.Label == "" || topic.Title == "" {
		t.Fatalf("topic without id, label or title: %+v", topic)
	}
	for _, s := range steps {
		if p, ok := g.Node(s.ID); !ok || p.Step.Hash != s.Hash {
			t.Fatalf("step %s is not found", s.ID)
		}
		if !utf8.ValidString(s.Text) || s.Text == "" && s.Image == "" {
			t.Fatalf("step %s has nothing to say: %q", s.ID, s.Text)
		}
		if s.Kind == kb.Wait && s.Wait <= 0 || s.Kind == kb.Collect && s.Want == "" {
			t.Fatalf("step %s can't be carried out: %+v", s.ID, s)
		}
	}
}
