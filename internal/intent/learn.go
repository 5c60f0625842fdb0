package intent

import (
	"runtime"
	"sync"
)

// bareShare is how much an example counts a second time, without diacritics:
// many people type none.
const bareShare = 0.4

// learn fits space, model and bounds to the corpus.
func (m *Matcher) learn() {
	looks := m.looks()
	m.space = newSpace(looks)
	samples := make([]sample, 0, 2*len(looks))
	for i, e := range m.corpus.examples {
		samples = append(samples, m.sample(e, i, looks[i]))
		if b := bare(looks[i]); len(b) < len(looks[i]) {
			e.weight *= bareShare
			samples = append(samples, m.sample(e, i, b))
		}
	}
	features, classes := len(m.space.idf), m.corpus.classes()
	m.model = train(samples, features, classes, defaultTraining())
	m.bounds = fitBounds(m.corpus, samples, features)
}

func (m *Matcher) sample(e example, i int, look []feature) sample {
	s := sample{class: e.class, weight: e.weight, example: i}
	m.space.project(&s.vector, look)
	s.norm = s.vector.norm()
	return s
}

// bare returns a look without what diacritics told.
func bare(look []feature) []feature {
	out := make([]feature, 0, len(look))
	for _, f := range look {
		if kindOf(f.key) != kindTone {
			out = append(out, f)
		}
	}
	return out
}

// looks returns the features of every example.
func (m *Matcher) looks() [][]feature {
	es := m.corpus.examples
	out := make([][]feature, len(es))
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		wg.Go(func() {
			var r reading
			var s sight
			for i := k; i < len(es); i += n {
				m.words.read(&r, es[i].text)
				out[i] = append([]feature(nil), m.lens.look(&s, &r)...)
			}
		})
	}
	wg.Wait()
	return out
}
