package acts

import (
	"math"
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// Classifier ranks acts. It is immutable and safe for concurrent use.
type Classifier struct {
	names      []string // of the classes
	reader     *reader
	packed     *linear.Packed // as shipped; nil: of words of somebody's own, learnt
	vectorizer *linear.Vectorizer
	model      *linear.Model
}

// bareShare is how much an example counts a second time, without diacritics:
// many people type none.
const bareShare = 0.4

// softCost is what an example on the wrong side costs: little, for people who
// put one act in the words of another are among them.
const softCost = 0.8

// Train fits a classifier to the phrases and example lines of the words data.
func Train(w *lexicon.Words) *Classifier {
	c := &Classifier{reader: newReader(w), names: names(w)}
	var texts [][]linear.Feature
	var classes []int
	for _, e := range examples(w) {
		for _, line := range e.Lines {
			texts = append(texts, c.reader.features(new(Buffers), line))
			classes = append(classes, slices.Index(c.names, e.Meaning))
		}
	}
	c.vectorizer = linear.NewVectorizer(texts)
	var samples []linear.Sample
	for i, fs := range texts {
		samples = append(samples, c.sample(fs, classes[i], i, 1))
		if bare := withoutMarks(fs); len(bare) < len(fs) {
			samples = append(samples, c.sample(bare, classes[i], i, bareShare))
		}
	}
	o := linear.DefaultTraining()
	o.Cost = softCost
	o.Work = math.MaxInt // every act is told from every other
	c.model = linear.Train(samples, c.vectorizer.Features(), len(c.names), o)
	return c
}

// examples are all lines that say a meaning: whole, within another line, or
// gathered for this.
func examples(w *lexicon.Words) []lexicon.Act {
	out := slices.Clone(w.Acts)
	for _, m := range w.Meanings {
		out = append(out, lexicon.Act{Meaning: m.Name, Lines: m.Whole}, lexicon.Act{Meaning: m.Name, Lines: m.Inside})
	}
	return out
}

func (c *Classifier) sample(fs []linear.Feature, class, example int, weight float32) linear.Sample {
	s := linear.Sample{Class: class, Weight: weight, Example: example}
	c.vectorizer.Vectorize(&s.Vector, fs)
	s.Norm = s.Vector.Norm()
	return s
}

// Rank weighs a line against every act. What it returns does not depend on b
// any more.
func (c *Classifier) Rank(b *Buffers, line string) Ranking {
	if c == nil {
		return Ranking{}
	}
	fs := c.reader.features(b, line)
	if c.packed != nil {
		return Ranking{names: c.names, margins: c.packed.Margins(nil, &b.vector, fs)}
	}
	c.vectorizer.Vectorize(&b.vector, fs)
	return Ranking{names: c.names, margins: c.model.Margins(nil, &b.vector)}
}

// Ranking is how well a line fits each act. The zero value fits none.
type Ranking struct {
	names   []string
	margins []float32
}

// How margins become likelihoods: by a soft maximum, with a floor that stands
// for "nothing known speaks for any".
const (
	sharpness = 3.0
	floor     = -0.6
)

// Among returns the likeliest of the acts that allowed says yes to, and how
// likely it is beside the other allowed ones, from 0 to 1.
func (r Ranking) Among(allowed func(act string) bool) (act string, likely float64) {
	best, top, sum := -1, float32(math.Inf(-1)), math.Exp(sharpness*floor)
	for i, m := range r.margins {
		if !allowed(r.names[i]) {
			continue
		}
		sum += math.Exp(sharpness * float64(m))
		if m > top {
			best, top = i, m
		}
	}
	if best < 0 {
		return "", 0
	}
	return r.names[best], math.Exp(sharpness*float64(top)) / sum
}
