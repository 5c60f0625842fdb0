package heard_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hotro/internal/dialog"
	"hotro/internal/dialog/heard"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/knowledge"
	"hotro/prompts"
)

func engine(t *testing.T) *dialog.Engine {
	t.Helper()
	g, _, err := kb.Compile(knowledge.FS)
	if err != nil {
		t.Fatal(err)
	}
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	return dialog.New(dialog.Options{Guide: g, Reader: intent.New(g, w), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
}

func read(t *testing.T, script string) []heard.Talk {
	t.Helper()
	talks, err := heard.Read(fstest.MapFS{"a.txt": {Data: []byte(script)}})
	if err != nil {
		t.Fatal(err)
	}
	return talks
}

func TestPlay(t *testing.T) {
	talks := read(t, `# remark
== clean
> FROM_NUMBER_NOT_FOUND => topic:FROM_NUMBER_NOT_FOUND
> [Gặp nhân viên] => handoff
== not clean
> FROM_NUMBER_NOT_FOUND
> gặp nhân viên => !handoff
> (+1m)
`)
	r, err := heard.Play(engine(t), talks, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Lines != 3 || r.Right != 2 || r.Talks != 2 || r.Clean != 1 || len(r.Missed) != 1 {
		t.Fatalf("got %+v, want 2 of 3 lines and 1 of 2 talks", r)
	}
	if m := r.Missed[0]; m.Line != 7 || m.Talk != "not clean" || !strings.Contains(r.String(), `a.txt:7: "gặp nhân viên": want !handoff`) {
		t.Errorf("got %+v in\n%s", m, r)
	}
}

func TestPlayNamesAButtonThatIsNotThere(t *testing.T) {
	_, err := heard.Play(engine(t), read(t, "== x\n> [Không có nút này]\n"), time.Now(), nil)
	if err == nil || !strings.Contains(err.Error(), "a.txt:2") {
		t.Errorf("got %v, want the line without a button named", err)
	}
}

func TestReadNamesALineThatIsNoTalk(t *testing.T) {
	_, err := heard.Read(fstest.MapFS{"a.txt": {Data: []byte("> too early\n")}})
	if err == nil || !strings.Contains(err.Error(), "a.txt:1") {
		t.Errorf("got %v, want the line named", err)
	}
}

func TestShareOfNothing(t *testing.T) {
	if s := (heard.Report{}).Share(); s != 1 {
		t.Errorf("got %v, want 1", s)
	}
}

// TestPlayAsksForLinesThatAreLeftOpen: whoever advises is asked about those
// and no others, and what is advised is heard.
func TestPlayAsksForLinesThatAreLeftOpen(t *testing.T) {
	talks := read(t, "== x\n> FROM_NUMBER_NOT_FOUND\n> blah bla blá => handoff\n")
	var asked []string
	r, err := heard.Play(engine(t), talks, time.Now(), func(_ dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint {
		asked = append(asked, l.Text)
		for _, a := range q.Answers {
			if a.Label == "Không dịch" {
				return &dialog.Hint{Answer: a.Verb}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(asked, []string{"blah bla blá"}) || r.Right != 1 {
		t.Errorf("asked about %q and heard %d of %d lines, want the second line and 1", asked, r.Right, r.Lines)
	}
}

// TestPlayPictures: a talk may hold a picture, read or not.
func TestPlayPictures(t *testing.T) {
	talks := read(t, "== a\n> [ảnh] => unseen\n> (ảnh) FROM_NUMBER_NOT_FOUND => seen|topic:FROM_NUMBER_NOT_FOUND\n> [nút không có]\n")
	_, err := heard.Play(engine(t), talks, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), nil)
	if err == nil || !strings.Contains(err.Error(), "a.txt:4: no button") {
		t.Errorf("got error %v, want one that names the button that is not there, and none before it", err)
	}
	r, err := heard.Play(engine(t), read(t, "== a\n> [ảnh] => unseen\n> (ảnh) FROM_NUMBER_NOT_FOUND => seen|topic:FROM_NUMBER_NOT_FOUND\n"), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), nil)
	if err != nil || r.Right != 2 {
		t.Errorf("got %v and %+v, want both lines heard", err, r)
	}
}
