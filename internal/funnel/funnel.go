// Package funnel counts how far users get with each step of the guide: who was
// shown it, whom it helped, who asked for a person instead.
//
// It knows neither the dialog nor the page that shows the rows. A Funnel is
// safe for concurrent use. Start reading at Funnel.Tried and Funnel.Rows.
package funnel

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// Values keep the counts.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// Funnel counts what became of every step of the guide, by month, for the
// lead who edits the documents. Counts are gathered here and added to the
// store every few seconds: a crash loses a few, never a conversation.
type Funnel struct {
	values Values
	guide  func() *kb.Guide // the one in use
	now    func() time.Time

	mu   sync.Mutex
	seen *month // not yet in the store
}

const (
	keep      = 400 * 24 * time.Hour // a month's counts
	writeEach = 5 * time.Second
)

// New returns a Funnel; Run writes what it counts. guide returns the guide in
// use.
func New(v Values, guide func() *kb.Guide, now func() time.Time) *Funnel {
	return &Funnel{values: v, guide: guide, now: now, seen: newMonth()}
}

// Tried counts one step's result.
func (f *Funnel) Tried(t chat.Tried) {
	p, ok := f.guide().Node(t.Node)
	f.mu.Lock()
	defer f.mu.Unlock()
	if ok && p.Topic.ID == t.Topic {
		f.seen.step(p)[t.Result]++
	}
}

func (f *Funnel) key() string { return "funnel/" + f.now().UTC().Format("2006-01") }

// flush adds what was gathered to the store. What can't be written is kept
// for the next time.
func (f *Funnel) flush(ctx context.Context) error {
	f.mu.Lock()
	seen := f.seen
	f.seen = newMonth()
	f.mu.Unlock()
	if len(seen.Steps) == 0 {
		return nil
	}
	err := f.add(ctx, seen)
	if err != nil {
		f.mu.Lock()
		f.seen.add(seen)
		f.mu.Unlock()
	}
	return err
}

func (f *Funnel) add(ctx context.Context, seen *month) error {
	for range 10 {
		all, version, err := f.load(ctx, f.key())
		if err != nil {
			return err
		}
		all.add(seen)
		b, err := json.Marshal(all)
		if err != nil {
			return fmt.Errorf("funnel: %w", err)
		}
		_, err = f.values.Swap(ctx, f.key(), version, b, keep, f.now())
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
	return store.ErrStale
}

func (f *Funnel) load(ctx context.Context, key string) (*month, int64, error) {
	b, version, err := f.values.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return newMonth(), 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	all, err := readMonth(b)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", key, err)
	}
	return all, version, nil
}

// lately are the counts of this month and the last.
func (f *Funnel) lately(ctx context.Context) (*month, error) {
	if err := f.flush(ctx); err != nil {
		return nil, err
	}
	all := newMonth()
	now := f.now().UTC()
	for _, at := range []time.Time{now, now.AddDate(0, 0, -now.Day())} {
		some, _, err := f.load(ctx, "funnel/"+at.Format("2006-01"))
		if err != nil {
			return nil, err
		}
		all.add(some)
	}
	return all, nil
}

// Rows returns this month's and last month's counts of the steps of the
// present guide, in the guide's order.
func (f *Funnel) Rows(ctx context.Context) ([]Row, error) {
	all, err := f.lately(ctx)
	if err != nil {
		return nil, err
	}
	order := map[string]int{}
	for i, t := range f.guide().Topics {
		order[t.ID] = i
	}
	var rows []Row
	for _, s := range all.in(f.guide()) {
		rows = append(rows, row(s.at, s.counts))
	}
	sort.Slice(rows, func(i, j int) bool {
		a, b := &rows[i], &rows[j]
		return cmp.Or(cmp.Compare(order[a.Topic], order[b.Topic]), cmp.Compare(a.Node, b.Node)) < 0
	})
	return rows, nil
}

// Often returns the ids of the topics that most were walked through this month
// and the last, the commonest first, n at most.
func (f *Funnel) Often(ctx context.Context, n int) ([]string, error) {
	all, err := f.lately(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string]int{}
	for _, s := range all.in(f.guide()) {
		if !s.at.Topic.Extra {
			by[s.at.Topic.ID] += row(s.at, s.counts).Reached
		}
	}
	ids := slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a, b)) })
	return ids[:min(n, len(ids))], nil
}

// row is one step's counts.
func row(p kb.Place, c counts) Row {
	r := Row{Topic: p.Topic.ID, Node: p.Step.ID, Text: p.Step.Text, File: p.Step.File, Line: p.Step.Line}
	if p.Cause != nil {
		r.Cause = p.Cause.Title
	}
	for result, n := range c {
		r.Reached += n
		switch result {
		case chat.StepSolved:
			r.Solved += n
		case chat.StepFailed:
			r.Failed += n
		case chat.StepShown:
			r.Handed += n
		}
	}
	return r
}

// Run writes the counts every few seconds, and at the end.
func (f *Funnel) Run(ctx context.Context) {
	for retry.Sleep(ctx, writeEach) {
		_ = f.flush(ctx) // what can't be written now is written next time
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = f.flush(last)
}
