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
	vectorizer *linear.Vectorizer
	model      *linear.Model
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

// Train fits a classifier to a guide and the words data. Texts of which
// decided says true are recognised by other means and not learnt from.
func Train(g *kb.Guide, w *lexicon.Words, x *lexicon.Lexicon, decided func(string) bool) *Classifier {
	corpus := newCorpus(g, w, decided)
	c := &Classifier{classes: corpus.classes, lexicon: x, featurizer: newFeaturizer(w, x)}
	texts := c.extractAll(corpus.examples)
	c.vectorizer = linear.NewVectorizer(texts)
	samples := make([]linear.Sample, 0, 2*len(texts))
	for i, e := range corpus.examples {
		samples = append(samples, c.sample(e, i, texts[i]))
		if b := withoutMarks(texts[i]); len(b) < len(texts[i]) {
			e.weight *= bareShare
			samples = append(samples, c.sample(e, i, b))
		}
	}
	features := c.vectorizer.Features()
	c.model = linear.Train(samples, features, c.count(), linear.DefaultTraining())
	c.thresholds = fitThresholds(corpus, samples, features)
	return c
}

// Predict weighs the words of a text.
func (c *Classifier) Predict(b *Buffers, t *lexicon.Text) Prediction {
	c.vectorizer.Vectorize(&b.vector, c.featurizer.extract(&b.features, t))
	b.margins = c.model.Margins(b.margins, &b.vector)
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

func (c *Classifier) sample(e example, i int, text []linear.Feature) linear.Sample {
	s := linear.Sample{Class: e.class, Weight: e.weight, Example: i}
	c.vectorizer.Vectorize(&s.Vector, text)
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
