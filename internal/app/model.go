package app

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/internal/obs"
	"hotro/internal/web/files"
)

// adviser asks the model about the guide in use; a new guide gets a new one.
type adviser struct {
	model  *llm.Model
	guides *guides
	log    *slog.Logger

	mu sync.Mutex
	of *Guide
	is *llm.Adviser
}

func (a *adviser) now() *llm.Adviser {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g := a.guides.get(); a.of != g {
		a.of, a.is = g, llm.NewAdviser(a.model, g.KB)
	}
	return a.is
}

// Choose is bot.Chooser.
func (a *adviser) Choose(ctx context.Context, user, text string, r intent.Result) *dialog.Hint {
	settled, err := a.now().Advise(ctx, user, text, r)
	if err != nil {
		return nil // counted by the model itself; the deterministic answer follows
	}
	return hint(settled)
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

// Hear is bot.Ears.
func (e ears) Hear(ctx context.Context, conv string, f chat.File) string {
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
