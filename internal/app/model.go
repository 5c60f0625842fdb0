package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
	"hotro/internal/obs"
	"hotro/internal/web/files"
)

// adviser asks the model about the guide in use; a new guide gets a new one. A
// model sits its exam when it is first wanted: one that nobody needs costs
// nothing.
type adviser struct {
	model  *llm.Model
	guides *guides
	now    func() time.Time
	log    *slog.Logger
	wanted chan struct{}

	mu sync.Mutex
	of *Guide
	is *advice.Adviser
}

func newAdviser(m *llm.Model, g *guides, now func() time.Time, log *slog.Logger) *adviser {
	return &adviser{model: m, guides: g, now: now, log: log, wanted: make(chan struct{}, 1)}
}

func (a *adviser) present() *advice.Adviser {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g := a.guides.get(); a.of != g {
		a.of, a.is = g, advice.New(a.model, g.KB)
	}
	return a.is
}

// Choose is bot.Chooser.
func (a *adviser) Choose(ctx context.Context, conv string, who chat.User, text string, r intent.Result) *dialog.Hint {
	settled, err := a.present().Advise(ctx, conv, text, r, who.Name)
	if llm.OutcomeOf(err) == llm.Untrusted {
		select {
		case a.wanted <- struct{}{}:
		default:
		}
	}
	if err != nil {
		return nil // counted by the model itself; the deterministic answer follows
	}
	return hint(settled)
}

// run examines the model whenever it is wanted and not trusted: once an hour
// at most, for a model does not learn meanwhile.
func (a *adviser) run(ctx context.Context) {
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
			a.log.Info("the model was examined", "passed", v.Passed, "right", v.Right, "of", v.Topics, "claimed", v.Claimed, "outside", v.Outside)
			at, last = a.now(), is
		}
	}
}

func hint(r intent.Result) *dialog.Hint {
	switch r.Intent {
	case intent.KindTopic:
		return &dialog.Hint{Topics: []string{r.Topic}, Sure: true}
	case intent.KindAsk:
		h := &dialog.Hint{}
		for _, c := range r.Candidates {
			h.Topics = append(h.Topics, c.Topic)
		}
		return h
	}
	return nil
}

// openModel returns the configured model, nil when there is none.
func openModel(cfg Config, m *obs.Metrics) (*llm.Model, error) {
	return llm.New(cfg.Model, llm.Options{Observe: func(what string, o llm.Outcome, _ time.Duration) {
		m.Model.WithLabelValues(what + "_" + string(o)).Inc()
	}})
}

// ears turn voice notes into text with the model's endpoint.
type ears struct {
	model *llm.Model
	media *files.Media
}

// Transcribe is bot.Transcriber.
func (e ears) Transcribe(ctx context.Context, conv string, f chat.File) string {
	r, _, err := e.media.Open(ctx, f)
	if err != nil {
		return ""
	}
	defer r.Close()
	name := f.Name
	if name == "" {
		name = "voice.ogg"
	}
	text, err := e.model.Transcribe(ctx, conv, name, io.LimitReader(r, maxPicture))
	if err != nil {
		return ""
	}
	return text
}

// NewMatch returns how lines are understood with these settings: by the
// guide's matcher, and by the model where one is set, passes its exam and the
// matcher is unsure. ctx bounds the exam.
func NewMatch(ctx context.Context, cfg Config, g *Guide) (func(context.Context, string) intent.Result, error) {
	m, err := llm.New(cfg.Model, llm.Options{})
	if err != nil {
		return nil, err
	}
	adv := advice.New(m, g.KB)
	if m.Enabled() {
		if _, err := adv.Examine(ctx); err != nil {
			return nil, fmt.Errorf("the model could not be examined: %w; unset OPENAI_API_KEY and OPENAI_BASE_URL to go without", err)
		}
	}
	return func(ctx context.Context, s string) intent.Result {
		r, err := adv.Advise(ctx, "", s, g.Matcher.Match(s))
		if err != nil {
			return g.Matcher.Match(s)
		}
		return r
	}, nil
}
