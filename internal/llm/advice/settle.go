package advice

import (
	"slices"

	"hotro/internal/intent"
	"hotro/internal/llm"
)

// Unsure reports whether a model's opinion on the line is wanted: the match
// left it open, and nothing in it decides by itself. A code that no document
// covers goes to a person, and a piece of a code is asked about, whatever a
// model thinks.
func Unsure(r intent.Result) bool {
	return (r.Intent == intent.KindAsk || r.Intent == intent.KindNone) && !r.Uncovered && !r.Partial
}

// Settle joins what the matcher found with what a model chose.
//
// The model only decides what the matcher left open, and only with the
// matcher's support: a sure choice among the candidates is answered. A sure
// choice that shares nothing with the text, and any choice that is not sure,
// becomes a button beside the candidates, for the user to judge. A model that
// sees nothing takes nothing away. So the worst a wrong model does to a line
// is a wrong one of the topics it was close to anyway.
func Settle(r intent.Result, c llm.Choice) intent.Result {
	if !Unsure(r) || c.Topic == "" || c.Match == llm.Low {
		return r
	}
	at := slices.IndexFunc(r.Candidates, func(k intent.Candidate) bool { return k.Topic == c.Topic })
	if c.Match == llm.High && at >= 0 {
		r.Intent, r.Topic, r.Score = intent.KindTopic, c.Topic, r.Candidates[at].Score
		r.Shared = ""
		return r
	}
	before := r.Candidates
	r.Intent, r.Topic, r.Candidates, r.Shared = intent.KindAsk, "", nil, ""
	offer := func(k intent.Candidate) {
		if len(r.Candidates) < 3 && !slices.ContainsFunc(r.Candidates, func(h intent.Candidate) bool { return h.Topic == k.Topic }) {
			r.Candidates = append(r.Candidates, k)
		}
	}
	score := func(topic string) float64 {
		for _, k := range before {
			if k.Topic == topic {
				return k.Score
			}
		}
		return 0
	}
	offer(intent.Candidate{Topic: c.Topic, Score: score(c.Topic)})
	for _, k := range before[:min(len(before), 2)] { // the two best keep their place whatever the model adds
		offer(k)
	}
	for _, a := range c.Alt {
		offer(intent.Candidate{Topic: a, Score: score(a)})
	}
	for _, k := range before {
		offer(k)
	}
	return r
}
