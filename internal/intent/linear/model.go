package linear

// Model is a one-against-the-rest classifier: a margin for every class, above
// zero for "it is this one". Weights are kept feature by feature and only where
// they matter, so that a text touches no more than its own features and a guide
// of a thousand topics stays small. Immutable once trained.
type Model struct {
	bias  []float32
	start []int32 // of each feature's weights; one more than there are features
	class []int32
	value []float32
}

// MinWeight is the weight below which a feature does not matter to a class.
const MinWeight = 4e-2

// Margins writes the margin of every class for v into out.
func (l *Model) Margins(out []float32, v *Vector) []float32 {
	out = append(out[:0], l.bias...)
	for k, f := range v.idx {
		x := v.val[k]
		from, to := l.start[f], l.start[f+1]
		value := l.value[from:to]
		for i, c := range l.class[from:to] {
			out[c] += float32(x * value[i])
		}
	}
	return out
}

// weighted is one weight of one class.
type weighted struct {
	feature int32
	value   float32
}

// newModel builds the classifier from the weights of each class, which come
// with features rising.
func newModel(columns [][]weighted, bias []float32, features int) *Model {
	l := &Model{bias: bias, start: make([]int32, features+1)}
	total := 0
	for _, col := range columns {
		total += len(col)
		for _, w := range col {
			l.start[w.feature+1]++
		}
	}
	for f := range features {
		l.start[f+1] += l.start[f]
	}
	l.class, l.value = make([]int32, total), make([]float32, total)
	at := append([]int32(nil), l.start[:features]...)
	for c, col := range columns {
		for _, w := range col {
			l.class[at[w.feature]], l.value[at[w.feature]] = int32(c), w.value
			at[w.feature]++
		}
	}
	return l
}

// dot and addTo are the inside of fit, and left out of the race detector too.
//
//go:norace
func (v *Vector) dot(w []float32) float32 {
	s := float32(0)
	for k, i := range v.idx {
		s += float32(v.val[k] * w[i])
	}
	return s
}

//go:norace
func (v *Vector) addTo(w []float32, d float32) {
	for k, i := range v.idx {
		w[i] += float32(d * v.val[k])
	}
}

// Norm returns the squared length.
func (v *Vector) Norm() float32 {
	s := float32(0)
	for _, x := range v.val {
		s += float32(x * x)
	}
	return s
}
