package intent

import "math"

// vector is a text as sparse numbers: feature numbers rising, unit length over
// all its features, known and unknown.
type vector struct {
	idx []int32
	val []float32
}

// space numbers the features seen in training and weighs each by how rare it
// is. Immutable once built.
type space struct {
	index map[uint64]int32
	idf   []float32
	rare  float32 // the weight of a feature never seen
}

// newSpace builds the space of the given looks.
func newSpace(looks [][]feature) *space {
	sp := &space{index: map[uint64]int32{}}
	var df []int
	for _, fs := range looks {
		for _, f := range fs {
			i, ok := sp.index[f.key]
			if !ok {
				i = int32(len(df))
				sp.index[f.key] = i
				df = append(df, 0)
			}
			df[i]++
		}
	}
	n := float64(len(looks))
	sp.idf = make([]float32, len(df))
	for i, d := range df {
		sp.idf[i] = float32(math.Log((1+n)/(1+float64(d))) + 1)
	}
	sp.rare = float32(math.Log(1+n) + 1)
	return sp
}

// project writes fs as a vector into v. Features never seen have no number,
// but they lengthen the vector: that much of the text is not understood.
func (sp *space) project(v *vector, fs []feature) {
	v.idx, v.val = v.idx[:0], v.val[:0]
	sum := float32(0)
	for _, f := range fs {
		i, ok := sp.index[f.key]
		if !ok {
			w := f.weight * sp.rare * 0.7
			sum += float32(w * w)
			continue
		}
		w := f.weight * sp.idf[i]
		sum += float32(w * w)
		v.idx = append(v.idx, i)
		v.val = append(v.val, w)
	}
	if sum == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(float64(sum)))
	for i := range v.val {
		v.val[i] *= scale
	}
}
