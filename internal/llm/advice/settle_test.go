package advice

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hotro/internal/intent"
	"hotro/internal/llm"
)

// cands reads "A .6, B .4" without the scores mattering.
func cands(s string) []intent.Candidate {
	var out []intent.Candidate
	for i, t := range strings.Fields(s) {
		out = append(out, intent.Candidate{Topic: t, Score: 0.5 - float64(i)/10})
	}
	return out
}

func TestSettle(t *testing.T) {
	for _, tc := range []struct {
		name   string
		kind   intent.Kind
		cands  string
		choice llm.Choice
		want   string // "topic A" or "ask A B C" or "none"
	}{
		{"sure and supported", intent.KindAsk, "A B C", llm.Choice{Topic: "B", Match: llm.High}, "topic B"},
		{"sure without support", intent.KindAsk, "A B C", llm.Choice{Topic: "X", Match: llm.High}, "ask X A B"},
		{"sure, nothing found", intent.KindNone, "", llm.Choice{Topic: "X", Match: llm.High}, "ask X"},
		{"sure, weak candidate", intent.KindNone, "X", llm.Choice{Topic: "X", Match: llm.High}, "topic X"},
		{"in part", intent.KindAsk, "A B C", llm.Choice{Topic: "C", Match: llm.Partial, Alt: []string{"X"}}, "ask C A B"},
		{"in part, little found", intent.KindAsk, "A", llm.Choice{Topic: "X", Match: llm.Partial, Alt: []string{"Y", "Z"}}, "ask X A Y"},
		{"in part, nothing found", intent.KindNone, "", llm.Choice{Topic: "X", Match: llm.Partial, Alt: []string{"Y"}}, "ask X Y"},
		{"low", intent.KindAsk, "A B", llm.Choice{Topic: "X", Match: llm.Low}, "ask A B"},
		{"none takes nothing away", intent.KindAsk, "A B", llm.Choice{Match: llm.Low}, "ask A B"},
		{"none of nothing", intent.KindNone, "", llm.Choice{Match: llm.Low}, "none"},
		{"decided already", intent.KindTopic, "A B", llm.Choice{Topic: "B", Match: llm.High}, "topic A"},
		{"a person is asked for", intent.KindHuman, "A B", llm.Choice{Topic: "B", Match: llm.High}, "human"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := intent.Result{Intent: tc.kind, Candidates: cands(tc.cands)}
			if tc.kind == intent.KindTopic {
				r.Topic = r.Candidates[0].Topic
			}
			if got := describe(Settle(r, tc.choice)); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func describe(r intent.Result) string {
	switch r.Intent {
	case intent.KindTopic:
		return "topic " + r.Topic
	case intent.KindAsk:
		s := "ask"
		for _, c := range r.Candidates {
			s += " " + c.Topic
		}
		return s
	default:
		return string(r.Intent)
	}
}

func TestACodeDecidesAgainstAnyModel(t *testing.T) {
	for name, r := range map[string]intent.Result{
		"no document covers it": {Intent: intent.KindNone, Code: "ACCOUNT_LOCKED", Uncovered: true, Candidates: cands("A")},
		"a piece of a code":     {Intent: intent.KindAsk, Partial: true, Candidates: cands("A B")},
	} {
		if d := cmp.Diff(r, Settle(r, llm.Choice{Topic: "A", Match: llm.High})); d != "" || Unsure(r) {
			t.Errorf("%s: settled otherwise (-want +got):\n%s", name, d)
		}
	}
}

func TestSettleProperties(t *testing.T) {
	topic := rapid.SampledFrom([]string{"", "A", "B", "C", "D", "E"})
	rapid.Check(t, func(t *rapid.T) {
		r := intent.Result{Intent: rapid.SampledFrom([]intent.Kind{intent.KindAsk, intent.KindNone}).Draw(t, "intent")}
		for _, k := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C", "D", "E"}), 0, 3, rapid.ID[string]).Draw(t, "candidates") {
			r.Candidates = append(r.Candidates, intent.Candidate{Topic: k})
		}
		c := llm.Choice{
			Topic: topic.Draw(t, "topic"), Match: rapid.SampledFrom([]llm.Match{llm.High, llm.Partial, llm.Low}).Draw(t, "match"),
			Alt: rapid.SliceOfN(rapid.SampledFrom([]string{"A", "B", "C", "D", "E"}), 0, 2).Draw(t, "alt"),
		}
		before := append([]intent.Candidate(nil), r.Candidates...)
		got := Settle(r, c)
		if d := cmp.Diff(before, r.Candidates); d != "" {
			t.Fatalf("the given result was changed:\n%s", d)
		}
		if len(got.Candidates) > 3 {
			t.Fatalf("%d buttons", len(got.Candidates))
		}
		seen := map[string]bool{}
		for _, k := range got.Candidates {
			if k.Topic == "" || seen[k.Topic] {
				t.Fatalf("buttons %v", got.Candidates)
			}
			seen[k.Topic] = true
		}
		for _, k := range before[:min(2, len(before))] {
			if !seen[k.Topic] {
				t.Fatalf("%s was among the two best and is gone from %v", k.Topic, got.Candidates)
			}
		}
		if got.Intent == intent.KindTopic && (c.Match != llm.High || got.Topic != c.Topic || !seen[c.Topic]) {
			t.Fatalf("answered %s without support for %+v", got.Topic, c)
		}
	})
}
