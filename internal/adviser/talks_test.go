package adviser_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"hotro/internal/adviser"
	"hotro/internal/dialog"
	"hotro/internal/dialog/heard"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/llm/llmtest"
	"hotro/internal/llm/redact"
	"hotro/knowledge"
	"hotro/prompts"
)

func monday() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

// talks are every third of those that measure how well people are heard: all of
// them are played without a model by heard's own tests.
func talks(t *testing.T) []heard.Talk {
	t.Helper()
	dir, err := fs.Sub(knowledge.Talks, "talks")
	if err != nil {
		t.Fatal(err)
	}
	list, err := heard.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []heard.Talk
	for i := 0; i < len(list); i += 3 {
		out = append(out, list[i])
	}
	return out
}

// oracle is a model that knows what lines do, once it was told: by message, as
// it is sent, the title of the topic and what the message does on its screen.
type oracle struct {
	redact *redact.Redactor
	topic  map[string]string
	does   map[string]string
}

func key(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// newOracle returns one that knows what the exam asks.
func newOracle(t *testing.T, g *kb.Guide) *oracle {
	t.Helper()
	o := &oracle{redact.New(), map[string]string{}, map[string]string{}}
	for _, tp := range g.Topics {
		for _, p := range tp.Phrases {
			o.topic[key(o.redact.Redact(p))] = tp.Title
		}
	}
	b, err := prompts.FS.ReadFile("llm/exam.toml")
	if err != nil {
		t.Fatal(err)
	}
	var exam struct{ Screen []struct{ Lines [][2]string } }
	if err := toml.Unmarshal(b, &exam); err != nil {
		t.Fatal(err)
	}
	for _, s := range exam.Screen {
		for _, l := range s.Lines {
			o.does[key(l[0])] = l[1]
		}
	}
	return o
}

func (o *oracle) answer(q llmtest.Question) llmtest.Reply {
	id, match, does := "none", "low", o.does[key(q.Message)]
	for _, tp := range q.Topics {
		if tp.Title == o.topic[key(q.Message)] {
			id, match = tp.ID, "high"
		}
	}
	for _, a := range q.Answers {
		if a.Title == does {
			does = a.ID
		}
	}
	return llmtest.Both(id, match, does)
}

// told tells the oracle what is best made of a line, found by trial.
func (o *oracle) told(e *dialog.Engine, st dialog.State, l dialog.Line, q dialog.Question, want string) {
	k := key(o.redact.Redact(l.Text))
	delete(o.topic, k)
	delete(o.does, k)
	helps := func(h dialog.Hint) bool {
		l.Hint = &h
		return heard.Meets(st, e.Step(st, []dialog.Line{l}, monday()), want)
	}
	if want == "" || helps(dialog.Hint{}) {
		return
	}
	for _, a := range q.Answers {
		if helps(dialog.Hint{Answer: a.Verb}) {
			o.does[k] = a.Label
			return
		}
	}
	for _, m := range q.Moves {
		if helps(dialog.Hint{Move: m}) {
			o.does[k] = string(m)
			return
		}
	}
	for _, tp := range e.Guide().Topics {
		if helps(dialog.Hint{Topics: []string{tp.ID}, Sure: true, Move: dialog.MoveTopic}) {
			o.topic[k] = tp.Title
			if slices.Contains(q.Moves, dialog.MoveTopic) { // else only the topic is asked
				o.does[k] = string(dialog.MoveTopic)
			}
			return
		}
	}
}

// examined returns an adviser whose model has sat its exam.
func examined(t *testing.T, g *kb.Guide, answer func(llmtest.Question) llmtest.Reply) (*advice.Adviser, advice.Verdict) {
	t.Helper()
	a := advice.New(llmtest.Wired(t, llm.Config{}, llmtest.Transport(answer)), g)
	v, err := a.Examine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a, v
}

// advise is how a model is asked in a turn, and by "bot kb eval --talks".
func advise(t *testing.T, a *advice.Adviser) heard.Advise {
	return func(_ dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint {
		adv, err := a.Advise(t.Context(), "", adviser.Line(l, q))
		if err != nil && llm.OutcomeOf(err) != llm.Untrusted {
			t.Fatalf("%q: %v", l.Text, err)
		}
		if err != nil {
			return nil
		}
		return adviser.Hint(adv)
	}
}

// fifteenth: of the lines that nobody heard, a model that knows hears one in so many
// at least. The fewer are left, the fewer it can.
const fifteenth = 15

// TestTalksWithAModelThatKnowsAndOneThatIsWrong: a model that knows has more
// lines heard, one that is always wrong costs nothing.
func TestTalksWithAModelThatKnowsAndOneThatIsWrong(t *testing.T) {
	g, e, list := intenttest.Guide(t), engine(t), talks(t)
	play := func(name string, with heard.Advise) heard.Report {
		r, err := heard.Play(e, list, monday(), with)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-14s %d of %d lines (%.1f %%), %d of %d talks clean", name, r.Right, r.Lines, 100*r.Share(), r.Clean, r.Talks)
		return r
	}
	want := map[string]string{}
	for _, tk := range list {
		for _, l := range tk.Lines {
			want[l.Said] = l.Want
		}
	}
	without := play("no model", nil)

	o := newOracle(t, g)
	a, v := examined(t, g, o.answer)
	if !v.Passed || !v.Hears {
		t.Fatalf("a model that knows failed: %+v", v)
	}
	asked, ask := 0, advise(t, a)
	knows := play("knows", func(st dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint {
		asked++
		o.told(e, st, l, q, want[l.Text])
		return ask(st, l, q)
	})
	t.Logf("asked about %d lines", asked)
	if more := max(1, (without.Lines-without.Right)/fifteenth); knows.Right < without.Right+more || knows.Clean <= without.Clean {
		t.Errorf("with a model that knows: %d lines and %d talks, want %d lines more than %d and more talks than %d", knows.Right, knows.Clean, more, without.Right, without.Clean)
	}

	a, v = examined(t, g, func(q llmtest.Question) llmtest.Reply {
		if len(q.Answers) > 0 {
			return llmtest.Both(q.Topics[0].ID, "high", q.Answers[0].ID)
		}
		return llmtest.Choose(q.Topics[0].ID, "high")
	})
	if v.Passed || v.Hears {
		t.Fatalf("a model that is always wrong passed: %+v", v)
	}
	if wrong := play("always wrong", advise(t, a)); wrong.Right != without.Right || wrong.Clean != without.Clean {
		t.Errorf("with a model that is always wrong: %d lines and %d talks, want %d and %d as without", wrong.Right, wrong.Clean, without.Right, without.Clean)
	}
}

func engine(t *testing.T) *dialog.Engine {
	t.Helper()
	return dialog.New(dialog.Options{Guide: intenttest.Guide(t), Reader: intenttest.Matcher(t), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
}
