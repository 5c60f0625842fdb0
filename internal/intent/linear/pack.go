package linear

import (
	"encoding/binary"
	"math"
	"slices"
)

// What stands in the packed bytes: a head, the biases, how many features each bucket
// has, and the parts of Packed.
const (
	packHead   = 4 + 4 + 4 + 4 + 4 + 4 // features, classes, shift, rare, usual, largest weight
	packKey    = 2
	packRarity = 1
)

// perBucket is how many features a bucket has, about.
const perBucket = 8

// packedKey is what is kept of a key: that two of a hundred thousand features are
// alike in it, or one never seen is taken for one of them, is no more than a slip.
func packedKey(key uint64) uint32 { return uint32(key * 0x9e3779b97f4a7c15 >> 32) }

// shiftOf is how far a packed key is shifted for its bucket, of so many features.
func shiftOf(features int) int {
	shift := 32
	for n := 1; n*perBucket < features; n *= 2 {
		shift--
	}
	return shift
}

// inBucket is what is kept of a packed key beside its bucket: the bits that follow.
func inBucket(key uint32, shift int) uint16 { return uint16(key >> max(0, shift-8*packKey)) }

// bucketsOf is how many buckets there are.
func bucketsOf(shift int) int { return 1 << (32 - shift) }

// AppendBinary appends a vectorizer and the model trained on it, packed, without the
// weights that are less than least.
func AppendBinary(b []byte, z *Vectorizer, m *Model, least float32) []byte {
	shift := shiftOf(z.Features())
	fs, counts := z.packed(shift)
	largest := least
	for _, v := range m.value {
		largest = max(largest, v, -v)
	}
	for _, n := range []int{len(fs), len(m.bias), shift} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	b = appendFloats(b, z.rare, float32(z.usual), largest)
	b = appendFloats(b, m.bias...)
	b = append(b, counts...)
	for _, f := range fs {
		b = binary.LittleEndian.AppendUint16(b, inBucket(f.key(), shift))
	}
	for _, f := range fs {
		b = append(b, byte(math.Round(float64((z.idf[f.number()]-1)/(z.rare-1)*255))))
	}
	var es []entry
	for _, f := range fs {
		es = es[:0]
		last := -1
		for i := m.start[f.number()]; i < m.start[f.number()+1]; i++ {
			if v := m.value[i]; v >= least || v <= -least {
				es = appendEntries(es, last, int(m.class[i]), packedValue(v, largest))
				last = int(m.class[i])
			}
		}
		b = appendList(b, es)
	}
	return b
}

// numbered is a feature by what is kept of its key, and its number.
type numbered uint64

func (f numbered) key() uint32    { return uint32(f >> 32) }
func (f numbered) number() uint32 { return uint32(f) }

// packed returns the features in the order in which they are packed, and how many are in
// each bucket. Of those that are alike in what is kept of them one stays.
func (z *Vectorizer) packed(shift int) (fs []numbered, counts []byte) {
	all := make([]numbered, 0, len(z.index))
	for k, i := range z.index {
		all = append(all, numbered(packedKey(k))<<32|numbered(i))
	}
	slices.Sort(all)
	fs, counts = all[:0], make([]byte, bucketsOf(shift))
	for _, f := range all {
		bucket := f.key() >> shift
		if n := len(fs); n > 0 && fs[n-1].key()>>shift == bucket && inBucket(fs[n-1].key(), shift) == inBucket(f.key(), shift) || counts[bucket] == math.MaxUint8 {
			continue
		}
		fs = append(fs, f)
		counts[bucket]++
	}
	return fs, counts
}

func appendFloats(b []byte, xs ...float32) []byte {
	for _, x := range xs {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}
