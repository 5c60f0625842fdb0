package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/web/console"
)

// funnel counts what became of every step of the guide, by month, for the
// lead who edits the documents. Counts are gathered here and added to the
// store every few seconds: a crash loses a few, never a conversation.
type funnel struct {
	values Values
	guides *guides
	now    func() time.Time

	mu   sync.Mutex
	seen map[string]counts // by node, not yet in the store
}

// counts of one step by result.
type counts map[string]int

const keepFunnel = 400 * 24 * time.Hour

func newFunnel(v Values, g *guides, now func() time.Time) *funnel {
	return &funnel{values: v, guides: g, now: now, seen: map[string]counts{}}
}

// tried counts one step's result.
func (f *funnel) tried(t chat.Tried) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[t.Node] == nil {
		f.seen[t.Node] = counts{}
	}
	f.seen[t.Node][t.Result]++
}

func (f *funnel) key() string { return "funnel/" + f.now().UTC().Format("2006-01") }

// flush adds what was gathered to the store. What can't be written is kept
// for the next time.
func (f *funnel) flush(ctx context.Context) error {
	f.mu.Lock()
	seen := f.seen
	f.seen = map[string]counts{}
	f.mu.Unlock()
	if len(seen) == 0 {
		return nil
	}
	err := f.add(ctx, seen)
	if err != nil {
		f.mu.Lock()
		merge(f.seen, seen)
		f.mu.Unlock()
	}
	return err
}

func (f *funnel) add(ctx context.Context, seen map[string]counts) error {
	for range 10 {
		all, version, err := f.load(ctx, f.key())
		if err != nil {
			return err
		}
		merge(all, seen)
		b, err := json.Marshal(all)
		if err != nil {
			return fmt.Errorf("funnel: %w", err)
		}
		_, err = f.values.Swap(ctx, f.key(), version, b, keepFunnel, f.now())
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
	return store.ErrStale
}

func (f *funnel) load(ctx context.Context, key string) (map[string]counts, int64, error) {
	all := map[string]counts{}
	b, version, err := f.values.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return all, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", key, err)
	}
	return all, version, nil
}

func merge(to, from map[string]counts) {
	for node, c := range from {
		if to[node] == nil {
			to[node] = counts{}
		}
		for result, n := range c {
			to[node][result] += n
		}
	}
}

// Funnel returns this month's and last month's counts of the steps of the
// present guide, in the guide's order.
func (f *funnel) Funnel(ctx context.Context) ([]console.FunnelRow, error) {
	if err := f.flush(ctx); err != nil {
		return nil, err
	}
	all := map[string]counts{}
	now := f.now().UTC()
	for _, month := range []time.Time{now, now.AddDate(0, 0, -now.Day())} {
		some, _, err := f.load(ctx, "funnel/"+month.Format("2006-01"))
		if err != nil {
			return nil, err
		}
		merge(all, some)
	}
	var rows []console.FunnelRow
	order := map[string]int{}
	for i, t := range f.guides.get().KB.Topics {
		order[t.ID] = i
	}
	for node, c := range all {
		if row, ok := f.row(node, c); ok {
			rows = append(rows, row)
		}
	}
	sort.Slice(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		if order[a.Topic] != order[b.Topic] {
			return order[a.Topic] < order[b.Topic]
		}
		return a.Node < b.Node
	})
	return rows, nil
}

// row is one step's counts; a step the guide no longer has is left out.
func (f *funnel) row(node string, c counts) (console.FunnelRow, bool) {
	p, ok := f.guides.get().KB.Node(node)
	if !ok {
		return console.FunnelRow{}, false
	}
	r := console.FunnelRow{Topic: p.Topic.ID, Node: node, Text: p.Step.Text, File: p.Step.File, Line: p.Step.Line}
	if p.Cause != nil {
		r.Cause = p.Cause.Title
	}
	for result, n := range c {
		r.Reached += n
		switch result {
		case "solved":
			r.Solved += n
		case "failed":
			r.Failed += n
		case "shown":
			r.Handed += n
		}
	}
	return r, true
}

// run writes the counts every few seconds, and at the end.
func (f *funnel) run(ctx context.Context) {
	each(ctx, 5*time.Second, func() { _ = f.flush(ctx) })
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = f.flush(last)
}
