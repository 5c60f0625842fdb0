package classifier

import (
	"math"

	"hotro/internal/intent/lexicon"
)

// Weights is a text as features, each with how much it counts here. It
// compares two texts where there are no classes to choose among.
type Weights struct {
	features map[uint64]float64
	length   float64 // Euclidean
	unknown  float64 // of the words that nobody knows
}

// Weigh returns the weights of a text.
func (c *Classifier) Weigh(b *Buffers, t *lexicon.Text) Weights {
	w := Weights{features: map[uint64]float64{}}
	for _, f := range c.featurizer.extract(&b.features, t) {
		x := float64(c.vectorizer.Weigh(f))
		if kindOf(f.Key) != kindUnknown { // two words nobody knows have nothing in common
			w.features[f.Key] = x
		} else {
			w.unknown += x
		}
		w.length += x * x
	}
	w.length = math.Sqrt(w.length)
	return w
}

// Like returns how much two texts have in common, from 0 to 1: the cosine of
// their weights.
func (w Weights) Like(x Weights) float64 {
	if w.length == 0 || x.length == 0 {
		return 0
	}
	sum := 0.0
	for k, v := range x.features {
		sum += v * w.features[k]
	}
	return sum / (w.length * x.length)
}

// In returns how much of a text another one says too, from 0 to 1: the share of
// the weight of its units that the other has.
func (w Weights) In(x Weights) float64 {
	all, both := w.unknown, 0.0
	for k, v := range w.features {
		if kindOf(k) != kindUnit {
			continue
		}
		all += v
		if x.features[k] > 0 {
			both += v
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}
