package intent

// linear is a one-against-the-rest classifier: a margin for every class, above
// zero for "it is this one". Weights lie feature by feature, so that a text
// touches only the rows of its own features. Immutable once trained.
type linear struct {
	classes int
	rows    []float32 // feature*classes + class
	bias    []float32
}

// training says how a classifier is trained.
type training struct {
	cost   float32 // of an example on the wrong side
	rounds int
	bias   float32 // the value of the constant feature
}

func defaultTraining() training { return training{cost: 1.5, rounds: 12, bias: 0.5} }

// train fits a linear classifier to the examples by dual coordinate descent on
// the squared hinge loss (Hsieh and others, 2008). The order of the examples is
// shuffled by a fixed sequence: the same input gives the same weights.
func train(vs []vector, class []int, weight []float32, features, classes int, o training) *linear {
	l := &linear{classes: classes, rows: make([]float32, features*classes), bias: make([]float32, classes)}
	w := make([]float32, features)
	for c := range classes {
		clear(w)
		b := trainOne(vs, class, weight, c, w, o)
		l.bias[c] = b * o.bias
		for f, x := range w {
			l.rows[f*classes+c] = x
		}
	}
	return l
}

// trainOne fits the weights of one class and returns that of the constant.
func trainOne(vs []vector, class []int, weight []float32, c int, w []float32, o training) float32 {
	positives := float32(0)
	for _, k := range class {
		if k == c {
			positives++
		}
	}
	lift := min(6, max(1, float32(len(vs))/(2*max(positives, 1)))) // few examples of a class weigh more
	alpha := make([]float32, len(vs))
	order := make([]int, len(vs))
	for i := range order {
		order[i] = i
	}
	b, seed := float32(0), uint64(1)
	for range o.rounds {
		seed = shuffle(order, seed)
		for _, i := range order {
			v, y, cost := &vs[i], float32(-1), o.cost*weight[i]
			if class[i] == c {
				y, cost = 1, cost*lift
			}
			diag := 1 / (2 * cost)
			g := y*(v.dot(w)+b*o.bias) - 1 + diag*alpha[i]
			old := alpha[i]
			alpha[i] = max(0, old-g/(v.norm()+o.bias*o.bias+diag))
			if d := (alpha[i] - old) * y; d != 0 {
				v.addTo(w, d)
				b += d * o.bias
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

// margins writes the margin of every class for v into out.
func (l *linear) margins(out []float32, v *vector) []float32 {
	out = append(out[:0], l.bias...)
	for k, f := range v.idx {
		x := v.val[k]
		for c, w := range l.rows[int(f)*l.classes : (int(f)+1)*l.classes] {
			out[c] += float32(x * w)
		}
	}
	return out
}

func (v *vector) dot(w []float32) float32 {
	s := float32(0)
	for k, i := range v.idx {
		s += float32(v.val[k] * w[i])
	}
	return s
}

func (v *vector) addTo(w []float32, d float32) {
	for k, i := range v.idx {
		w[i] += float32(d * v.val[k])
	}
}

func (v *vector) norm() float32 {
	s := float32(0)
	for _, x := range v.val {
		s += float32(x * x)
	}
	return s
}
