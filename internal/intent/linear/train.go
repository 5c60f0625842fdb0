package linear

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// Training says how a classifier is trained.
type Training struct {
	Cost   float32 // of an example on the wrong side
	Rounds int
	Bias   float32 // the value of the constant feature
	Work   int     // examples times classes that are trained in full
	Rest   int     // beyond that: examples of other classes that each class sees
}

// DefaultTraining is what serves texts of a line or two.
func DefaultTraining() Training {
	return Training{Cost: 1.5, Rounds: 12, Bias: 0.5, Work: 150_000, Rest: 400}
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
	for range min(runtime.GOMAXPROCS(0), classes) {
		wg.Go(func() {
			w := make([]float32, features)
			for c := range next {
				clear(w)
				bias[c] = o.fit(negatives.samples(c, w), c, w) * o.Bias
				columns[c] = weights(w)
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

func weights(w []float32) []weighted {
	var out []weighted
	for f, x := range w {
		if x > minWeight || x < -minWeight {
			out = append(out, weighted{int32(f), x})
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

// sampler chooses what each class is trained on: everything in a guide of
// ordinary size; in a large one its own examples and, of the others, those most
// like them.
type sampler struct {
	all      []*Sample
	byClass  [][]*Sample
	postings [][]int32 // feature → samples; nil when everything is used
	rest     int
}

func newSampler(samples []Sample, features, classes int, o Training) *sampler {
	p := &sampler{byClass: make([][]*Sample, classes), rest: o.Rest}
	for i := range samples {
		p.all = append(p.all, &samples[i])
		p.byClass[samples[i].Class] = append(p.byClass[samples[i].Class], &samples[i])
	}
	if len(samples)*classes > o.Work {
		p.postings = make([][]int32, features)
		for i := range samples {
			for _, f := range samples[i].Vector.idx {
				p.postings[f] = append(p.postings[f], int32(i))
			}
		}
	}
	return p
}

// samples returns what class c is trained on. It uses w, all zero, and leaves
// it so.
func (p *sampler) samples(c int, w []float32) []*Sample {
	if p.postings == nil {
		return p.all
	}
	for _, s := range p.byClass[c] {
		s.Vector.addTo(w, 1)
	}
	like := make([]float32, len(p.all))
	for f, x := range w {
		if x == 0 {
			continue
		}
		for _, i := range p.postings[f] {
			like[i] += x
		}
	}
	clear(w)
	var others []int
	for i, s := range p.all {
		if s.Class != c {
			others = append(others, i)
		}
	}
	slices.SortFunc(others, func(a, b int) int { return cmp.Or(cmp.Compare(like[b], like[a]), a-b) })
	out := slices.Clone(p.byClass[c])
	for _, i := range others[:min(p.rest*3/4, len(others))] {
		out = append(out, p.all[i])
	}
	others = others[min(p.rest*3/4, len(others)):]
	for k := 0; k < p.rest/4 && len(others) > 0; k++ { // and a few of the unlike ones
		out = append(out, p.all[others[k*len(others)/(p.rest/4)]])
	}
	return out
}
