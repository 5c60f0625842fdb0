package app

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/adviser"
	"hotro/internal/budget"
	"hotro/internal/company"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/obs"
)

// openModel returns the configured model, nil when there is none.
func openModel(cfg Config, p *company.Pack, m *obs.Metrics, budgets *budget.Budgets) (*llm.Model, error) {
	return llm.New(cfg.Model, llm.Options{Company: p, Spend: budgets.Own(budget.Model), Observe: func(what string, o llm.Outcome, _ time.Duration) {
		m.Model.WithLabelValues(what + "_" + string(o)).Inc()
	}})
}

// NewMatch returns how lines are understood with these settings: by the
// guide's matcher, and by the model where one is set, passes its exam and the
// matcher is unsure. A model that can't be examined or fails is gone without:
// unasked says why. ctx bounds the exam.
func NewMatch(ctx context.Context, cfg Config, g *Guide) (match func(context.Context, string) intent.Result, unasked, err error) {
	adv, unasked, err := examined(ctx, cfg, g)
	if err != nil {
		return nil, nil, err
	}
	return func(ctx context.Context, s string) intent.Result {
		r := g.Matcher.Match(s)
		if a, err := adv.Advise(ctx, "", advice.Line{Text: s, Read: r}); err == nil {
			return a.Result
		}
		return r
	}, unasked, nil
}

// NewAdvise returns what says of a line, said at a question, what its words
// leave open; nil without a model. It is NewMatch for whole talks.
func NewAdvise(ctx context.Context, cfg Config, g *Guide) (say func(dialog.State, dialog.Line, dialog.Question) *dialog.Hint, unasked, err error) {
	adv, unasked, err := examined(ctx, cfg, g)
	if err != nil || !adv.Trusted() {
		return nil, unasked, err
	}
	return func(_ dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint {
		a, err := adv.Advise(ctx, "", adviser.Line(l, q))
		if err != nil {
			return nil
		}
		return adviser.Hint(a)
	}, unasked, nil
}

// NewPropose returns what proposes a heading and phrasings for one problem of a help
// page; nil without a model.
func NewPropose(cfg Config) (func(ctx context.Context, heading, says string) (string, []string, error), error) {
	cfg.Model.MinuteCalls = 0
	m, err := llm.New(cfg.Model, llm.Options{})
	if err != nil || !m.Enabled() {
		return nil, err
	}
	return func(ctx context.Context, heading, says string) (string, []string, error) {
		p, err := m.Propose(ctx, heading, says)
		return p.Heading, p.Phrases, err
	}, nil
}

// examined returns the configured model after its exam, nil when there is none.
// What measures it is not held up by what a minute's users may cost.
func examined(ctx context.Context, cfg Config, g *Guide) (a *advice.Adviser, unasked, err error) {
	cfg.Model.MinuteCalls = 0
	m, err := llm.New(cfg.Model, llm.Options{})
	if err != nil || !m.Enabled() {
		return nil, nil, err
	}
	a = advice.New(m, g.KB)
	v, err := a.Examine(ctx)
	switch {
	case err != nil:
		unasked = fmt.Errorf("the model could not be examined and is not asked: %w; see OPENAI_BASE_URL and OPENAI_API_KEY", err)
	case !v.Passed:
		unasked = fmt.Errorf("the model failed its exam and is not asked: %d of %d topics right, %d of %d lines beside them claimed; try a larger OPENAI_MODEL",
			v.Right, v.Topics, v.Claimed, v.Outside)
	case !v.Hears:
		unasked = fmt.Errorf("the model is asked for topics alone: of %d lines on a screen it told %d right, and took %d of %d that answer nothing for answers; try a larger OPENAI_MODEL",
			v.Lines, v.Heard, v.Misread, v.Silent)
	}
	return a, unasked, nil
}
