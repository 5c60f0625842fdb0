package intent

import (
	"math"
)

// verdict is what the margins of a text come to.
type verdict struct {
	at     [3]int     // the best topics
	score  [3]float64 // how likely each is
	n      int        // how many there are
	human  float64    // how likely a person is asked for
	vague  float64    // how likely it is trouble that could be anything
	beyond float64    // how likely it is something else
}

// How margins become likelihoods: by a soft maximum over the best topics, the
// three other classes, and a floor that stands for "nothing known speaks for any".
const (
	sharpness = 3.0
	floor     = -0.25
)

// judge weighs the margins of one text.
func (c *corpus) judge(margins []float32) verdict {
	var v verdict
	v.at, v.n = best(margins[:len(c.topics)])
	var e [3]float64
	sum := math.Exp(sharpness * floor)
	for k, i := range v.at[:v.n] {
		e[k] = math.Exp(sharpness * float64(margins[i]))
		sum += e[k]
	}
	human := math.Exp(sharpness * float64(margins[c.human()]))
	vague := math.Exp(sharpness * float64(margins[c.vague()]))
	sum += human + vague + math.Exp(sharpness*float64(margins[c.outside()]))
	known := human + vague
	for k := range v.at[:v.n] {
		v.score[k] = e[k] / sum
		known += e[k]
	}
	v.human, v.vague, v.beyond = human/sum, vague/sum, 1-known/sum
	return v
}

// best returns the three highest, in order, and how many there are.
func best(margins []float32) (at [3]int, n int) {
	for i, x := range margins {
		k := n
		for k > 0 && x > margins[at[k-1]] {
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
	return at, n
}

// decide turns a verdict into one of the outcomes. A line that says in so many
// words that a person is wanted needs less likelihood for it.
func (m *Matcher) decide(v verdict, saysHuman bool) Result {
	res := Result{Intent: KindNone, Score: v.beyond}
	for k, i := range v.at[:v.n] {
		if v.score[k] >= m.bounds.Show {
			res.Candidates = append(res.Candidates, Candidate{m.corpus.topics[i], v.score[k]})
		}
	}
	bound := m.bounds.Human
	if saysHuman {
		bound = m.bounds.Said
	}
	switch top := v.score[0]; {
	case v.human >= bound && (v.human > top || saysHuman):
		res.Intent, res.Score = KindHuman, v.human
	case top >= m.bounds.Answer:
		res.Intent, res.Topic, res.Score = KindTopic, m.corpus.topics[v.at[0]], top
	case v.n > 0 && (top >= m.bounds.Ask || v.vague >= m.bounds.Ask && v.vague > v.beyond):
		res.Intent, res.Score = KindAsk, max(top, v.vague)
		m.fillUp(&res, v)
	}
	return res
}

// fillUp completes the candidates of a vague line with topics in the order of
// the documents: their author knows which are frequent.
func (m *Matcher) fillUp(res *Result, v verdict) {
	if v.vague <= v.score[0] {
		return
	}
	for _, t := range m.corpus.topics {
		res.offer(t, 0)
	}
}
