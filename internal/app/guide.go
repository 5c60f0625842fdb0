package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"hotro/internal/bot"
	"hotro/internal/company"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/knowledge"
	"hotro/prompts"
)

// Guide is one compiled set of documents with all that is built from it.
type Guide struct {
	KB      *kb.Guide
	Matcher *intent.Matcher
	Dialog  *dialog.Engine
	say     map[string]*prompts.Say
}

// Documents returns the documents to compile: dir, or those built in.
func Documents(dir string) fs.FS {
	if dir == "" {
		return knowledge.FS
	}
	return os.DirFS(dir)
}

// builtIn is the guide of the documents built in. They don't change while the
// program runs, so it is made once.
var builtIn = sync.OnceValues(func() (*Guide, error) { return compile(knowledge.FS, intent.Fitting{}) })

// LoadGuide compiles the documents in dir, or those built in, and everything
// built from them.
func LoadGuide(dir string) (*Guide, error) { return loadGuide(dir, intent.Fitting{}) }

func loadGuide(dir string, how intent.Fitting) (*Guide, error) {
	if dir == "" {
		return builtIn()
	}
	g, err := compile(os.DirFS(dir), how)
	if err != nil {
		return nil, fmt.Errorf("KB_DIR=%s: %w", dir, err)
	}
	return g, nil
}

func compile(docs fs.FS, how intent.Fitting) (*Guide, error) {
	var w *lexicon.Words
	var say map[string]*prompts.Say
	var beside errgroup.Group // whoever starts the program waits for all of this
	if pack, _, err := company.Of(docs); err == nil {
		beside.Go(func() (err error) { w, err = intent.LoadWords(prompts.FS, pack.Words); return err })
		beside.Go(func() (err error) { say, err = wordsOf(pack); return err })
	}
	g, _, err := kb.Compile(docs) // and it says what is wrong with a pack
	words := beside.Wait()
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	if words != nil {
		return nil, words
	}
	return (&Guide{KB: g, Matcher: intent.NewFitted(g, w, how), say: say}).listing(nil), nil
}

// listing is the guide with a dialog that puts some topics before the others
// where it lists them.
func (g *Guide) listing(often []string) *Guide {
	out := *g
	out.Dialog = dialog.New(dialog.Options{Guide: g.KB, Reader: g.Matcher, Say: g.say, Often: often})
	return &out
}

// guides holds the guide in use. Documents in KB_DIR that change are compiled
// anew while the program runs; a version with errors is reported and the old
// one stays.
type guides struct {
	dir     string
	kept    intent.Kept // weights of the guide at the last start; nil: none
	now     atomic.Pointer[Guide]
	log     *slog.Logger
	metrics *obs.Metrics

	changes sync.Mutex // one at a time
	often   []string   // topics that most come with
}

func newGuides(dir string, kept intent.Kept, log *slog.Logger, m *obs.Metrics) (*guides, error) {
	g, err := loadGuide(dir, intent.Fitting{Kept: kept})
	if err != nil {
		return nil, err
	}
	s := &guides{dir: dir, kept: kept, log: log, metrics: m}
	s.now.Store(g)
	return s, nil
}

func (s *guides) get() *Guide { return s.now.Load() }

// kb returns the documents of the guide in use.
func (s *guides) kb() *kb.Guide { return s.get().KB }

// useful reports whether the text of a picture holds a code or a call ID.
func (s *guides) useful(text string) bool {
	r := s.get().Matcher.Screen(text)
	return r.Code != "" || len(r.Refs) > 0
}

func (s *guides) dialog() (*dialog.Engine, bot.Reader) {
	g := s.get()
	return g.Dialog, g.Matcher
}

// watch looks for changed documents until ctx is done.
func (s *guides) watch(ctx context.Context, every time.Duration) {
	if s.dir == "" {
		return
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	seen, _ := stamp(s.dir)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		at, err := stamp(s.dir)
		if err != nil || at == seen {
			continue
		}
		seen = at
		s.reload(ctx)
	}
}

// reload compiles the documents anew. Users wait for turns meanwhile, and nobody
// for this: one processor works at it, half of the time.
func (s *guides) reload(ctx context.Context) {
	g, err := loadGuide(s.dir, intent.Fitting{Kept: s.kept, Pause: halfOfTheTime(ctx)})
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		s.metrics.Alerts.WithLabelValues("documents").Inc()
		s.log.Error("the changed documents have errors; the version before stays in use", "dir", s.dir, "err", err)
		return
	}
	if g.KB.Version == s.get().KB.Version {
		return
	}
	s.changes.Lock()
	s.now.Store(g.listing(s.often))
	s.changes.Unlock()
	s.log.Info("documents changed; the new guide is in use", "version", g.KB.Version, "topics", len(g.KB.Topics))
}

// halfOfTheTime returns a function that waits as long as it was not called for,
// and returns whether to go on.
func halfOfTheTime(ctx context.Context) func() bool {
	since := time.Now()
	return func() bool {
		rest := time.NewTimer(time.Since(since))
		defer rest.Stop()
		select {
		case <-ctx.Done():
			return false
		case <-rest.C:
		}
		since = time.Now()
		return true
	}
}

// stamp changes whenever a document does.
func stamp(dir string) (string, error) {
	var s string
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		i, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			s += fmt.Sprintf("%s %d %d\n", p, i.Size(), i.ModTime().UnixNano())
		}
		return err
	})
	return s, err
}
