package classifier

import (
	"runtime"
	"sync"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
	"hotro/internal/kb"
)

// Classifier says how likely a text is about each topic of a guide. It is
// immutable and safe for concurrent use.
type Classifier struct {
	classes
	lexicon    *lexicon.Lexicon
	featurizer *featurizer
	weights    []byte         // as packed
	packed     *linear.Packed // the weights, opened
	thresholds Thresholds
}

// Buffers holds what one Predict needs. The zero value is ready; reuse it for
// many texts, one at a time.
type Buffers struct {
	features features
	vector   linear.Vector
	margins  []float32
}

// bareShare is how much an example counts a second time, without diacritics:
// many people type none.
const bareShare = 0.4

// Fitting says how a classifier comes to its weights.
type Fitting struct {
	// Decided tells texts that are recognised by other means and not learnt from;
	// nil: none.
	Decided func(string) bool
	// Kept has the weights of earlier fittings; nil: none are kept. Those of the
	// shipped guide are always at hand.
	Kept Kept
	// Anew has them fitted even where weights are at hand.
	Anew bool
	// Pause is called now and then in a fitting that users are not waiting for, and
	// returns false to end it there, with a classifier that is good for nothing.
	// nil: all processors work at it.
	Pause func() bool
}

// Kept keeps weights under a name that is that of what they were fitted to.
type Kept interface {
	// Load returns what is kept under a name, nil for nothing.
	Load(name string) []byte
	// Keep keeps weights; what was kept before may go.
	Keep(name string, weights []byte)
}

// Fit fits a classifier to a guide and the words data, or takes the weights of an
// earlier fitting to the same.
func Fit(g *kb.Guide, w *lexicon.Words, x *lexicon.Lexicon, f Fitting) *Classifier {
	if f.Decided == nil {
		f.Decided = func(string) bool { return false }
	}
	corpus := newCorpus(g, w, f.Decided)
	c := &Classifier{classes: corpus.classes, lexicon: x, featurizer: newFeaturizer(w, x)}
	told := corpus.told()
	texts := c.extractAll(corpus.examples[:told])
	print := fingerprint(corpus, texts)
	if !f.Anew && (c.parse(print, shipped) || f.Kept != nil && c.parse(print, f.Kept.Load(nameOf(print)))) {
		return c
	}
	z := linear.NewVectorizer(texts)
	texts = append(texts, c.extractAll(corpus.examples[told:])...)
	whole := true
	pause := f.Pause
	if pause != nil {
		pause = func() bool { whole = whole && f.Pause(); return whole }
	}
	if c.train(z, corpus, texts, pause); f.Kept != nil && whole {
		f.Kept.Keep(nameOf(print), c.pack(print))
	}
	return c
}

func (c *Classifier) train(z *linear.Vectorizer, corpus *corpus, texts [][]linear.Feature, pause func() bool) {
	samples := make([]linear.Sample, 0, 2*len(texts))
	for i, e := range corpus.examples {
		samples = append(samples, sample(z, e, i, texts[i]))
		if b := withoutMarks(texts[i]); len(b) < len(texts[i]) {
			e.weight *= bareShare
			samples = append(samples, sample(z, e, i, b))
		}
	}
	features, o := z.Features(), c.training()
	o.Pause = pause
	c.weights = linear.AppendBinary(nil, z, linear.Train(samples, features, c.count(), o), linear.MinWeight)
	c.packed, _ = linear.OpenBinary(c.weights) // which was just packed
	c.thresholds = fitThresholds(corpus, samples, features, o)
}

// Predict weighs the words of a text.
func (c *Classifier) Predict(b *Buffers, t *lexicon.Text) Prediction {
	b.margins = c.packed.Margins(b.margins, &b.vector, c.featurizer.extract(&b.features, t))
	return predict(&c.classes, b.margins)
}

// Thresholds returns the lines between the outcomes that fit the guide.
func (c *Classifier) Thresholds() Thresholds { return c.thresholds }

// Topics returns the ids of the topics by their number in a Prediction; they
// are read only.
func (c *Classifier) Topics() []string { return c.topics }

// Remedy returns the remedy of topic i, "" when it shares none.
func (c *Classifier) Remedy(i int) string { return c.remedy[i] }

// WithoutRemedy takes the words about a remedy out of a text and reports
// whether there were any.
func (c *Classifier) WithoutRemedy(t *lexicon.Text, remedy string) bool {
	n := len(t.First)
	t.First = c.featurizer.without(t.First, remedy)
	if len(t.First) == n {
		return false
	}
	t.Second, t.Marked = t.Second[:0], t.Marked[:0]
	return true
}

func sample(z *linear.Vectorizer, e example, i int, text []linear.Feature) linear.Sample {
	s := linear.Sample{Class: e.class, Weight: e.weight, Example: i}
	z.Vectorize(&s.Vector, text)
	s.Norm = s.Vector.Norm()
	return s
}

// withoutMarks returns the features of a text without what diacritics told.
func withoutMarks(text []linear.Feature) []linear.Feature {
	out := make([]linear.Feature, 0, len(text))
	for _, f := range text {
		if kindOf(f.Key) != kindMarked {
			out = append(out, f)
		}
	}
	return out
}

// extractAll returns the features of every example.
func (c *Classifier) extractAll(es []example) [][]linear.Feature {
	out := make([][]linear.Feature, len(es))
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		wg.Go(func() {
			var t lexicon.Text
			var buf features
			for i := k; i < len(es); i += n {
				c.lexicon.Read(&t, es[i].text)
				out[i] = append([]linear.Feature(nil), c.featurizer.extract(&buf, &t)...)
			}
		})
	}
	wg.Wait()
	return out
}
