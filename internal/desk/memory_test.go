package desk_test

import (
	"context"
	"slices"
	"sync"
	"time"

	"hotro/internal/store"
)

// memory keeps the promises of store that the desk relies on, in maps.
type memory struct {
	mu    sync.Mutex
	snaps map[string]store.Snapshot
	lines map[string][]store.Line
	refs  map[string]int64
	rows  map[int64]store.Row
	ids   map[string]bool
	outs  map[string][]store.Out
}

func newMemory() *memory {
	return &memory{
		snaps: map[string]store.Snapshot{}, lines: map[string][]store.Line{}, refs: map[string]int64{},
		rows: map[int64]store.Row{}, ids: map[string]bool{}, outs: map[string][]store.Out{},
	}
}

func (m *memory) Load(_ context.Context, conv string) (store.Snapshot, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.snaps[conv]
	if !ok {
		return store.Snapshot{Conv: conv}, nil
	}
	return s, nil
}

func (m *memory) Apply(_ context.Context, snap store.Snapshot, _ time.Time, id string, ch store.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if id != "" && m.ids[snap.Conv+"|"+id] {
		return store.ErrDone
	}
	if m.snaps[snap.Conv].Version != snap.Version {
		return store.ErrFenced
	}
	if id != "" {
		m.ids[snap.Conv+"|"+id] = true
	}
	all := append(m.lines[snap.Conv], ch.Lines...)
	for _, e := range ch.Edits {
		for i := range all {
			if all[i].Seq == e.Seq {
				all[i].Body = e.Body
			}
		}
	}
	m.lines[snap.Conv] = all
	m.snaps[snap.Conv] = store.Snapshot{
		Conv: snap.Conv, State: ch.State, Version: snap.Version + 1, Epoch: ch.Epoch, Lines: snap.Lines + int64(len(ch.Lines)),
	}
	for _, ref := range ch.Refs {
		m.refs[snap.Conv+"|"+ref.Scope+"|"+ref.ID] = ref.Seq
	}
	if ch.Row != nil {
		m.rows[ch.Row.Number] = *ch.Row
	}
	m.outs[snap.Conv] = append(m.outs[snap.Conv], ch.Out...)
	return nil
}

func (m *memory) Lines(_ context.Context, conv string, from, to int64) ([]store.Line, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []store.Line
	for _, l := range m.lines[conv] {
		if l.Seq >= from && l.Seq <= to {
			out = append(out, l)
		}
	}
	return out, nil
}

func (m *memory) Find(_ context.Context, conv, scope, id string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	seq, ok := m.refs[conv+"|"+scope+"|"+id]
	if !ok {
		return 0, store.ErrNotFound
	}
	return seq, nil
}

func (m *memory) Row(_ context.Context, number int64) (store.Row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	row, ok := m.rows[number]
	if !ok {
		return row, store.ErrNotFound
	}
	return row, nil
}

func (m *memory) Rows(_ context.Context, open bool, n int) ([]store.Row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []store.Row
	for _, row := range m.rows {
		if row.Open == open {
			out = append(out, row)
		}
	}
	slices.SortFunc(out, func(a, b store.Row) int { return a.At.Compare(b.At) })
	if !open {
		slices.Reverse(out)
	}
	return out[:min(n, len(out))], nil
}
