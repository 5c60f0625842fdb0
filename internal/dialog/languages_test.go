package dialog_test

import (
	"os"
	"testing"

	"hotro/internal/dialog"
	"hotro/internal/dialog/talktest"
	"hotro/internal/goldentest"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"

	"golang.org/x/tools/txtar"
)

// A third language is data: conventions by which its documents are read, words that
// are said, documents. A whole talk is held in it, timer and hand-off included.
func TestATalkInAThirdLanguage(t *testing.T) {
	const file = "testdata/languages/id.txtar"
	f, err := talktest.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := kb.Compile(memFS(f.Docs))
	if err != nil {
		t.Fatal(err)
	}
	if g.Tongue() != "id" {
		t.Fatalf("the guide is in %q, want id", g.Tongue())
	}
	say, err := prompts.Load(os.DirFS("testdata/languages/id"), "id")
	if err != nil {
		t.Fatal(err)
	}
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	tk := &talk{now: monday, eng: dialog.New(dialog.Options{
		Guide: g, Reader: intent.New(g, w),
		Say: map[string]*prompts.Say{"vi": prompts.Must("vi"), "en": prompts.Must("en"), "id": say.Over(prompts.Must("en"))},
	})}
	got := tk.play(t, f.Talks[0].Steps)
	was := &f.Archive.Files[f.Talks[0].At]
	if string(was.Data) == got {
		return
	}
	if !goldentest.Updating() {
		t.Fatalf("%s: the talk went another way (-update rewrites it)\n%s", file, diff(string(was.Data), got))
	}
	was.Data = []byte(got)
	if err := os.WriteFile(file, txtar.Format(f.Archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
