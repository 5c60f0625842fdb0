package classifier

import "math"

// Prediction is how likely a text is about each class.
type Prediction struct {
	Best    [3]int     // the likeliest topics, by their numbers
	Score   [3]float64 // how likely each is, beside mere talk as well
	N       int        // how many there are
	Talk    float64    // how much less likely they are for that
	Human   float64    // how likely a person is asked for
	Vague   float64    // how likely it is trouble that could be anything
	Outside float64    // how likely it is something else
}

// Of returns the score of the likeliest topic for which is says yes, 0 for none.
func (p *Prediction) Of(is func(topic int) bool) float64 {
	for k, i := range p.Best[:p.N] {
		if is(i) {
			return p.Score[k]
		}
	}
	return 0
}

// How margins become likelihoods: by a soft maximum over the best topics, the
// three other classes, and a floor that stands for "nothing known speaks for
// any".
const (
	sharpness = 3.0
	floor     = -0.25
)

// predict turns the margins of one text into likelihoods.
func predict(c *classes, margins []float32) Prediction {
	var p Prediction
	p.Best, p.N = best(margins[:len(c.topics)])
	var e [3]float64
	sum := math.Exp(sharpness * floor)
	for k, i := range p.Best[:p.N] {
		e[k] = math.Exp(sharpness * float64(margins[i]))
		sum += e[k]
	}
	human := math.Exp(sharpness * float64(margins[c.human()]))
	vague := math.Exp(sharpness * float64(margins[c.vague()]))
	sum += human + vague + math.Exp(sharpness*float64(margins[c.outside()]))
	known := human + vague
	// What is likelier mere talk than it is the likeliest topic tells that so much less.
	less := min(1, e[0]/math.Exp(sharpness*float64(margins[c.talk()])))
	for k := range p.Best[:p.N] {
		p.Score[k] = e[k] / sum * less
		p.Talk += e[k]/sum - p.Score[k]
		known += e[k]
	}
	p.Human, p.Vague, p.Outside = human/sum, vague/sum, 1-known/sum
	return p
}

// best returns the three highest, in order, and how many there are.
func best(margins []float32) (at [3]int, n int) {
	for i, x := range margins {
		k := n
		for k > 0 && x > margins[at[k-1]] {
			if k < len(at) {
				at[k] = at[k-1]
			}
			k--
		}
		if k < len(at) {
			at[k] = i
			n = min(n+1, len(at))
		}
	}
	return at, n
}
