package intent

import (
	"strings"

	"hotro/internal/kb"
	"hotro/internal/text"
)

// codebook finds error codes in text. Immutable once built.
type codebook struct {
	codes []code
}

type code struct {
	name     string
	skeleton string
	topic    string // "" when no document covers it
}

func newCodebook(g *kb.Guide) *codebook {
	b := &codebook{}
	for _, t := range g.Topics {
		for _, c := range t.Codes {
			b.codes = append(b.codes, code{c, skeleton(c), t.ID})
		}
	}
	for _, u := range g.Uncovered {
		b.codes = append(b.codes, code{u.Code, skeleton(u.Code), ""})
	}
	return b
}

func (b *codebook) find(s string) (Result, bool) {
	sk := skeleton(s)
	best := -1
	for i, c := range b.codes {
		if strings.Contains(sk, c.skeleton) && (best < 0 || len(c.skeleton) > len(b.codes[best].skeleton)) {
			best = i
		}
	}
	if best < 0 {
		return Result{}, false
	}
	c := b.codes[best]
	if c.topic == "" {
		return Result{Intent: KindNone, Code: c.name, Uncovered: true, Score: 1}, true
	}
	return Result{Intent: KindTopic, Topic: c.topic, Code: c.name, Score: 1, Candidates: []Candidate{{c.topic, 1}}}, true
}

// skeleton is s without everything that is lost or added when a code is copied
// by eye: case, separators, marks.
func skeleton(s string) string { return strings.Join(text.Words(s), "") }
