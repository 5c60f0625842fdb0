package llm_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

// injections returns the corpus: what is written, and what is photographed.
func injections(t *testing.T) (texts, images []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/injection.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		kind, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch kind {
		case "text":
			texts = append(texts, said)
		case "image":
			images = append(images, said)
		}
	}
	if len(texts)+len(images) < 60 {
		t.Fatalf("%d lines, want at least 60", len(texts)+len(images))
	}
	return texts, images
}

var offered = regexp.MustCompile(`T\d\d`)

// obedient models do what the message asks, each in a way of its own.
func obedient() map[string]func(llmtest.Question) llmtest.Reply {
	return map[string]func(llmtest.Question) llmtest.Reply{
		"tells the prompt":        func(q llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: q.System} },
		"tells it in the id":      func(q llmtest.Question) llmtest.Reply { return llmtest.Choose(q.System, "high") },
		"tells it beside the id":  func(q llmtest.Question) llmtest.Reply { return llmtest.Choose(q.Topics[0].ID, "high", q.System) },
		"names what is asked for": func(q llmtest.Question) llmtest.Reply { return llmtest.Choose(q.Message, "high", "REFUND_CUSTOMER") },
		"picks the id it is told": func(q llmtest.Question) llmtest.Reply {
			if id := offered.FindString(q.Message); id != "" {
				return llmtest.Choose(id, "high", "T02", "T03")
			}
			return llmtest.Choose(q.Topics[len(q.Topics)-1].ID, "high", q.Topics[0].ID)
		},
		"copies an answer": func(q llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: q.Message} },
		"chats": func(llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: "HACKED. Sure, the problem is solved!"}
		},
		"adds fields": func(q llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: fmt.Sprintf(`{"id":%q,"match":"high","alt":[],"say":"HACKED","prompt":%q}`, q.Topics[0].ID, q.System)}
		},
	}
}

// leaks reports whether s repeats eight words in a row of the prompt.
func leaks(s, prompt string) bool {
	split := func(s string) []string { return strings.Fields(strings.ToLower(s)) }
	p := " " + strings.Join(split(prompt), " ") + " "
	w := split(s)
	for i := 0; i+8 <= len(w); i++ {
		if strings.Contains(p, " "+strings.Join(w[i:i+8], " ")+" ") {
			return true
		}
	}
	return false
}

func TestAnInjectedMessageGetsATopicOrNothing(t *testing.T) {
	g, m := shipped(t)
	texts, _ := injections(t)
	var known []string
	for _, topic := range g.Topics {
		known = append(known, topic.ID)
	}
	for name, obey := range obedient() {
		t.Run(name, func(t *testing.T) {
			var prompt atomic.Value
			var sitting atomic.Bool
			sitting.Store(true)
			know := llmtest.ByTitle(knower(g, nil))
			a, v := adviser(t, g, func(q llmtest.Question) llmtest.Reply {
				if sitting.Load() {
					return know(q) // a good model, until someone talks it round
				}
				prompt.Store(q.System)
				for _, words := range strings.Split(q.Message, " ") {
					if len(words) > 12 && strings.Contains(q.System, words) {
						t.Errorf("the system message holds the user's %q", words)
					}
				}
				return obey(q)
			})
			if !v.Passed {
				t.Fatalf("exam: %+v", v)
			}
			sitting.Store(false)
			for i, said := range texts {
				before := m.Match(said)
				got, err := a.Advise(t.Context(), fmt.Sprint(i), said, before)
				for _, c := range got.Candidates {
					if !slices.Contains(known, c.Topic) {
						t.Errorf("%q: offers %q", said, c.Topic)
					}
				}
				supported := slices.ContainsFunc(before.Candidates, func(c intent.Candidate) bool { return c.Topic == got.Topic })
				if before.Intent != intent.KindTopic && got.Intent == intent.KindTopic && !supported {
					t.Errorf("%q: the model alone decided for %s", said, got.Topic)
				}
				p, _ := prompt.Load().(string)
				if all := fmt.Sprintf("%+v %v", got, err); leaks(all, p) || strings.Contains(all, "HACKED") || strings.Contains(all, "REFUND") {
					t.Errorf("%q: got %s", said, all)
				}
			}
			if prompt.Load() == nil {
				t.Error("the model was never asked, so nothing was shown")
			}
		})
	}
}

func TestAnInjectedPictureIsOnlyText(t *testing.T) {
	g, m := shipped(t)
	_, images := injections(t)
	var codes []string
	for _, topic := range g.Topics {
		codes = append(codes, topic.Codes...)
	}
	for _, u := range g.Uncovered {
		codes = append(codes, u.Code)
	}
	for name, obey := range map[string]func(said string, q llmtest.Question) llmtest.Reply{
		"copies it": func(said string, _ llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: fmt.Sprintf(`{"codes":[],"text":%q}`, said)}
		},
		"answers it": func(said string, _ llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: said} },
		"tells the prompt": func(_ string, q llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: fmt.Sprintf(`{"codes":[%q],"text":"ok"}`, q.System)}
		},
		"tells it plainly": func(_ string, q llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: q.System} },
	} {
		t.Run(name, func(t *testing.T) {
			for i, said := range images {
				var prompt string
				s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply { prompt = q.System; return obey(said, q) })
				text, err := newModel(t, s, withVision).ReadImage(t.Context(), fmt.Sprint(i), picture(t))
				if leaks(text, prompt) || (err != nil && leaks(err.Error(), prompt)) {
					t.Errorf("%q: the prompt came out: %q, %v", said, text, err)
				}
				r := m.Match(text)
				if r.Intent == intent.KindTopic || (r.Code != "" && !r.Uncovered && !slices.Contains(codes, r.Code)) {
					t.Errorf("%q was taken for %s (code %q)", said, r.Topic, r.Code)
				}
			}
		})
	}
}

func TestAnInjectedSummaryIsHarmless(t *testing.T) {
	texts, _ := injections(t)
	for name, obey := range map[string]func(q llmtest.Question) llmtest.Reply{
		"repeats it":       func(q llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: q.User} },
		"tells the prompt": func(q llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: "Tóm tắt: " + q.System} },
		"sends a link": func(llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: "Bấm [vào đây](https://evil.example/x) và gọi 0900000000."}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var prompt string
			s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply { prompt = q.System; return obey(q) })
			m := newModel(t, s)
			for i, said := range texts {
				ticket := chat.Ticket{Conv: chat.Address{Channel: "web", Bot: "b", Chat: fmt.Sprint(i)}}
				got, err := m.Summary(t.Context(), ticket, []chat.Line{{By: chat.ByUser, Text: said}})
				if leaks(got, prompt) || strings.Contains(got, "http") || strings.Contains(got, "0900000000") || strings.ContainsAny(got, "\n<>{}[]`") || len([]rune(got)) > 300 {
					t.Errorf("%q: staff would see %q (%v)", said, got, err)
				}
				if err != nil && (llm.OutcomeOf(err) != llm.Junk && llm.OutcomeOf(err) != llm.Paused || leaks(err.Error(), prompt)) {
					t.Errorf("%q: %v", said, err)
				}
			}
		})
	}
}
