package llm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

var topics = []llm.Option{
	{ID: "FROM_NUMBER_NOT_FOUND", Title: "FROM_NUMBER_NOT_FOUND", Hint: "mất hotline"},
	{ID: "AGENT_FROM_NOT_FOUND", Title: "AGENT_FROM_NOT_FOUND", Hint: "mất agent"},
	{ID: "GET_USER_MEDIA_ERROR", Title: "GET_USER_MEDIA_ERROR", Hint: "micro"},
}

func mic(string) string { return "GET_USER_MEDIA_ERROR" }

func TestAChoiceIsOneOfTheTopics(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "mic ko lên tiếng", Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(llm.Choice{Topic: "GET_USER_MEDIA_ERROR", Match: llm.High}, got); d != "" {
		t.Errorf("choice (-want +got):\n%s", d)
	}
	q := s.Asked()[0]
	if q.Format != "json_schema" || q.Message != "mic ko lên tiếng" || q.Model != "test-model" {
		t.Errorf("asked %q for %q of %q, want the schema, the text and the model", q.Format, q.Message, q.Model)
	}
	if q.Temperature == nil || *q.Temperature > 1e-30 {
		t.Errorf("temperature: got %v, want next to nothing", q.Temperature)
	}
	ids := make([]string, 0, 4)
	for _, o := range q.Topics {
		ids = append(ids, o.ID)
	}
	if want := append(ids, "none"); !slices.Equal(q.Enum, want) {
		t.Errorf("the schema allows %v, want %v", q.Enum, want)
	}
}

func TestOtherTopicsComeAlongCheckedAndCut(t *testing.T) {
	s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
		return llmtest.Choose(q.Topics[0].ID, "partial", q.Topics[0].ID, "T99", q.Topics[1].ID, q.Topics[1].ID, q.Topics[2].ID)
	})
	got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "không gọi được", Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	title := s.Asked()[0].Topics
	if d := cmp.Diff(llm.Choice{Topic: title[0].Title, Match: llm.Partial, Alt: []string{title[1].Title, title[2].Title}}, got); d != "" {
		t.Errorf("choice (-want +got):\n%s", d)
	}
}

func TestIDsMeanSomethingInOneRequestOnly(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	m := llmtest.Model(t, s)
	first := map[string]bool{}
	for n := range 30 { // by chance, one of three is first each time in one of 10¹³ runs
		if _, err := m.Choose(t.Context(), "u", llm.Line{Text: fmt.Sprint("câu hỏi ", n), Topics: topics}); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range s.Asked() {
		first[q.Topics[0].Title] = true
		if strings.Contains(q.User, "FROM_NUMBER") {
			t.Errorf("the user's message holds a topic: %q", q.User)
		}
	}
	if len(first) < 2 {
		t.Errorf("T01 was always %v, want the order to differ between questions", first)
	}
}

func TestTheSameQuestionIsAskedOnce(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	m := llmtest.Model(t, s)
	for _, text := range []string{"Mic  không LÊN tiếng", "mic không lên tiếng", "mic\nkhông lên tiếng"} {
		if _, err := m.Choose(t.Context(), "u", llm.Line{Text: text, Topics: topics}); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(s.Asked()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
	other := slices.Clone(topics)
	other[0].Hint = "hướng dẫn mới"
	if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "mic không lên tiếng", Topics: other}); err != nil {
		t.Fatal(err)
	}
	if got := len(s.Asked()); got != 2 {
		t.Errorf("%d requests after the guide changed, want 2", got)
	}
}

func TestAServerWithoutSchemasIsLearnt(t *testing.T) {
	for _, tc := range []struct {
		name    string
		unknown []string
		format  string
		first   int // requests for the first question
	}{
		{"all known", nil, "json_schema", 1},
		{"objects only", []string{"json_schema"}, "json_object", 2},
		{"text only", []string{"json_schema", "json_object"}, "", 3},
		{"no temperature", []string{"temperature"}, "json_schema", 2},
		{"old token limit", []string{"max_completion_tokens"}, "json_schema", 2},
		{"nothing at all", []string{"json_schema", "json_object", "temperature", "max_completion_tokens"}, "", 5},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := llmtest.New(t, llmtest.Picky(llmtest.ByTitle(mic), tc.unknown...))
			m := llmtest.Model(t, s)
			for i, want := range []int{tc.first, 1} {
				s.Forget()
				got, err := m.Choose(t.Context(), "u", llm.Line{Text: []string{"câu một", "câu hai"}[i], Topics: topics})
				if err != nil || got.Topic != "GET_USER_MEDIA_ERROR" {
					t.Fatalf("question %d: got %+v, %v", i+1, got, err)
				}
				if n := len(s.Asked()); n != want {
					t.Errorf("question %d took %d requests, want %d", i+1, n, want)
				}
			}
			if got := s.Asked()[0].Format; got != tc.format {
				t.Errorf("settled on %q, want %q", got, tc.format)
			}
		})
	}
}

func TestAModelThatThinksGetsNoTemperature(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	m := llmtest.Model(t, s, func(c *llm.Config) { c.Model, c.Effort = "gpt-5-mini", "minimal" })
	if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics}); err != nil {
		t.Fatal(err)
	}
	if q := s.Asked()[0]; q.Temperature != nil || q.Tokens["max_completion_tokens"] < 300 {
		t.Errorf("temperature %v, tokens %v; want none, and room to think", q.Temperature, q.Tokens)
	}
}

func TestAnswersInManyDresses(t *testing.T) {
	for name, dress := range map[string]func(string) string{
		"fence":    func(s string) string { return "```json\n" + s + "\n```" },
		"words":    func(s string) string { return "Sure! Here is {the} answer: " + s + " Hope it helps." },
		"thoughts": func(s string) string { return "<think>maybe {\"id\":\"T99\"}</think>\n" + s },
		"list":     func(s string) string { return "[" + s + "]" },
	} {
		t.Run(name, func(t *testing.T) {
			s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
				r := llmtest.ByTitle(mic)(q)
				r.Content = dress(r.Content)
				return r
			})
			got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics})
			if err != nil || got.Topic != "GET_USER_MEDIA_ERROR" || got.Match != llm.High {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	t.Run("parts", func(t *testing.T) {
		s := llmtest.New(t, func(llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Body: `{"choices":[{"message":{"role":"assistant","content":[{"type":"text","text":"{\"id\":\"none\",\"match\":\"low\",\"alt\":[]}"}]}}]}`}
		})
		if got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "giá bao nhiêu", Topics: topics}); err != nil || got.Topic != "" {
			t.Errorf("got %+v, %v; want none", got, err)
		}
	})
	t.Run("prose names one", func(t *testing.T) {
		s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Content: "The message is about " + q.Topics[1].ID + "."}
		})
		got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics})
		if err != nil || got.Match != llm.Partial || got.Topic != s.Asked()[0].Topics[1].Title {
			t.Errorf("got %+v, %v; want the named topic, partial at most", got, err)
		}
	})
}

func TestMoreTopicsThanAQuestionHolds(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	_, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: make([]llm.Option, llm.MaxOptions+1)})
	if got := llm.OutcomeOf(err); got != llm.Rejected {
		t.Errorf("got %v, want it rejected before it is sent", err)
	}
	if n := len(s.Asked()); n != 0 {
		t.Errorf("%d requests, want 0", n)
	}
}

func TestNoModelIsNoTrouble(t *testing.T) {
	m, err := llm.New(llm.Config{Model: "x"}, llm.Options{})
	if m != nil || err != nil {
		t.Fatalf("got %v, %v; want none", m, err)
	}
	if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics}); llm.OutcomeOf(err) != llm.Off {
		t.Errorf("got %v, want off", err)
	}
	if m.Enabled() || m.Sees() || m.Hears() {
		t.Error("a model that is not there is on")
	}
}

func TestConfigNamesEveryFault(t *testing.T) {
	err := llm.Config{BaseURL: "api.openai.com", Timeout: -1, DailyCalls: -1}.Check()
	for _, want := range []string{"OPENAI_BASE_URL", "OPENAI_TIMEOUT", "OPENAI_DAILY_CALLS"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s named", err, want)
		}
	}
	if err := (llm.Config{Timeout: -1}).Check(); err != nil {
		t.Errorf("without a model nothing matters: got %v", err)
	}
}

// onScreen is a line said to a question.
func onScreen(text, words string) llm.Line {
	return llm.Line{Text: text, Topics: topics, Screen: &llm.Screen{
		Words: words, About: "micro", Answers: []llm.Option{{ID: "ok", Title: "Gọi được rồi"}, {ID: "no", Title: "Vẫn lỗi"}}, Moves: []string{"hold", "person"},
	}}
}

func TestWhatALineDoesIsOneOfWhatIsOffered(t *testing.T) {
	var does string
	s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
		for _, a := range q.Answers {
			if a.Title == does {
				return llmtest.Does(a.ID)
			}
		}
		return llmtest.Does(does)
	})
	m := llmtest.Model(t, s)
	for i, tc := range []struct {
		does string
		want llm.Choice
		fail llm.Outcome
	}{
		{"Vẫn lỗi", llm.Choice{Match: llm.Low, Answer: "no"}, llm.OK},
		{"hold", llm.Choice{Match: llm.Low, Move: "hold"}, llm.OK},
		{"none", llm.Choice{Match: llm.Low}, llm.OK},
		{"", llm.Choice{Match: llm.Low}, llm.OK},
		{"done", llm.Choice{}, llm.UnknownID}, // a move that this screen has not
		{"S03", llm.Choice{}, llm.UnknownID},
		{"ok", llm.Choice{}, llm.UnknownID}, // our name of an answer, which the model was not told
	} {
		does = tc.does
		got, err := m.Choose(t.Context(), "u", onScreen(strings.Repeat("y chang ", i+1), "Gọi lại được chưa ạ?"))
		if d := cmp.Diff(tc.want, got); d != "" || llm.OutcomeOf(err) != tc.fail {
			t.Errorf("%q: got %v, want %v; choice (-want +got):\n%s", tc.does, err, tc.fail, d)
		}
	}
}

func TestTheSameLineAtAnotherQuestionIsAnotherQuestion(t *testing.T) {
	s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply { return llmtest.Does(q.Answers[0].ID) })
	m := llmtest.Model(t, s)
	for _, words := range []string{"Gọi lại được chưa ạ?", "Gọi lại được chưa ạ?", "Anh/chị bật Micrô rồi gọi lại ạ."} {
		if _, err := m.Choose(t.Context(), "u", onScreen("y chang", words)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.Asked()); n != 2 {
		t.Errorf("%d requests for one line at two questions, want 2", n)
	}
	if q := s.Asked()[1]; q.Assistant != "Anh/chị bật Micrô rồi gọi lại ạ." || q.About != "micro" {
		t.Errorf("asked with %q about %q", q.Assistant, q.About)
	}
}

func TestWhatTheBotSaidIsRedactedToo(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.None() })
	if _, err := llmtest.Model(t, s).Choose(t.Context(), "u", onScreen("ừ", "Số 0912345678 còn gọi được không ạ?")); err != nil {
		t.Fatal(err)
	}
	if got := s.Asked()[0].User; strings.Contains(got, "0912345678") || !strings.Contains(got, "[PHONE]") {
		t.Errorf("sent %s", got)
	}
}
