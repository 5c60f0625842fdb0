package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"

	"hotro/internal/text"
)

// Proposal is what a model would call a problem, and how users would tell of it. It
// is for a person to accept or not: it is never applied by itself.
type Proposal struct {
	Heading string   `json:"heading"`
	Phrases []string `json:"phrases"`
}

// What a proposal may be: a heading fits a button, a phrase a line of a chat.
const (
	headingRunes = 60
	phraseRunes  = 120
	phrasesMost  = 8
	pageRunes    = 4000 // of what the page says
)

// Propose asks for a heading and phrasings of one problem of a help page. What is
// never sent is redacted.
func (m *Model) Propose(ctx context.Context, heading, says string) (Proposal, error) {
	if !m.Enabled() {
		return Proposal{}, &Failure{Outcome: Off}
	}
	user, err := json.Marshal(struct {
		Heading string `json:"heading"`
		Page    string `json:"page"`
	}{m.redactor.Redact(heading), text.Clip(m.redactor.Redact(says), pageRunes)})
	if err != nil {
		return Proposal{}, fmt.Errorf("model: write the problem: %w", err)
	}
	messages := []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: string(m.proposePrompt)},
		{Role: openai.ChatMessageRoleUser, Content: string(user)},
	}
	var out Proposal
	_, err = m.call(ctx, call{"propose", words, "", m.cfg.ExamTimeout}, func(ctx context.Context) (string, error) {
		return m.converse(ctx, m.cfg.Model, shape{tokens: 800}, messages, func(s string) (err error) {
			out, err = proposal(s, string(m.proposePrompt))
			return err
		})
	})
	return out, err
}

// proposal reads a model's answer: lines of plain words, none of the prompt, none
// twice.
func proposal(s, prompt string) (Proposal, error) {
	s = afterThoughts(s)
	var p Proposal
	if !firstObject(s, func(b []byte) bool {
		p = Proposal{}
		return json.Unmarshal(b, &p) == nil && (p.Heading != "" || len(p.Phrases) > 0)
	}) {
		return Proposal{}, &Failure{Outcome: Junk, Detail: "json"}
	}
	if p.Heading = proposed(p.Heading, prompt); utf8.RuneCountInString(p.Heading) > headingRunes {
		p.Heading = ""
	}
	var phrases []string
	for _, one := range p.Phrases {
		if one = proposed(one, prompt); one != "" && utf8.RuneCountInString(one) <= phraseRunes && !slices.Contains(phrases, one) && len(phrases) < phrasesMost {
			phrases = append(phrases, one)
		}
	}
	p.Phrases = phrases
	if p.Heading == "" && len(phrases) == 0 {
		return Proposal{}, &Failure{Outcome: Empty, Detail: "proposal"}
	}
	return p, nil
}

// proposed makes a line of a document of a model's words: no markup, no comment, no
// address; "" where nothing is left or the prompt is quoted.
func proposed(s, prompt string) string {
	if quotes(s, prompt) || strings.Contains(s, "://") {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("*`#<>[]{}|", r):
			return -1
		}
		return r
	}, s)
	return strings.TrimLeft(strings.Join(strings.Fields(s), " "), "-+ ")
}
