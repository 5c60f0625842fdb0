package funnel

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"hotro/internal/kb"
)

// counts of one step by result.
type counts map[string]int

// month is what is kept of a month: counts by step, and what is needed to find
// the steps again in documents that were edited since.
type month struct {
	V     int               `json:"v"`
	Steps map[string]counts `json:"steps"`
	// Topics are the outlines of the topics counted, by the hash of the topic: its
	// id and its outline, with a blank between.
	Topics map[string]string `json:"topics,omitempty"`
}

// monthVersion is that of what this package writes. Before it, counts stood by
// node alone.
const monthVersion = 2

func newMonth() *month {
	return &month{V: monthVersion, Steps: map[string]counts{}, Topics: map[string]string{}}
}

func readMonth(b []byte) (*month, error) {
	m := newMonth()
	m.V = 0
	if err := json.Unmarshal(b, m); err == nil && m.V > 0 {
		return m, nil
	}
	m = newMonth()
	return m, json.Unmarshal(b, &m.Steps)
}

// step returns the counts of a step of the guide in use.
func (m *month) step(p kb.Place) counts {
	key := p.Step.ID + " " + p.Step.Words + " " + p.Topic.Hash
	if m.Steps[key] == nil {
		m.Steps[key] = counts{}
		m.Topics[p.Topic.Hash] = p.Topic.ID + " " + p.Topic.Outline
	}
	return m.Steps[key]
}

func (m *month) add(from *month) {
	maps.Copy(m.Topics, from.Topics)
	for key, c := range from.Steps {
		if m.Steps[key] == nil {
			m.Steps[key] = counts{}
		}
		for result, n := range c {
			m.Steps[key][result] += n
		}
	}
}

// counted is a step of a guide with its counts.
type counted struct {
	at kb.Place
	counts
}

// in finds the steps that were counted in a guide: what was counted of a step
// before an edit belongs to it wherever it stands now. Steps that are no more are
// left out.
func (m *month) in(g *kb.Guide) []counted {
	edits := map[string]edited{}
	for hash, topic := range m.Topics {
		id, outline, _ := strings.Cut(topic, " ")
		if tp, ok := g.Again(id, outline); ok {
			edits[hash] = edited{tp.Hash == hash, tp.Since(outline)}
		}
	}
	by := map[string]counted{}
	for _, key := range slices.Sorted(maps.Keys(m.Steps)) {
		p, ok := find(g, edits, key)
		if !ok {
			continue
		}
		if _, known := by[p.Step.ID]; !known {
			by[p.Step.ID] = counted{p, counts{}}
		}
		for result, n := range m.Steps[key] {
			by[p.Step.ID].counts[result] += n
		}
	}
	return slices.Collect(maps.Values(by))
}

// edited is what became of a topic since it was counted.
type edited struct {
	same bool
	kb.Edit
}

// find finds the step of a key.
func find(g *kb.Guide, edits map[string]edited, key string) (kb.Place, bool) {
	node, rest, _ := strings.Cut(key, " ")
	words, hash, marked := strings.Cut(rest, " ")
	e, ok := edits[hash]
	switch {
	case !marked, ok && e.same:
		return g.Node(node)
	case !ok:
		return kb.Place{}, false
	}
	return e.Step(kb.MarkOf(node, words))
}
