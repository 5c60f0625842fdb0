package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	openai "github.com/sashabaranov/go-openai"

	"hotro/internal/chat"
	"hotro/internal/text"
)

const (
	summaryLines = 20  // the user's last lines
	summaryRunes = 300 // of the answer
)

// Summary returns at most two sentences for staff on what the user said beyond
// the facts of the ticket; empty when that is nothing. They are the model's
// words about a stranger's words: show them to staff alone, and marked.
func (m *Model) Summary(ctx context.Context, t chat.Ticket, lines []chat.Line) (string, error) {
	if !m.Enabled() {
		return "", &Failure{Outcome: Off}
	}
	said, err := m.conversation(t, lines)
	if err != nil || said == "" {
		return "", err
	}
	messages := []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: string(m.summaryPrompt)},
		{Role: openai.ChatMessageRoleUser, Content: said},
	}
	var out string
	_, err = m.call(ctx, call{"summary", words, t.Conv.String(), 2 * m.cfg.Timeout}, func(ctx context.Context) (string, error) {
		return m.converse(ctx, m.cfg.Model, shape{tokens: 500}, messages, func(s string) (err error) {
			out, err = m.twoSentences(s, string(m.summaryPrompt), t.User.Name)
			return err
		})
	})
	return out, err
}

// conversation writes what the user said as data; empty when they said
// nothing in words.
func (m *Model) conversation(t chat.Ticket, lines []chat.Line) (string, error) {
	type tried struct {
		Step   string `json:"step"`
		Result string `json:"result,omitempty"`
	}
	in := struct {
		Topic string   `json:"topic,omitempty"`
		Tried []tried  `json:"tried,omitempty"`
		User  []string `json:"user"`
	}{Topic: t.Topic}
	for _, p := range t.Path {
		in.Tried = append(in.Tried, tried{m.redactor.Redact(p.Text, t.User.Name), p.Result})
	}
	for _, l := range lines {
		text := l.Text
		if l.Edited != "" {
			text = l.Edited
		}
		if l.By == chat.ByUser && strings.TrimSpace(text) != "" {
			in.User = append(in.User, tidy(m.redactor.Redact(text, t.User.Name)))
		}
	}
	if len(in.User) == 0 {
		return "", nil
	}
	in.User = in.User[max(0, len(in.User)-summaryLines):]
	b, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("model: write the conversation: %w", err)
	}
	return string(b), nil
}

// twoSentences makes a model's free text fit to be shown to staff: one line,
// two sentences, no link, no markup, nothing of the prompt.
func (m *Model) twoSentences(s, prompt, name string) (string, error) {
	s = afterThoughts(s)
	if quotes(s, prompt) {
		return "", &Failure{Outcome: Junk, Detail: "prompt"}
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("*`#<>[]{}|", r):
			return -1
		}
		return r
	}, m.redactor.Redact(s, name))
	s = text.Clip(sentences(text.OneLine(s), 2), summaryRunes)
	if strings.Trim(s, "-–— .") == "" {
		return "", nil
	}
	return s, nil
}

// sentences returns the first n sentences of s.
func sentences(s string, n int) string {
	r := []rune(s)
	for i, c := range r {
		if strings.ContainsRune(".!?…", c) && i+1 < len(r) && r[i+1] == ' ' {
			if n--; n == 0 {
				return string(r[:i+1])
			}
		}
	}
	return s
}

// quotes reports whether s repeats seven words in a row of the prompt: a
// model that was talked into telling what it was told.
func quotes(s, prompt string) bool {
	const n = 7
	has := map[string]bool{}
	p := plainWords(prompt)
	for i := 0; i+n <= len(p); i++ {
		has[strings.Join(p[i:i+n], " ")] = true
	}
	w := plainWords(s)
	for i := 0; i+n <= len(w); i++ {
		if has[strings.Join(w[i:i+n], " ")] {
			return true
		}
	}
	return false
}

func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
