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
	remedy  map[string]string
	until   atomic.Int64 // a pass is good until then, in Unix nanoseconds
}

// New returns the adviser for g; nil when there is no model. It gives
// no advice until the model has passed Examine.
func New(m *llm.Model, g *kb.Guide) *Adviser {
	if !m.Enabled() {
		return nil
	}
	a := &Adviser{model: m, exam: examOf(g), remedy: map[string]string{}}
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

// Advise returns r as settled with the model's choice for the line. Where the
// model had no say, because it is not trusted or failed, it returns r itself and
// the reason. user is the conversation, for its budget; names are
// taken out of the text besides the ones that are recognised. It takes no
// longer than Config.Timeout.
func (a *Adviser) Advise(ctx context.Context, user, line string, r intent.Result, names ...string) (intent.Result, error) {
	switch {
	case a == nil || !Unsure(r) || !telling(line):
		return r, nil
	case !a.Trusted():
		return r, &llm.Failure{Outcome: llm.Untrusted}
	}
	c, err := a.model.Choose(ctx, user, a.model.Redact(line, names...), a.shortlist(line, r))
	if err != nil {
		return r, err
	}
	return Settle(r, c), nil
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
