package llm

import (
	"crypto/sha256"
	"errors"
	"net/http"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	openai "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/singleflight"

	"hotro/internal/company"
	"hotro/internal/llm/redact"
)

// Options are what a Model takes from its surroundings; the zero value works.
type Options struct {
	Transport http.RoundTripper
	Now       func() time.Time
	Company   *company.Pack // whose users it reads; nil: the shipped company
	Spend     Spend         // keeps the budget; nil: this process does, and begins with it
	// Observe is called at the end of every question; what is "choose", "exam",
	// "summary", "vision", "audio" or "propose".
	Observe func(what string, o Outcome, took time.Duration)
}

// Model is one model behind one address. A nil Model is off.
type Model struct {
	cfg      Config
	client   *openai.Client
	now      func() time.Time
	observe  func(what string, o Outcome, took time.Duration)
	budget   *budget
	redactor *redact.Redactor
	breaker  map[string]*gobreaker.CircuitBreaker[string] // by kind: images that fail say nothing of words
	flight   singleflight.Group
	choices  *lru.Cache[string, remembered]

	choosePrompt, summaryPrompt, visionPrompt, proposePrompt prompt
	version                                                  string // of the question

	mu       sync.Mutex
	dialects map[string]dialect // by model name
}

// New returns the model of cfg, or nil when none is configured.
func New(cfg Config, o Options) (*Model, error) {
	if !cfg.Enabled() {
		return nil, nil
	}
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	cfg = cfg.withDefaults()
	m := &Model{cfg: cfg, now: o.Now, observe: o.Observe, budget: newBudget(cfg, o.Spend), redactor: redact.New(owner(o).Things...), dialects: map[string]dialect{}}
	if m.now == nil {
		m.now = time.Now
	}
	if m.observe == nil {
		m.observe = func(string, Outcome, time.Duration) {}
	}
	if err := m.loadPrompts(owner(o)); err != nil {
		return nil, err
	}
	var err error
	if m.choices, err = lru.New[string, remembered](2000); err != nil {
		return nil, err
	}
	oc := openai.DefaultConfig(cfg.Key.Reveal())
	if cfg.BaseURL != "" {
		oc.BaseURL = cfg.BaseURL
	}
	oc.HTTPClient = newHTTP(o.Transport)
	m.client = openai.NewClientWithConfig(oc)
	m.breaker = map[string]*gobreaker.CircuitBreaker[string]{}
	for _, what := range []string{words, images, sounds} {
		m.breaker[what] = newBreaker()
	}
	return m, nil
}

// The three kinds of request; each has a breaker of its own.
const (
	words  = "words"
	images = "images"
	sounds = "sounds"
)

func newBreaker() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Timeout:      time.Minute,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= 5 },
		IsSuccessful: func(err error) bool { return !broken(err) },
		IsExcluded:   func(err error) bool { return neutral(OutcomeOf(err)) },
	})
}

// owner is the company whose users the model reads.
func owner(o Options) *company.Pack {
	if o.Company == nil {
		return company.Shipped()
	}
	return o.Company
}

func (m *Model) loadPrompts(p *company.Pack) (err error) {
	for name, to := range map[string]*prompt{"choose": &m.choosePrompt, "summary": &m.summaryPrompt, "see": &m.visionPrompt, "propose": &m.proposePrompt} {
		if *to, err = load(name, p); err != nil {
			return err
		}
	}
	h := sha256.Sum256([]byte(m.choosePrompt))
	m.version = string(h[:])
	return nil
}

// Enabled reports whether there is a model at all.
func (m *Model) Enabled() bool { return m != nil }

// Now is the time by the model's clock.
func (m *Model) Now() time.Time { return m.now() }

// Redact returns text without what is never sent, and without names besides.
func (m *Model) Redact(text string, names ...string) string { return m.redactor.Redact(text, names...) }

// broken reports a failure of the server's own: after a few in a row it is left
// alone for a minute. A poor answer counts as an answer, or else a few users
// with strange messages could keep the model from everybody.
func broken(err error) bool {
	var f *Failure
	if !errors.As(err, &f) {
		return err != nil
	}
	switch f.Outcome {
	case Timeout, Network, Server, Busy:
		return true
	case Junk, Empty:
		return f.Detail == "" // the frame, not the content
	}
	return false
}

// neutral reports an outcome that says nothing about the server.
func neutral(o Outcome) bool { return o == Budget || o == Paused || o == Cancelled }
