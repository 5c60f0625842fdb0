package linear

import (
	"runtime"
	"sync"
)

// Training says how a classifier is trained.
type Training struct {
	Cost   float32 // of an example on the wrong side
	Rounds int
	Bias   float32 // the value of the constant feature
	Work   int     // examples times classes that are trained in full
	Rest   int     // beyond that: examples of other classes that each class sees
	// Told reports whether a class is told from the examples of another: those of which
	// it is not are left out when it is trained. nil: it is told from all.
	Told func(class, other int) bool
	// Pause is called after each class, by the one goroutine that then does the
	// work: beside users, training takes its time. It returns false to end it
	// there, with a model that is good for nothing. nil: all processors work.
	Pause func() bool
}

// DefaultTraining is what serves texts of a line or two.
func DefaultTraining() Training {
	return Training{Cost: 1.5, Rounds: 12, Bias: 0.5, Work: 400_000, Rest: 400}
}

// Most examples of other classes are easy and stay so: one that was easy for
// patience rounds is looked at only every recheck rounds.
const (
	patience = 1
	recheck  = 4
)

// Sample is an example as the trainer sees it. Norm is the squared length of
// its Vector.
type Sample struct {
	Vector  Vector
	Norm    float32 // squared length
	Class   int
	Weight  float32
	Example int // the example it was made from; two samples may share one
}

// Train fits a linear classifier by dual coordinate descent on the squared
// hinge loss (Hsieh and others, 2008), class by class. The order of the
// examples is shuffled by a fixed sequence: the same input gives the same
// weights, however many processors work.
func Train(samples []Sample, features, classes int, o Training) *Model {
	columns, bias := make([][]weighted, classes), make([]float32, classes)
	negatives := newSampler(samples, features, classes, o)
	next := make(chan int)
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), classes)
	if o.Pause != nil {
		workers = 1
	}
	for range workers {
		wg.Go(func() {
			w, pick := make([]float32, features), negatives.picker()
			stopped := false
			for c := range next {
				if stopped {
					continue
				}
				chosen := o.toldFrom(pick.samples(c), c)
				bias[c] = o.fit(chosen, c, w) * o.Bias
				columns[c] = takeWeights(chosen, w)
				stopped = stopped || o.Pause != nil && !o.Pause()
			}
		})
	}
	for c := range classes {
		next <- c
	}
	close(next)
	wg.Wait()
	return newModel(columns, bias, features)
}

// toldFrom returns those of the samples that class c is trained on.
func (o Training) toldFrom(samples []*Sample, c int) []*Sample {
	if o.Told == nil {
		return samples
	}
	out := make([]*Sample, 0, len(samples))
	for _, s := range samples {
		if s.Class == c || o.Told(c, s.Class) {
			out = append(out, s)
		}
	}
	return out
}

// takeWeights returns the weights that matter, and leaves w all zero. Only
// features of the samples have any.
func takeWeights(samples []*Sample, w []float32) []weighted {
	var out []weighted
	for _, s := range samples {
		for _, f := range s.Vector.idx {
			if x := w[f]; x > MinWeight || x < -MinWeight {
				out = append(out, weighted{f, x})
			}
			w[f] = 0
		}
	}
	return out
}

// fit fits the weights of class c and returns that of the constant. What it
// writes is its caller's alone: under the race detector, which would take many
// times as long here, it is left out.
//
//go:norace
func (o Training) fit(samples []*Sample, c int, w []float32) float32 {
	positives := float32(0)
	for _, s := range samples {
		if s.Class == c {
			positives++
		}
	}
	// A class with few examples among many must not drown.
	balance := min(3, max(1, float32(len(samples))/(2*max(positives, 1))))
	alpha, order := make([]float32, len(samples)), make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	idle := make([]uint8, len(samples)) // rounds in a row that an example was on its right side
	b, seed := float32(0), uint64(1)
	for round := range o.Rounds {
		seed = shuffle(order, seed)
		for _, i := range order {
			if idle[i] >= patience && round%recheck != 0 {
				continue
			}
			s, y, cost := samples[i], float32(-1), o.Cost
			if s.Class == c {
				y, cost = 1, cost*balance
			}
			diag := 1 / (2 * cost * s.Weight)
			g := y*float32(s.Vector.dot(w)+float32(b*o.Bias)) - 1 + float32(diag*alpha[i])
			if alpha[i] == 0 && g > 0 {
				idle[i]++
				continue
			}
			idle[i] = 0
			old := alpha[i]
			alpha[i] = max(0, old-g/(s.Norm+float32(o.Bias*o.Bias)+diag))
			if d := (alpha[i] - old) * y; d != 0 {
				s.Vector.addTo(w, d)
				b += float32(d * o.Bias)
			}
		}
	}
	return b
}

// shuffle permutes order by a fixed congruential sequence and returns where
// the sequence stands.
func shuffle(order []int, seed uint64) uint64 {
	for i := len(order) - 1; i > 0; i-- {
		seed = seed*6364136223846793005 + 1442695040888963407
		j := int((seed >> 33) % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
	return seed
}
