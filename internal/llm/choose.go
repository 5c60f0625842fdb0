package llm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// MaxOptions is how many topics fit one question. A guide with more is cut to
// a shortlist by the caller: strict schemas have limits on their enums, and
// models choose worse among more.
const MaxOptions = 40

// maxText is how many characters of a message the model sees: what a person
// is troubled by stands at the start, or at the end after a long paste.
const maxText = 600

// Option is one topic to choose from.
type Option struct {
	ID    string `json:"-"` // the guide's id; the model never sees it
	Title string `json:"title"`
	Hint  string `json:"hint,omitempty"`
}

// Match is how well a topic fits, in the model's own judgement. Models give
// no usable numbers, so there are three words.
type Match string

// The matches.
const (
	High    Match = "high"
	Partial Match = "partial"
	Low     Match = "low"
)

// Choice is a checked answer: every topic in it is one of the options.
type Choice struct {
	Topic string // empty: none of them
	Match Match
	Alt   []string // at most two others that fit, best first
}

type remembered struct {
	choice Choice
	until  time.Time
}

// How long choices are kept. The guide and the prompt are part of the key, so
// only the model's own change makes one stale.
const (
	keepChoice = 7 * 24 * time.Hour
	keepNone   = 24 * time.Hour
)

// Choose asks which of the topics text is about. user is the conversation
// that pays for it. The text is redacted before it is sent. On any failure the
// error is a *Failure and comes within Config.Timeout.
func (m *Model) Choose(ctx context.Context, user, text string, topics []Option) (Choice, error) {
	text, key, err := m.ask(text, topics)
	if err != nil {
		return Choice{}, err
	}
	if hit, ok := m.choices.Get(key); ok && m.now().Before(hit.until) {
		m.observe("choose", Cached, 0)
		return hit.choice.clone(), nil
	}
	got, err, _ := m.flight.Do(key, func() (any, error) {
		return m.chooseFresh(ctx, call{"choose", words, user, m.cfg.Timeout}, text, key, topics)
	})
	if err != nil {
		return Choice{}, err
	}
	c, _ := got.(Choice)
	return c.clone(), nil
}

// ChooseForExam is Choose for an exam: the answer is never taken from memory,
// no conversation pays for it, and it has Config.ExamTimeout.
func (m *Model) ChooseForExam(ctx context.Context, text string, topics []Option) (Choice, error) {
	text, key, err := m.ask(text, topics)
	if err != nil {
		return Choice{}, err
	}
	return m.chooseFresh(ctx, call{"exam", words, "", m.cfg.ExamTimeout}, text, key, topics)
}

// ask checks a question and returns the text as it is sent, and the question's
// key.
func (m *Model) ask(text string, topics []Option) (sent, key string, err error) {
	if !m.Enabled() {
		return "", "", &Failure{Outcome: Off}
	}
	if len(topics) == 0 || len(topics) > MaxOptions {
		return "", "", &Failure{Outcome: Rejected, Detail: "options"}
	}
	sent = tidy(m.redactor.Redact(text))
	return sent, m.choiceKey(sent, topics), nil
}

func (m *Model) chooseFresh(ctx context.Context, by call, text, key string, topics []Option) (Choice, error) {
	q, err := m.question(text, key, topics)
	if err != nil {
		return Choice{}, err
	}
	var c Choice
	_, err = m.call(ctx, by, func(ctx context.Context) (string, error) {
		return m.converse(ctx, m.cfg.Model, q.shape, q.messages, func(s string) (err error) {
			c, err = parseChoice(s, q.ids)
			return err
		})
	})
	if err != nil {
		return Choice{}, err
	}
	keep := keepChoice
	if c.Topic == "" {
		keep = keepNone
	}
	m.choices.Add(key, remembered{c, m.now().Add(keep)})
	return c, nil
}

func (c Choice) clone() Choice {
	c.Alt = slices.Clone(c.Alt)
	return c
}

// choiceKey names a question: the prompt, the model, the options (and with
// them the guide) and the text.
func (m *Model) choiceKey(text string, topics []Option) string {
	h := sha256.New()
	for _, s := range []string{m.version, m.cfg.BaseURL, m.cfg.Model, strings.ToLower(text)} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	for _, t := range topics {
		fmt.Fprintf(h, "%d:%s%d:%s%d:%s", len(t.ID), t.ID, len(t.Title), t.Title, len(t.Hint), t.Hint)
	}
	return string(h.Sum(nil))
}

// question is one request, with the ids that stand for the topics in it.
type question struct {
	messages []openai.ChatCompletionMessage
	shape    shape
	ids      map[string]string // T07 → topic id
}

// question shuffles the topics and gives them ids that mean something in this
// request only, so that no text can name one. The order follows from the key:
// the same question is put in the same words.
func (m *Model) question(text, key string, topics []Option) (question, error) {
	type row struct {
		ID string `json:"id"`
		Option
	}
	order := rand.New(rand.NewPCG(binary.BigEndian.Uint64([]byte(key[:8])), binary.BigEndian.Uint64([]byte(key[8:16])))).Perm(len(topics))
	q := question{ids: map[string]string{}}
	rows, names := make([]row, len(topics)), make([]string, 0, len(topics)+1)
	for i, at := range order {
		id := fmt.Sprintf("T%02d", i+1)
		rows[i] = row{id, topics[at]}
		names = append(names, id)
		q.ids[id] = topics[at].ID
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return q, fmt.Errorf("model: write the topics: %w", err)
	}
	var system bytes.Buffer
	if err := m.choosePrompt.Execute(&system, struct{ Topics string }{string(list)}); err != nil {
		return q, fmt.Errorf("model: fill the prompt: %w", err)
	}
	user, err := data("message", text)
	if err != nil {
		return q, err
	}
	q.messages = []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: system.String()},
		{Role: openai.ChatMessageRoleUser, Content: user},
	}
	q.shape, err = choiceShape(append(names, none))
	return q, err
}

// data writes a stranger's words as a JSON object: quotes and line ends can't
// close it, and the encoder writes < and > as \u003c and \u003e, so that no
// control token of a model ("<|im_end|>") survives in it.
func data(name, text string) (string, error) {
	b, err := json.Marshal(map[string]string{name: text})
	if err != nil {
		return "", fmt.Errorf("model: write the message: %w", err)
	}
	return string(b), nil
}

const none = "none"

func choiceShape(ids []string) (shape, error) {
	enum := map[string]any{"type": "string", "enum": ids}
	b, err := json.Marshal(map[string]any{
		"type": "object", "additionalProperties": false, "required": []string{"id", "match", "alt"},
		"properties": map[string]any{
			"id":    enum,
			"match": map[string]any{"type": "string", "enum": []Match{High, Partial, Low}},
			"alt":   map[string]any{"type": "array", "items": enum},
		},
	})
	if err != nil {
		return shape{}, errors.New("model: the schema can't be written")
	}
	return shape{name: "choice", schema: b, tokens: 400}, nil
}

// tidy brings a message to the form that is sent and remembered: one space
// between words, not too long.
func tidy(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > maxText {
		r = slices.Concat(r[:maxText*2/3], []rune(" … "), r[len(r)-maxText/3:])
	}
	return string(r)
}
