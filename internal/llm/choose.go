package llm

import (
	"context"
	"slices"
	"time"
)

// MaxOptions is how many topics fit one question. A guide with more is cut to
// a shortlist by the caller: strict schemas have limits on their enums, and
// models choose worse among more.
const MaxOptions = 40

// Option is one topic, or one answer, to choose from.
type Option struct {
	ID    string `json:"-"` // ours; the model never sees it
	Title string `json:"title"`
	Hint  string `json:"hint,omitempty"`
}

// Line is what a user wrote, and what the model is asked about it: which topic
// it is about and, where a screen stood before its writer, what it does there.
// One request asks both.
type Line struct {
	Text   string
	Topics []Option
	Screen *Screen // nil: nothing was asked
}

// Screen is a question of the assistant's that a user was looking at.
type Screen struct {
	Words   string   // of the question
	About   string   // the title of the topic under way; may be empty
	Answers []Option // the closed set, in the order of its buttons
	Moves   []string // what else a line may do there; the prompt explains each
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

// Choice is a checked answer: every topic, answer and move in it is one of those
// offered.
type Choice struct {
	Topic  string // empty: none of them
	Match  Match
	Alt    []string // at most two others that fit, best first
	Answer string   // the answer to the screen that the line gives; empty: none
	Move   string   // what else it does there; empty: nothing
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

// Choose asks what a line is about and what it does. user is the conversation
// that pays for it. The words are redacted before they are sent. On any failure
// the error is a *Failure and comes within Config.Timeout.
func (m *Model) Choose(ctx context.Context, user string, l Line) (Choice, error) {
	l, key, err := m.ask(l)
	if err != nil {
		return Choice{}, err
	}
	if hit, ok := m.choices.Get(key); ok && m.now().Before(hit.until) {
		m.observe("choose", Cached, 0)
		return hit.choice.clone(), nil
	}
	got, err, _ := m.flight.Do(key, func() (any, error) {
		return m.chooseFresh(ctx, call{"choose", words, user, m.cfg.Timeout}, l, key)
	})
	if err != nil {
		return Choice{}, err
	}
	c, _ := got.(Choice)
	return c.clone(), nil
}

// ChooseForExam is Choose for an exam: the answer is never taken from memory,
// no conversation pays for it, and it has Config.ExamTimeout.
func (m *Model) ChooseForExam(ctx context.Context, l Line) (Choice, error) {
	l, key, err := m.ask(l)
	if err != nil {
		return Choice{}, err
	}
	return m.chooseFresh(ctx, call{"exam", words, "", m.cfg.ExamTimeout}, l, key)
}

// ask checks a line and returns it as it is sent, and the question's key.
func (m *Model) ask(l Line) (sent Line, key string, err error) {
	if !m.Enabled() {
		return l, "", &Failure{Outcome: Off}
	}
	if len(l.Topics) == 0 || len(l.Topics) > MaxOptions || (l.Screen != nil && len(l.Screen.Answers) > MaxOptions) {
		return l, "", &Failure{Outcome: Rejected, Detail: "options"}
	}
	l.Text = tidy(m.redactor.Redact(l.Text))
	if l.Screen != nil {
		s := *l.Screen
		s.Words, s.About = tidy(m.redactor.Redact(s.Words)), tidy(s.About)
		l.Screen = &s
	}
	return l, m.choiceKey(l), nil
}

func (m *Model) chooseFresh(ctx context.Context, by call, l Line, key string) (Choice, error) {
	q, err := m.question(l, key)
	if err != nil {
		return Choice{}, err
	}
	var c Choice
	_, err = m.call(ctx, by, func(ctx context.Context) (string, error) {
		return m.converse(ctx, m.cfg.Model, q.shape, q.messages, func(s string) (err error) {
			c, err = parseChoice(s, q)
			return err
		})
	})
	if err != nil {
		return Choice{}, err
	}
	keep := keepChoice
	if c.Topic == "" && c.Answer == "" && c.Move == "" {
		keep = keepNone
	}
	m.choices.Add(key, remembered{c, m.now().Add(keep)})
	return c, nil
}

func (c Choice) clone() Choice {
	c.Alt = slices.Clone(c.Alt)
	return c
}
