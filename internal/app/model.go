package app

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/obs"
)

// openModel returns the configured model, nil when there is none.
func openModel(cfg Config, m *obs.Metrics) (*llm.Model, error) {
	return llm.New(cfg.Model, llm.Options{Observe: func(what string, o llm.Outcome, _ time.Duration) {
		m.Model.WithLabelValues(what + "_" + string(o)).Inc()
	}})
}

// NewMatch returns how lines are understood with these settings: by the
// guide's matcher, and by the model where one is set, passes its exam and the
// matcher is unsure. A model that can't be examined is gone without: unexamined
// says why. ctx bounds the exam.
func NewMatch(ctx context.Context, cfg Config, g *Guide) (match func(context.Context, string) intent.Result, unexamined, err error) {
	m, err := llm.New(cfg.Model, llm.Options{})
	if err != nil {
		return nil, nil, err
	}
	adv := advice.New(m, g.KB)
	if m.Enabled() {
		if _, err := adv.Examine(ctx); err != nil {
			unexamined = fmt.Errorf("the model could not be examined and is not asked: %w; see OPENAI_BASE_URL and OPENAI_API_KEY", err)
		}
	}
	return func(ctx context.Context, s string) intent.Result {
		r, err := adv.Advise(ctx, "", s, g.Matcher.Match(s))
		if err != nil {
			return g.Matcher.Match(s)
		}
		return r
	}, unexamined, nil
}
