package advice_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/llm/llmtest"
	"hotro/knowledge"
	"hotro/prompts"
)

// examined is what every line of the exam does on its screen.
func examined(t *testing.T) map[string]string {
	t.Helper()
	b, err := prompts.FS.ReadFile("llm/exam.toml")
	if err != nil {
		t.Fatal(err)
	}
	var in struct{ Screen []struct{ Lines [][2]string } }
	if err := toml.Unmarshal(b, &in); err != nil {
		t.Fatal(err)
	}
	does := map[string]string{}
	for _, s := range in.Screen {
		for _, l := range s.Lines {
			if _, twice := does[l[0]]; twice {
				t.Errorf("%q stands in the exam twice", l[0])
			}
			does[l[0]] = l[1]
		}
	}
	return does
}

// hearing is a model that knows the topics, and of every line of the exam what
// does says.
func hearing(t *testing.T, does func(q llmtest.Question) string) func(llmtest.Question) llmtest.Reply {
	return llmtest.Hearing(does, llmtest.ByTitle(knower(intenttest.Guide(t), nil)))
}

func TestTheExamOnScreens(t *testing.T) {
	g, does := intenttest.Guide(t), examined(t)
	knows := func(q llmtest.Question) string { return does[q.Message] }
	for name, tc := range map[string]struct {
		does   func(llmtest.Question) string
		hears  bool
		reason string
	}{
		"knows":                     {knows, true, ""},
		"always the first answer":   {func(q llmtest.Question) string { return q.Answers[0].Title }, false, "it claims what answers nothing"},
		"always a person":           {func(llmtest.Question) string { return "person" }, false, "it calls people"},
		"always none":               {func(llmtest.Question) string { return "none" }, false, "it hears nothing"},
		"knows but never holds":     {func(q llmtest.Question) string { return swap(knows(q), "hold", q.Answers[0].Title) }, false, "it claims seven of the lines that answer nothing"},
		"knows, and misses a few":   {func(q llmtest.Question) string { return swap(knows(q), "not_there", "none") }, true, ""},
		"gives what is not offered": {func(llmtest.Question) string { return "S99" }, false, "it says nothing that is on the screen"},
	} {
		_, v := adviser(t, g, hearing(t, tc.does))
		if !v.Passed || v.Hears != tc.hears || v.Lines != len(does) {
			t.Errorf("%s: got %+v, want topics passed, all %d lines asked, and hears %v: %s", name, v, len(does), tc.hears, tc.reason)
		}
	}
}

func swap(s, from, to string) string {
	if s == from {
		return to
	}
	return s
}

// TestTheExamIsNew: the lines that examine are no lines that measure, and many
// of them answer nothing.
func TestTheExamIsNew(t *testing.T) {
	measured := map[string]bool{}
	for _, l := range evaluationLines(t) {
		measured[strings.ToLower(l.Text)] = true
	}
	err := fs.WalkDir(knowledge.Talks, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(knowledge.Talks, p)
		for l := range strings.Lines(string(b)) {
			said, _, _ := strings.Cut(strings.TrimPrefix(l, "> "), " => ")
			measured[strings.ToLower(strings.TrimSpace(said))] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	silent := 0
	for line, does := range examined(t) {
		if measured[strings.ToLower(line)] {
			t.Errorf("%q examines and measures", line)
		}
		if strings.ToLower(does) == does { // a move, or none; answers begin with a capital
			silent++
		}
	}
	if silent < 20 || len(measured) < 1000 {
		t.Errorf("%d lines of the exam answer nothing, want 20; %d lines measure", silent, len(measured))
	}
}

func asked() *llm.Screen {
	return &llm.Screen{
		Words: "Dạ Thảo, anh/chị gọi lại được chưa ạ?", About: "micro",
		Answers: []llm.Option{{ID: "ok", Title: "Gọi được rồi"}, {ID: "no", Title: "Vẫn lỗi"}}, Moves: []string{"person", "hold"},
	}
}

// TestOneRequestAsksBoth: a line on a screen is asked about once, with what the
// bot had said, and comes back as an answer of the screen by its own name.
func TestOneRequestAsksBoth(t *testing.T) {
	g, does := intenttest.Guide(t), examined(t)
	does["y chang hồi nãy"], does["để em coi lại"] = "Vẫn lỗi", "hold"
	s := llmtest.New(t, hearing(t, func(q llmtest.Question) string { return does[q.Message] }))
	a := advice.New(llmtest.Model(t, s), g)
	if v, err := a.Examine(t.Context()); err != nil || !v.Hears {
		t.Fatal(v, err)
	}
	s.Forget()
	line := func(text string) advice.Line {
		return advice.Line{Text: text, Read: intent.Result{Intent: intent.KindNone}, Screen: asked(), Names: []string{"Thảo"}}
	}
	got, err := a.Advise(t.Context(), "u", line("y chang hồi nãy"))
	if err != nil || got.Answer != "no" || got.Move != "" || got.Chose {
		t.Errorf("got %+v, %v; want the answer no alone", got, err)
	}
	if got, err = a.Advise(t.Context(), "u", line("để em coi lại")); err != nil || got.Move != "hold" || got.Answer != "" {
		t.Errorf("got %+v, %v; want the move hold alone", got, err)
	}
	if n := len(s.Asked()); n != 2 {
		t.Fatalf("%d requests for two lines", n)
	}
	q := s.Asked()[0]
	if q.Assistant != "Dạ [NAME], anh/chị gọi lại được chưa ạ?" || q.About != "micro" || len(q.Topics) == 0 || len(q.Answers) != 2 || len(q.Does) != 5 {
		t.Errorf("asked %+v", q)
	}
	if strings.Contains(q.System, "not_there") {
		t.Errorf("the prompt explains a move that is not to be had:\n%s", q.System)
	}
}

// TestAModelThatDoesNotHearIsAskedForTopicsAlone: one part of the exam is no
// reason to do without the other.
func TestAModelThatDoesNotHearIsAskedForTopicsAlone(t *testing.T) {
	g := intenttest.Guide(t)
	s := llmtest.New(t, hearing(t, func(q llmtest.Question) string { return q.Answers[0].Title }))
	a := advice.New(llmtest.Model(t, s), g)
	if v, err := a.Examine(t.Context()); err != nil || !v.Passed || v.Hears {
		t.Fatal(v, err)
	}
	s.Forget()
	for _, text := range []string{"y chang hồi nãy luôn á", "ừa"} {
		got, err := a.Advise(t.Context(), "u", advice.Line{Text: text, Read: intent.Result{Intent: intent.KindNone}, Screen: asked()})
		if err != nil || got.Answer+got.Move != "" {
			t.Errorf("%q: got %+v, %v; want nothing of the screen", text, got, err)
		}
	}
	if q := s.Asked(); len(q) != 1 || len(q[0].Answers) != 0 || q[0].Assistant != "" {
		t.Errorf("asked %+v, want the topic of the longer line alone", q)
	}
}
