package advice

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/text"
)

// Adviser asks a model about the topics of one guide. It belongs to the
// guide: a new one is made when the documents change. A nil Adviser advises
// nothing.
type Adviser struct {
	model   *llm.Model
	options []llm.Option
	terms   []map[string]bool // words of each topic, for a shortlist
	exam    []examQuestion
	screens []examScreen
	remedy  map[string]string
	until   atomic.Int64 // a pass is good until then, in Unix nanoseconds
	hears   atomic.Bool  // it told in the exam what lines do on screens
}

// Line is what to advise on: what a user wrote, what the matcher made of it,
// and the question on the user's screen.
type Line struct {
	Text   string
	Read   intent.Result
	Screen *llm.Screen // nil: nothing was asked
	Names  []string    // taken out of all words besides those that are recognised
}

// Advice is what a line comes to with a model's word on it.
type Advice struct {
	Result intent.Result // the matcher's, settled with the model's choice
	Chose  bool          // the model named a topic
	Answer string        // the answer that the line gives to the screen; empty: none
	Move   string        // what else the line does there; empty: nothing
}

// New returns the adviser for g; nil when there is no model. It gives
// no advice until the model has passed Examine.
func New(m *llm.Model, g *kb.Guide) *Adviser {
	if !m.Enabled() {
		return nil
	}
	a := &Adviser{model: m, exam: examOf(g), screens: examScreens(), remedy: map[string]string{}}
	for _, t := range g.Topics {
		a.options = append(a.options, llm.Option{ID: t.ID, Title: t.Title, Hint: hint(t)})
		terms := map[string]bool{}
		for _, s := range append([]string{t.Title, hint(t)}, t.Phrases...) {
			for _, w := range text.Words(s) {
				terms[w] = true
			}
		}
		a.terms = append(a.terms, terms)
		a.remedy[t.ID] = t.Remedy
	}
	return a
}

// Trusted reports whether the model passed its last exam, no longer than a day
// ago.
func (a *Adviser) Trusted() bool { return a != nil && a.model.Now().UnixNano() < a.until.Load() }

// Advise returns what a line comes to with the model's word on it. Where the
// model had no say, because it is not trusted or failed, that is what the
// matcher made of it, and the reason. user is the conversation, for its budget.
// It takes no longer than Config.Timeout.
func (a *Adviser) Advise(ctx context.Context, user string, l Line) (Advice, error) {
	kept := Advice{Result: l.Read}
	switch {
	case a == nil || !wanted(l):
		return kept, nil
	case !a.Trusted():
		return kept, &llm.Failure{Outcome: llm.Untrusted}
	case !a.hears.Load():
		if l.Screen = nil; !wanted(l) {
			return kept, nil
		}
	}
	c, err := a.model.Choose(ctx, user, a.put(l))
	if err != nil {
		return kept, err
	}
	return Advice{
		Result: Settle(l.Read, c), Chose: Unsure(l.Read) && c.Topic != "" && c.Match != llm.Low, Answer: c.Answer, Move: c.Move,
	}, nil
}

// put is a line as the model is asked about it.
func (a *Adviser) put(l Line) llm.Line {
	q := llm.Line{Text: a.model.Redact(l.Text, l.Names...), Topics: a.shortlist(l.Text, l.Read)}
	if l.Screen != nil {
		s := *l.Screen
		s.Words = a.model.Redact(s.Words, l.Names...)
		q.Screen = &s
	}
	return q
}

// wanted reports whether a model has anything to say about a line: as the
// answer to a question any words may be enough, but a topic takes some.
func wanted(l Line) bool {
	if l.Screen != nil {
		return strings.IndexFunc(l.Text, unicode.IsLetter) >= 0
	}
	return Unsure(l.Read) && telling(l.Text)
}

// telling reports whether a line has words enough to be about anything.
func telling(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 6 && len(strings.Fields(line)) >= 2
}

// hint says in a few words what a topic is about, from the documents alone.
func hint(t kb.Topic) string {
	parts := []string{}
	if t.Label != "" && t.Label != t.Title {
		parts = append(parts, t.Label)
	}
	parts = append(parts, t.Intro)
	for _, c := range t.Causes {
		parts = append(parts, c.Title)
	}
	parts = append(parts, t.Labels...)
	return strings.Trim(text.Brief(chat.Plain(strings.Join(parts, " · ")), 300), " ·")
}

// shortlist returns the options to choose from: all of them, or of a large
// guide the candidates and the topics that share most rare words with the line.
func (a *Adviser) shortlist(line string, r intent.Result) []llm.Option {
	if len(a.options) <= llm.MaxOptions {
		return a.options
	}
	score := make([]float64, len(a.options))
	for _, w := range text.Words(line) {
		n := 0
		for _, terms := range a.terms {
			if terms[w] {
				n++
			}
		}
		for i, terms := range a.terms {
			if terms[w] {
				score[i] += 1 / float64(n)
			}
		}
	}
	order := make([]int, len(a.options))
	for i, o := range a.options {
		order[i] = i
		if slices.ContainsFunc(r.Candidates, func(k intent.Candidate) bool { return k.Topic == o.ID }) {
			score[i] += 1000
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(score[j], score[i]) })
	out := make([]llm.Option, llm.MaxOptions)
	for i := range out {
		out[i] = a.options[order[i]]
	}
	return out
}
