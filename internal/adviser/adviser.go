// Package adviser asks the model about the guide in use, for lines that the
// matcher is unsure of, and has it examined before its word counts.
//
// How a model is asked and what it may say is llm's; what is done with its
// advice is the dialog's. Safe for concurrent use. Start reading at
// Adviser.Choose.
package adviser

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/llm/advice"
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

// Choose is bot.Chooser.
func (a *Adviser) Choose(ctx context.Context, conv string, who chat.User, text string, r intent.Result) *dialog.Hint {
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
