package intent

import (
	"slices"

	"hotro/internal/intent/classifier"
)

// wishShare is how many times as likely as a wish for a person a topic may be, where the
// words of a wish stand in the line: "nhân viên mới bị, người cũ gọi bình thường".
const wishShare = 2.0

// decide turns a prediction into one of the outcomes. A person is called only
// where the line asks for one in so many words; where the words are merely like
// those of people who do, MaybeHuman says so.
func (m *Matcher) decide(p classifier.Prediction, said wish, vague bool) Result {
	topics, th := m.classifier.Topics(), &m.thresholds
	res := Result{Intent: KindNone, Score: p.Outside}
	for k, i := range p.Best[:p.N] {
		if p.Score[k] >= th.Show {
			res.Candidates = append(slices.Grow(res.Candidates, mostCandidates-k), Candidate{topics[i], p.Score[k]})
		}
	}
	switch top := p.Score[0]; {
	case said == wanted && p.Human >= th.Said && wishShare*p.Human >= top:
		res.Intent, res.Score = KindHuman, p.Human
	case said == noWish && !vague && p.Human >= th.Human && p.Human > max(top, p.Vague):
		res.MaybeHuman, res.Score = true, p.Human
	case top >= th.Answer:
		res.Intent, res.Topic, res.Score = KindTopic, topics[p.Best[0]], top
	case p.N > 0 && (top >= th.Ask || vague || p.Vague >= th.Ask && p.Vague > p.Outside):
		res.Intent, res.Score = KindAsk, max(top, p.Vague)
		if p.Vague > top || vague {
			res.fillUp(topics)
		}
	}
	return res
}

// fillUp completes the candidates of a vague line with topics in the order of
// the documents: their author knows which are frequent.
func (r *Result) fillUp(topics []string) {
	r.Candidates = slices.Grow(r.Candidates, max(0, mostCandidates-len(r.Candidates)))
	for _, t := range topics {
		r.addCandidate(t, 0)
	}
}

// Two topics may have one remedy: Google Translate breaks calling with either
// of two errors. Words about the remedy alone do not say which, so a question
// is asked.

// How sure the rest of a line must be of a topic to tell it from the others
// with its remedy.
const (
	restSure = 0.5
	restLead = 3.0 // times as likely as any of them
)

// disambiguate turns an answer into a question when the line says no more than
// what the answer has in common with other topics.
func (m *Matcher) disambiguate(sc *scratch, p classifier.Prediction, res Result) Result {
	top := p.Best[0]
	remedy := m.classifier.Remedy(top)
	if remedy == "" || !m.classifier.WithoutRemedy(&sc.text, remedy) {
		return res
	}
	shares := func(i int) bool { return i != top && m.classifier.Remedy(i) == remedy }
	rest := m.predict(sc)
	if rest.Best[0] == top && rest.Score[0] >= restSure && rest.Score[0] >= restLead*rest.Of(shares) {
		return res
	}
	ask := Result{Intent: KindAsk, Score: res.Score, Shared: remedy}
	ask.addCandidate(res.Topic, res.Score)
	for i, t := range m.classifier.Topics() {
		if shares(i) {
			ask.addCandidate(t, res.Score*0.9)
		}
	}
	if len(ask.Candidates) == 1 {
		return res
	}
	return ask
}
