package llm_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
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
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
	texts, _ := injections(t)
	var known []string
	var options []llm.Option
	for _, topic := range g.Topics {
		known = append(known, topic.ID)
		options = append(options, llm.Option{ID: topic.ID, Title: topic.Title, Hint: topic.Intro})
	}
	for name, obey := range obedient() {
		t.Run(name, func(t *testing.T) {
			var q llmtest.Question
			model := llmtest.Wired(t, llm.Config{}, llmtest.Transport(func(asked llmtest.Question) llmtest.Reply { q = asked; return obey(asked) }))
			for _, said := range texts {
				q = llmtest.Question{}
				before := m.Match(said)
				choice, err := model.Choose(t.Context(), said, llm.Line{Text: said, Topics: options})
				if q.System == "" {
					t.Fatalf("%q: the model was not asked: %v", said, err)
				}
				if got := fmt.Sprintf("%+v %v", choice, err); leaks(got, q.System) || strings.Contains(got, "HACKED") || strings.Contains(got, "REFUND") {
					t.Errorf("%q: got %s", said, got)
				}
				after := advice.Settle(before, choice)
				for _, c := range append(after.Candidates, intent.Candidate{Topic: choice.Topic}) {
					if c.Topic != "" && !slices.Contains(known, c.Topic) {
						t.Errorf("%q: %q came out", said, c.Topic)
					}
				}
				supported := slices.ContainsFunc(before.Candidates, func(c intent.Candidate) bool { return c.Topic == after.Topic })
				if before.Intent != intent.KindTopic && after.Intent == intent.KindTopic && !supported {
					t.Errorf("%q: the model alone decided for %s", said, after.Topic)
				}
				for _, word := range strings.Fields(said) {
					if len(word) > 14 && strings.Contains(q.System, word) {
						t.Errorf("the system message holds the user's %q", word)
					}
				}
			}
		})
	}
}

func TestAnInjectedPictureIsOnlyText(t *testing.T) {
	g, m := intenttest.Guide(t), intenttest.Matcher(t)
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
				text, err := llmtest.Model(t, s, withVision).ReadImage(t.Context(), fmt.Sprint(i), picture(t))
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
			m := llmtest.Model(t, s)
			for i, said := range texts {
				ticket := chat.Ticket{Conv: chat.Address{Channel: "web", Bot: "b", Chat: fmt.Sprint(i)}}
				got, err := m.Summary(t.Context(), ticket, []chat.Line{{By: chat.ByUser, Text: said}})
				if leaks(got, prompt) || strings.Contains(got, "http") || strings.Contains(got, "0900000000") || strings.ContainsAny(got, "\n<>{}[]`") || len([]rune(got)) > 300 {
					t.Errorf("%q: staff would see %q (%v)", said, got, err)
				}
				if err != nil && (llm.OutcomeOf(err) != llm.Junk || leaks(err.Error(), prompt)) {
					t.Errorf("%q: %v", said, err)
				}
			}
		})
	}
}
