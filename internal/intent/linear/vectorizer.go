package linear

import "math"

// Vector is a text as sparse numbers, scaled to about unit length over
// all its features, known and unknown.
type Vector struct {
	idx []int32
	val []float32
}

// Vectorizer numbers the features seen in training and weighs each by how rare
// it is. Immutable once built.
type Vectorizer struct {
	index map[uint64]int32
	idf   []float32
	rare  float32 // the weight of a feature never seen
	usual float64 // the mean squared length of a text before scaling
}

// NewVectorizer builds the vectorizer of the given texts.
func NewVectorizer(texts [][]Feature) *Vectorizer {
	z := &Vectorizer{index: map[uint64]int32{}}
	var df []int
	for _, fs := range texts {
		for _, f := range fs {
			i, ok := z.index[f.Key]
			if !ok {
				i = int32(len(df))
				z.index[f.Key] = i
				df = append(df, 0)
			}
			df[i]++
		}
	}
	n := float64(len(texts))
	z.idf = make([]float32, len(df))
	for i, d := range df {
		z.idf[i] = float32(math.Log((1+n)/(1+float64(d))) + 1)
	}
	z.rare = float32(math.Log(1+n) + 1)
	var v Vector
	for _, fs := range texts {
		z.usual += float64(z.fill(&v, fs)) / n
	}
	return z
}

// scale returns the factor for a text of the given squared length. Texts of
// usual length and shorter get length one; a longer one a little more, for
// what is said clearly is not less clear among other words.
func (z *Vectorizer) scale(sum float32) float32 { return scaleOf(sum, z.usual) }

func scaleOf(sum float32, usual float64) float32 {
	s := float64(sum)
	if s <= usual {
		return float32(1 / math.Sqrt(s))
	}
	return float32(1 / math.Sqrt(math.Sqrt(s*usual)))
}

// Vectorize writes fs as a vector into v. Features never seen have no number,
// but they lengthen the vector: that much of the text is not understood.
func (z *Vectorizer) Vectorize(v *Vector, fs []Feature) {
	sum := z.fill(v, fs)
	if sum == 0 {
		return
	}
	scale := z.scale(sum)
	for i := range v.val {
		v.val[i] *= scale
	}
}

// unseen is how much a feature never seen lengthens a text, beside a rare one.
const unseen = 0.7

// fill writes the weights of fs into v and returns the squared length.
func (z *Vectorizer) fill(v *Vector, fs []Feature) float32 {
	v.idx, v.val = v.idx[:0], v.val[:0]
	sum := float32(0)
	for _, f := range fs {
		i, ok := z.index[f.Key]
		if !ok {
			w := f.Weight * z.rare * unseen
			sum += float32(w * w)
			continue
		}
		w := f.Weight * z.idf[i]
		sum += float32(w * w)
		v.idx = append(v.idx, i)
		v.val = append(v.val, w)
	}
	return sum
}

// Features returns how many features were seen in training.
func (z *Vectorizer) Features() int { return len(z.idf) }
