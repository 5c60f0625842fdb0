package intent

// Two topics may have one remedy: Google Translate breaks calling with either
// of two errors. Words about the remedy alone do not say which, so a question
// is asked.

// How sure the rest of a line must be of a topic to tell it from the others
// with its remedy.
const (
	restSure = 0.5
	restLead = 3.0 // times as likely as any of them
)

// tellApart turns an answer into a question when the line says no more than
// what the answer has in common with other topics.
func (m *Matcher) tellApart(sc *scratch, v verdict, res Result) Result {
	c := m.corpus
	top := v.at[0]
	remedy := c.remedy[top]
	if remedy == "" {
		return res
	}
	n := len(sc.reading.first)
	sc.reading.first = m.lens.without(sc.reading.first, remedy)
	if len(sc.reading.first) == n {
		return res // it does not speak of the remedy
	}
	sc.reading.second, sc.reading.tones = sc.reading.second[:0], sc.reading.tones[:0]
	rest := m.weigh(sc)
	if rest.at[0] == top && rest.score[0] >= restSure && rest.score[0] >= restLead*c.otherWith(remedy, top, rest) {
		return res
	}
	ask := Result{Intent: KindAsk, Score: res.Score, Shared: remedy}
	ask.offer(c.topics[top], res.Score)
	for i, t := range c.topics {
		if c.remedy[i] == remedy {
			ask.offer(t, res.Score*0.9)
		}
	}
	if len(ask.Candidates) == 1 {
		return res
	}
	return ask
}

// otherWith returns how likely the likeliest other topic with a remedy is.
func (c *corpus) otherWith(remedy string, but int, v verdict) float64 {
	for k, i := range v.at[:v.n] {
		if i != but && c.remedy[i] == remedy {
			return v.score[k]
		}
	}
	return 0
}
