package classifier

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the weights
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"

	"hotro/internal/intent/linear"
)

// shipped are the weights fitted to the shipped guide and words, so that a start
// need not fit them anew: packed by pack. make weights writes the file.
//
//go:embed weights.bin
var shipped []byte

// fingerprint is that of all that weights are fitted to: two guides with the
// same have the same weights. Mere talk, of which there is as much as of all the rest,
// is told by its letters: a start does not read it. texts are the features of the others.
func fingerprint(c *corpus, texts [][]linear.Feature) []byte {
	h := sha256.New()
	o := linear.DefaultTraining()
	b := append(make([]byte, 0, 4096), "classifier 4"...)
	for _, x := range []float32{
		o.Cost, o.Bias, float32(o.Rounds), float32(o.Work), float32(o.Rest), float32(c.count()), bareShare,
		linear.MinWeight, folds, maxWrong, maxLeaked, maxAsked, minFit,
	} {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	for class := range c.count() {
		for other := range c.count() {
			b = strconv.AppendBool(b, c.training().Told(class, other))
		}
	}
	for i, e := range c.examples {
		b = binary.LittleEndian.AppendUint32(b, uint32(e.class))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(e.weight))
		if i >= len(texts) {
			b = append(b, e.text...)
		} else {
			for _, f := range texts[i] {
				b = binary.LittleEndian.AppendUint64(b, f.Key)
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f.Weight))
			}
		}
		_, _ = h.Write(b) // which never fails
		b = b[:0]
	}
	return h.Sum(b)
}

// nameOf is a fingerprint as a name.
func nameOf(print []byte) string { return hex.EncodeToString(print[:16]) }

// pack returns the weights with the fingerprint of what they were fitted to, and
// a sum of all that.
func (c *Classifier) pack(print []byte) []byte {
	b := bytes.Clone(print)
	for _, x := range c.thresholds.all() {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(*x))
	}
	b = append(b, c.weights...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// parse takes weights that were packed, and reports whether they are whole and
// fitted to what has this fingerprint.
func (c *Classifier) parse(print, packed []byte) bool {
	b, ours := bytes.CutPrefix(packed, print)
	thresholds := c.thresholds.all()
	if !ours || len(b) < sha256.Size+8*len(thresholds) {
		return false
	}
	b, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if is := sha256.Sum256(packed[:len(packed)-sha256.Size]); !bytes.Equal(is[:], sum) {
		return false
	}
	for _, x := range thresholds {
		*x = math.Float64frombits(binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	opened, err := linear.OpenBinary(b)
	if err != nil || opened.Classes() != c.count() {
		return false
	}
	c.weights, c.packed = b, opened
	return true
}

// all are the thresholds in the order in which they are packed.
func (t *Thresholds) all() []*float64 {
	return []*float64{&t.Answer, &t.Ask, &t.Show, &t.Human, &t.Said}
}
