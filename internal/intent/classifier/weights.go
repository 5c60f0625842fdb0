package classifier

import (
	"math"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// Weights is a text as features, each with how much it counts here. It
// compares two texts where there are no classes to choose among.
type Weights struct {
	features []linear.Feature // by key
	length   float64          // Euclidean
	unknown  float64          // of the words that nobody knows
}

// Weigh returns the weights of a text.
func (c *Classifier) Weigh(b *Buffers, t *lexicon.Text) Weights {
	all := c.featurizer.extract(&b.features, t)
	w := Weights{features: make([]linear.Feature, 0, len(all))}
	for _, f := range all {
		x := c.packed.Weigh(f)
		if kindOf(f.Key) != kindUnknown { // two words nobody knows have nothing in common
			w.features = append(w.features, linear.Feature{Key: f.Key, Weight: x})
		} else {
			w.unknown += float64(x)
		}
		w.length += float64(x) * float64(x)
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
	sum, i := 0.0, 0
	for _, f := range x.features {
		for i < len(w.features) && w.features[i].Key < f.Key {
			i++
		}
		if i < len(w.features) && w.features[i].Key == f.Key {
			sum += float64(f.Weight) * float64(w.features[i].Weight)
		}
	}
	return sum / (w.length * x.length)
}

// In returns how much of a text another one says too, from 0 to 1: the share of
// the weight of its units that the other has.
func (w Weights) In(x Weights) float64 {
	all, both, i := w.unknown, 0.0, 0
	for _, f := range w.features {
		if kindOf(f.Key) != kindUnit {
			continue
		}
		all += float64(f.Weight)
		for i < len(x.features) && x.features[i].Key < f.Key {
			i++
		}
		if i < len(x.features) && x.features[i].Key == f.Key && x.features[i].Weight > 0 {
			both += float64(f.Weight)
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}
