package intent

import (
	"math"
	"sort"
	"sync"

	"hotro/internal/kb"
	"hotro/internal/stringee"
)

// Matcher reads lines for one guide. Build it with New. It is immutable and
// safe for concurrent use.
type Matcher struct {
	words   *lexicon
	lens    *lens
	space   *space
	model   *linear
	corpus  *corpus
	codes   *codebook
	senses  *senses
	remedy  []string // by topic
	bounds  bounds
	scratch sync.Pool // *scratch
}

// scratch holds the buffers of one Match.
type scratch struct {
	reading reading
	sight   sight
	vector  vector
	margins []float32
}

// bounds are the lines between the three outcomes.
type bounds struct {
	Answer float64 // a topic at or above it is answered
	Gap    float64 // if it leads the next by this much
	Ask    float64 // a topic at or above it is asked about
	Human  float64
}

// New builds the matcher of a guide.
func New(g *kb.Guide, w *Words) (*Matcher, error) {
	m := &Matcher{corpus: newCorpus(g, w), words: newLexicon(w)}
	for _, e := range m.corpus.examples {
		m.words.learn(e.text)
	}
	m.lens = newLens(w, m.words)
	m.senses = newSenses(w, m.words)
	m.codes = newCodebook(g)
	m.words.seal()
	for _, t := range g.Topics {
		m.remedy = append(m.remedy, t.Remedy)
	}
	m.learn()
	m.bounds = bounds{Answer: 0.5, Gap: 0.1, Ask: 0.25, Human: 0.5}
	m.scratch.New = func() any { return new(scratch) }
	return m, nil
}

// learn fits space and model to the corpus.
func (m *Matcher) learn() {
	es := m.corpus.examples
	looks := make([][]feature, len(es))
	var r reading
	var s sight
	for i, e := range es {
		m.words.read(&r, e.text)
		looks[i] = append([]feature(nil), m.lens.look(&s, &r)...)
	}
	m.space = newSpace(looks)
	vs := make([]vector, len(es))
	class, weight := make([]int, len(es)), make([]float32, len(es))
	for i, e := range es {
		m.space.project(&vs[i], looks[i])
		class[i], weight[i] = e.class, e.weight
	}
	m.model = train(vs, class, weight, len(m.space.idf), m.corpus.classes(), defaultTraining())
}

// Match reads one line.
func (m *Matcher) Match(s string) Result {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	res := m.match(sc, s)
	res.CallIDs, res.BadIDs = stringee.FindCallIDs(s)
	return res
}

func (m *Matcher) match(sc *scratch, s string) Result {
	if hit, ok := m.codes.find(s); ok {
		return hit
	}
	m.words.read(&sc.reading, s)
	m.space.project(&sc.vector, m.lens.look(&sc.sight, &sc.reading))
	sc.margins = m.model.margins(sc.margins, &sc.vector)
	return m.decide(sc.margins)
}

// decide turns margins into one of the outcomes.
func (m *Matcher) decide(margins []float32) Result {
	cands := make([]Candidate, 0, len(m.corpus.topics))
	for i, t := range m.corpus.topics {
		cands = append(cands, Candidate{t, sigmoid(margins[i])})
	}
	sort.SliceStable(cands, func(i, j int) bool { return cands[i].Score > cands[j].Score })
	res := Result{Intent: KindNone}
	human, out := sigmoid(margins[m.corpus.human()]), sigmoid(margins[m.corpus.outside()])
	top := Candidate{}
	second := 0.0
	if len(cands) > 0 {
		top = cands[0]
	}
	if len(cands) > 1 {
		second = cands[1].Score
	}
	for _, c := range cands[:min(3, len(cands))] {
		if c.Score >= m.bounds.Ask/2 {
			res.Candidates = append(res.Candidates, c)
		}
	}
	switch {
	case human >= m.bounds.Human && human > top.Score:
		res.Intent, res.Score = KindHuman, human
	case top.Score >= m.bounds.Answer && top.Score-second >= m.bounds.Gap && top.Score > out:
		res.Intent, res.Topic, res.Score = KindTopic, top.Topic, top.Score
	case top.Score >= m.bounds.Ask:
		res.Intent, res.Score = KindAsk, top.Score
	default:
		res.Score = out
	}
	return res
}

func sigmoid(x float32) float64 { return 1 / (1 + math.Exp(-2*float64(x))) }
