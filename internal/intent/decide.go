package intent

import (
	"math"
)

// bounds are the lines between the three outcomes.
type bounds struct {
	Answer float64 // a topic at or above it is answered
	Gap    float64 // if it leads the next by this much
	Ask    float64 // a topic at or above it is asked about
	Human  float64
}

// decide turns margins into one of the outcomes.
func (m *Matcher) decide(margins []float32) Result {
	res := Result{Intent: KindNone}
	res.Candidates = m.best(margins)
	human, out := sigmoid(margins[m.corpus.human()]), sigmoid(margins[m.corpus.outside()])
	var top, second float64
	if len(res.Candidates) > 0 {
		top = res.Candidates[0].Score
	}
	if len(res.Candidates) > 1 {
		second = res.Candidates[1].Score
	}
	switch {
	case human >= m.bounds.Human && human > top:
		res.Intent, res.Score = KindHuman, human
	case top >= m.bounds.Answer && top-second >= m.bounds.Gap && top > out:
		res.Intent, res.Topic, res.Score = KindTopic, res.Candidates[0].Topic, top
	case top >= m.bounds.Ask:
		res.Intent, res.Score = KindAsk, top
	default:
		res.Score = out
	}
	return res
}

// best returns the three topics with the highest margins.
func (m *Matcher) best(margins []float32) []Candidate {
	var at [3]int
	n := 0
	for i := range m.corpus.topics {
		k := n
		for k > 0 && margins[i] > margins[at[k-1]] {
			if k < len(at) {
				at[k] = at[k-1]
			}
			k--
		}
		if k < len(at) {
			at[k] = i
			n = min(n+1, len(at))
		}
	}
	out := make([]Candidate, n)
	for k, i := range at[:n] {
		out[k] = Candidate{m.corpus.topics[i], sigmoid(margins[i])}
	}
	return out
}

func sigmoid(x float32) float64 { return 1 / (1 + math.Exp(-2*float64(x))) }
