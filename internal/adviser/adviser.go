// Package adviser asks the model about the guide in use and the question on the
// user's screen, for lines that words do not settle, and has it examined before
// its word counts.
//
// How a model is asked and what it may say is llm's; what is done with its
// advice is the dialog's. Safe for concurrent use. Start reading at
// Adviser.Choose.
package adviser

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/text"
)

// Adviser asks the model about the guide in use; a new guide gets a new one. A
// model sits its exam when it is first wanted: one that nobody needs costs
// nothing.
type Adviser struct {
	model  *llm.Model
	guide  func() *kb.Guide
	now    func() time.Time
	log    *slog.Logger
	wanted chan struct{}

	mu sync.Mutex
	of *kb.Guide
	is *advice.Adviser
}

// New returns an Adviser; Run examines the model. guide returns the guide in
// use.
func New(m *llm.Model, guide func() *kb.Guide, now func() time.Time, log *slog.Logger) *Adviser {
	return &Adviser{model: m, guide: guide, now: now, log: log, wanted: make(chan struct{}, 1)}
}

func (a *Adviser) present() *advice.Adviser {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g := a.guide(); a.of != g {
		a.of, a.is = g, advice.New(a.model, g)
	}
	return a.is
}

// Choose is bot.Chooser: it says what a line does that its words leave open,
// nil when the model has nothing to add. l was read.
func (a *Adviser) Choose(ctx context.Context, conv string, who chat.User, l dialog.Line, q dialog.Question) *dialog.Hint {
	adv, err := a.present().Advise(ctx, conv, Line(l, q, who.Name))
	if llm.OutcomeOf(err) == llm.Untrusted {
		select {
		case a.wanted <- struct{}{}:
		default:
		}
	}
	if err != nil {
		return nil // counted by the model itself; the deterministic answer follows
	}
	return Hint(adv)
}

// Line is a line as a model is asked about it, with the question that it was
// said to. names are taken out of all words.
func Line(l dialog.Line, q dialog.Question, names ...string) advice.Line {
	out := advice.Line{Text: l.Text, Read: l.Reading.Result, Names: names}
	if len(q.Answers) == 0 {
		return out
	}
	s := &llm.Screen{Words: q.Words, About: q.About}
	for _, a := range q.Answers {
		s.Answers = append(s.Answers, llm.Option{ID: a.Verb, Title: a.Label, Hint: text.Brief(strings.Join(others(a), " · "), 160)})
	}
	for _, m := range q.Moves {
		s.Moves = append(s.Moves, string(m))
	}
	out.Screen = s
	return out
}

// others are the ways to give an answer beside its label.
func others(a dialog.Answer) []string {
	return slices.DeleteFunc(slices.Clone(a.Ways), func(w string) bool { return w == a.Label })
}

// Run examines the model whenever it is wanted and not trusted: once an hour
// at most, for a model does not learn meanwhile.
func (a *Adviser) Run(ctx context.Context) {
	var last *advice.Adviser
	var at time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.wanted:
		}
		is := a.present()
		if is.Trusted() || (is == last && a.now().Sub(at) < time.Hour) {
			continue
		}
		v, err := is.Examine(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			a.log.Warn("the model could not be examined; it is not asked", "err", err)
			at, last = a.now().Add(time.Minute-time.Hour), is // again in a minute
		default:
			a.log.Info("the model was examined", "passed", v.Passed, "right", v.Right, "of", v.Topics, "claimed", v.Claimed, "outside", v.Outside,
				"hears", v.Hears, "heard", v.Heard, "lines", v.Lines, "misread", v.Misread, "silent", v.Silent)
			at, last = a.now(), is
		}
	}
}

// Hint is what the dialog is told of a model's advice, nil when there is none.
func Hint(a advice.Advice) *dialog.Hint {
	h := &dialog.Hint{Answer: a.Answer, Move: dialog.Move(a.Move)}
	if a.Chose {
		h.Topics, h.Sure = topics(a.Result)
	}
	if h.Answer == "" && h.Move == "" && len(h.Topics) == 0 {
		return nil
	}
	return h
}

// topics are those of a settled result, best first, and whether the first is sure.
func topics(r intent.Result) (ids []string, sure bool) {
	if r.Intent == intent.KindTopic {
		return []string{r.Topic}, true
	}
	for _, c := range r.Candidates {
		ids = append(ids, c.Topic)
	}
	return ids, false
}
