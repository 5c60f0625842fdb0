package advice_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"hotro/internal/intent"
	"hotro/internal/intent/evaluation"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/llm/llmtest"
	"hotro/internal/llm/redact"
)

// redactor is what the messages that a model gets went through.
var redactor = sync.OnceValue(func() *redact.Redactor { return redact.New() })

func evaluationLines(t *testing.T) []evaluation.Labelled {
	t.Helper()
	var all []evaluation.Labelled
	files, err := filepath.Glob("../../../knowledge/eval/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %v, %v; want the evaluation set", files, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := evaluation.Read(f)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, lines...)
	}
	return all
}

// knower is a model that knows the right answer to every line of the
// evaluation and of the guide, as the title of the topic.
func knower(g *kb.Guide, lines []evaluation.Labelled) func(string) string {
	title, label := map[string]string{}, map[string]string{}
	key := func(s string) string {
		if strings.ContainsAny(s, "0123456789@") || strings.IndexFunc(s, unicode.IsUpper) >= 0 { // else nothing is redacted
			s = redactor().Redact(s)
		}
		return strings.ToLower(strings.Join(strings.Fields(s), " "))
	}
	for _, t := range g.Topics {
		title[t.ID] = t.Title
		for _, p := range t.Phrases {
			label[key(p)] = t.ID
		}
	}
	for _, l := range lines {
		label[key(l.Text)] = l.Label
	}
	return func(message string) string { return title[label[strings.ToLower(message)]] }
}

// score counts what became of the in-scope lines, and of the others.
type score struct{ in, direct, offered, wrong, out, outDirect int }

func (s *score) add(label string, r intent.Result) {
	if label == "human" {
		return
	}
	if label == "none" {
		s.out++
		if r.Intent == intent.KindTopic {
			s.outDirect++
		}
		return
	}
	s.in++
	switch {
	case r.Intent == intent.KindTopic && r.Topic == label:
		s.direct++
		s.offered++
	case r.Intent == intent.KindTopic:
		s.wrong++
	case r.Intent == intent.KindAsk:
		for _, c := range r.Candidates {
			if c.Topic == label {
				s.offered++
			}
		}
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (s score) String() string {
	return fmt.Sprintf("direct %.1f %%, direct or offered %.1f %%, wrong %.1f %%; out of scope answered %.1f %%",
		percent(s.direct, s.in), percent(s.offered, s.in), percent(s.wrong, s.in), percent(s.outDirect, s.out))
}

// match reads every line once.
func match(m *intent.Matcher, lines []evaluation.Labelled) []intent.Result {
	out := make([]intent.Result, len(lines))
	for i, l := range lines {
		out[i] = m.Match(l.Text)
	}
	return out
}

func measure(t *testing.T, results []intent.Result, a *advice.Adviser, lines []evaluation.Labelled) (s score) {
	t.Helper()
	for i, l := range lines {
		// A conversation of its own for each line: the budget of one is tested
		// elsewhere.
		r, err := a.Advise(t.Context(), fmt.Sprint(i), advice.Line{Text: l.Text, Read: results[i]})
		if err != nil && llm.OutcomeOf(err) != llm.Untrusted {
			t.Fatalf("%q: %v", l.Text, err)
		}
		s.add(l.Label, r.Result)
	}
	return s
}

func adviser(t *testing.T, g *kb.Guide, answer func(llmtest.Question) llmtest.Reply) (*advice.Adviser, advice.Verdict) {
	t.Helper()
	a := advice.New(llmtest.Wired(t, llm.Config{}, llmtest.Transport(answer)), g)
	v, err := a.Examine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a, v
}

func TestAModelThatKnowsAndOneThatIsWrong(t *testing.T) {
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
	lines := evaluationLines(t)
	know, results := knower(g, lines), match(m, lines)
	without := measure(t, results, nil, lines)
	t.Logf("no model:    %s", without)

	a, v := adviser(t, g, llmtest.ByTitle(know))
	if !v.Passed {
		t.Fatalf("a model that knows failed the exam: %+v", v)
	}
	right := measure(t, results, a, lines)
	t.Logf("knows:       %s", right)
	if got := percent(right.direct, right.in); got < 98 {
		t.Errorf("with a model that knows: %.1f %% direct, want 98", got)
	}
	if right.wrong > without.wrong || right.outDirect > without.outDirect {
		t.Errorf("with a model that knows: more wrong (%s) than without (%s)", right, without)
	}

	for name, answer := range map[string]func(llmtest.Question) llmtest.Reply{
		"always another topic": wrong(know, 1), "always a far topic": wrong(know, 4), "always the first": first, "never any": func(llmtest.Question) llmtest.Reply { return llmtest.None() },
	} {
		a, v := adviser(t, g, answer)
		got := measure(t, results, a, lines)
		t.Logf("%-20s exam %+v: %s", name, v, got)
		if v.Passed {
			t.Errorf("%s: passed the exam with %+v", name, v)
		}
		for what, pair := range map[string][2]float64{
			"direct":                  {percent(without.direct, without.in), percent(got.direct, got.in)},
			"offered":                 {percent(without.offered, without.in), percent(got.offered, got.in)},
			"not wrong":               {-percent(without.wrong, without.in), -percent(got.wrong, got.in)},
			"out of scope left alone": {-percent(without.outDirect, without.out), -percent(got.outDirect, got.out)},
		} {
			if pair[1] < pair[0]-5 {
				t.Errorf("%s: %s falls from %.1f to %.1f, more than 5 points", name, what, pair[0], pair[1])
			}
		}
	}
}

// A model that knows every topic and claims what lies beside them is no help:
// of thirty lines it may claim three.
func TestAModelThatClaimsTooMuch(t *testing.T) {
	g := intenttest.Guide(t)
	know := knower(g, nil)
	for claims, want := range map[int]bool{0: true, 3: true, 4: false, 30: false} {
		var mu sync.Mutex
		left := claims
		_, v := adviser(t, g, func(q llmtest.Question) llmtest.Reply {
			mu.Lock()
			defer mu.Unlock()
			if know(q.Message) == "" && left > 0 {
				left--
				return first(q)
			}
			return llmtest.ByTitle(know)(q)
		})
		if v.Outside != 30 || v.Claimed != claims || v.Passed != want {
			t.Errorf("a model that claims %d lines: got %+v, want 30 asked and passed %v", claims, v, want)
		}
	}
}

// wrong answers surely with a topic that is never the right one.
func wrong(know func(string) string, step int) func(llmtest.Question) llmtest.Reply {
	return func(q llmtest.Question) llmtest.Reply {
		right := know(q.Message)
		at := 0
		for i, o := range q.Topics {
			if o.Title == right {
				at = i
			}
		}
		return llmtest.Choose(q.Topics[(at+step)%len(q.Topics)].ID, "high")
	}
}

func first(q llmtest.Question) llmtest.Reply { return llmtest.Choose(q.Topics[0].ID, "high") }

func TestAnUntrustedModelIsNotAsked(t *testing.T) {
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
	s := llmtest.New(t, first)
	a := advice.New(llmtest.Model(t, s), g)
	r := m.Match("goi ra thi may bao loi gi do la lam")
	r.Intent = intent.KindAsk
	if got, err := a.Advise(t.Context(), "u", advice.Line{Text: "goi ra thi may bao loi gi do la lam", Read: r}); llm.OutcomeOf(err) != llm.Untrusted || got.Result.Intent != intent.KindAsk {
		t.Errorf("before the exam: got %v, %v; want the matcher's result, untrusted", got.Result.Intent, err)
	}
	if n := len(s.Asked()); n != 0 {
		t.Errorf("%d requests, want 0", n)
	}
}

func TestOnlyWhatIsUnsureIsAsked(t *testing.T) {
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
	s := llmtest.New(t, llmtest.ByTitle(knower(g, nil)))
	a := advice.New(llmtest.Model(t, s), g)
	if v, err := a.Examine(t.Context()); err != nil || !v.Passed {
		t.Fatal(v, err)
	}
	s.Forget()
	for _, line := range []string{
		"bị lỗi FROM_NUMBER_NOT_FOUND", "cho em gặp nhân viên", "ok", "👍👍👍", "call-vn-1-7EOLB370OL-1751008322600", "ACCOUNT_LOCKED",
	} {
		if _, err := a.Advise(t.Context(), "u", advice.Line{Text: line, Read: m.Match(line)}); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	for _, q := range s.Asked() {
		t.Errorf("asked about %q", q.Message)
	}
}

func TestTheUsersNameDoesNotLeave(t *testing.T) {
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
	s := llmtest.New(t, llmtest.ByTitle(knower(g, nil)))
	a := advice.New(llmtest.Model(t, s), g)
	if _, err := a.Examine(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Forget()
	line := "Thảo báo là gọi cho ai cũng lạ lạ sao đó, số 0987654321"
	r := m.Match(line)
	r.Intent = intent.KindAsk
	if _, err := a.Advise(t.Context(), "u", advice.Line{Text: line, Read: r, Names: []string{"Thảo Vy"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.Asked()[0].User; strings.Contains(got, "Thảo") || strings.Contains(got, "0987654321") || !strings.Contains(got, "lạ lạ") {
		t.Errorf("sent %s", got)
	}
}

func TestAnExamThatCannotBeHeldChangesNothing(t *testing.T) {
	g := intenttest.Guide(t)
	s := llmtest.New(t, llmtest.ByTitle(knower(g, nil)))
	a := advice.New(llmtest.Model(t, s), g)
	if v, err := a.Examine(t.Context()); err != nil || !v.Passed {
		t.Fatal(v, err)
	}
	s.Answer(func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Status: 401} })
	if _, err := a.Examine(t.Context()); llm.OutcomeOf(err) != llm.Denied || !a.Trusted() {
		t.Errorf("got %v, trusted %v; want the error, and still trusted", err, a.Trusted())
	}
}

func TestTrustIsEarnedForADay(t *testing.T) {
	g := intenttest.Guide(t)
	know := llmtest.ByTitle(knower(g, nil))
	synctest.Test(t, func(t *testing.T) {
		var lies atomic.Bool
		asked := 0
		a := advice.New(llmtest.Wired(t, llm.Config{}, llmtest.Transport(func(q llmtest.Question) llmtest.Reply {
			asked++
			if lies.Load() {
				return llmtest.None()
			}
			return know(q)
		})), g)
		examine := func() {
			if _, err := a.Examine(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		examine()
		time.Sleep(24*time.Hour - time.Second)
		if !a.Trusted() {
			t.Error("within the day: not trusted")
		}
		time.Sleep(time.Second)
		if a.Trusted() {
			t.Error("a day later: still trusted")
		}
		before := asked
		examine()
		if !a.Trusted() || asked == before {
			t.Errorf("after another exam of %d questions: trusted %v; want it asked again, and trusted", asked-before, a.Trusted())
		}
		lies.Store(true)
		examine()
		if a.Trusted() {
			t.Error("after it went wrong: still trusted")
		}
	})
}

func TestALargeGuideIsCutToAShortlist(t *testing.T) {
	g := &kb.Guide{Version: "v"}
	for i := range 200 {
		g.Topics = append(g.Topics, kb.Topic{ID: fmt.Sprintf("E_%d", i), Title: fmt.Sprintf("E_%d", i), Phrases: []string{fmt.Sprintf("máy báo tình trạng số %d rất lạ hôm nay", i)}})
	}
	s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
		for _, o := range q.Topics {
			if strings.Contains(q.Message, " "+strings.TrimPrefix(o.Title, "E_")+" ") {
				return llmtest.Choose(o.ID, "high")
			}
		}
		return llmtest.None()
	})
	a := advice.New(llmtest.Model(t, s), g)
	if v, err := a.Examine(t.Context()); err != nil || !v.Passed {
		t.Fatal(v, err)
	}
	got, err := a.Advise(t.Context(), "u", advice.Line{
		Text: "máy báo tình trạng số 177 rất lạ", Read: intent.Result{Intent: intent.KindAsk, Candidates: []intent.Candidate{{Topic: "E_3"}}},
	})
	if err != nil || len(got.Result.Candidates) == 0 || got.Result.Candidates[0].Topic != "E_177" {
		t.Errorf("got %+v, %v; want E_177 offered first", got.Result.Candidates, err)
	}
	for _, q := range s.Asked() {
		if len(q.Topics) > llm.MaxOptions {
			t.Fatalf("%d topics in a question", len(q.Topics))
		}
	}
}
