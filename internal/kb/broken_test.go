package kb_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"testing/fstest"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/kbtest"
	"hotro/knowledge"
)

// brokenName is the name of a document with one slip: its number, the code and
// the line that are expected, and what the slip is.
var brokenName = regexp.MustCompile(`^\d+-([KIT]\d{3})-(\d+)-[a-z0-9-]+\.md$`)

// sound is a guide without a slip, of a shop that repairs printers.
func sound(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, name := range names(t, "testdata/broken/sound/*.md") {
		fsys[filepath.Base(name)] = &fstest.MapFile{Data: read(t, name)}
	}
	return fsys
}

func names(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(pattern)
	if err != nil || len(list) == 0 {
		t.Fatalf("%s: got %v, %v, want files", pattern, list, err)
	}
	return list
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestOneSlipOneMessage puts each broken document into a guide without a slip:
// there is one finding, with the code and the line in the document's name.
func TestOneSlipOneMessage(t *testing.T) {
	all := names(t, "testdata/broken/*.md")
	if len(all) < 42 {
		t.Errorf("%d broken documents, want 42 at least", len(all))
	}
	for _, name := range all {
		t.Run(filepath.Base(name), func(t *testing.T) {
			m := brokenName.FindStringSubmatch(filepath.Base(name))
			if m == nil {
				t.Fatal("the name tells no code and no line")
			}
			docs := sound(t)
			docs["vi-du.md"] = &fstest.MapFile{Data: read(t, name)}
			_, found, _ := kb.Compile(docs)
			line, _ := strconv.Atoi(m[2])
			if len(found) != 1 || found[0].Code() != m[1] || found[0].Line != line || found[0].File != "vi-du.md" || found[0].Column == 0 {
				t.Errorf("got\n%s\nwant one finding, %s at line %d", found, m[1], line)
			}
		})
	}
}

// TestNoFalseAlarm: documents without a slip get no message.
func TestNoFalseAlarm(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"shipped": knowledge.FS, "printers": sound(t)} {
		if g, found, err := kb.Compile(fsys); err != nil || g == nil || len(found.Of(finding.Error))+len(found.Of(finding.Warning)) > 0 {
			t.Errorf("%s: got %v\n%s", name, err, found)
		}
	}
}

// What a negated sentence would be without its "not", it is not.
func TestNegatedConventions(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", `## A

1. Gọi lại, không cần báo team hỗ trợ.
2. Đừng đợi quá 10 phút.
3. Không cần phải gửi call ID.
4. Gửi lại đơn, chưa cần liên hệ đội ngũ kỹ thuật.
5. Nếu vẫn không được thì đợi 5 phút.
6. Lấy call ID rồi gọi lại.
7. Nếu không báo team hỗ trợ.
`))
	kbtest.WantShape(t, g, "a: do do do do wait collect handoff")
}
