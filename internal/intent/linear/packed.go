package linear

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Packed is a vectorizer and the model trained on it as AppendBinary packed them:
// they stay in the packed bytes, which may be a part of the program, and only where
// the features begin is kept beside them. It is immutable. What is packed tells nearly
// every line as what it was packed from, a few of them less surely.
type Packed struct {
	keys    []byte // of the features, packKey each, ascending
	rarity  []byte // of the features, packRarity each
	lists   []byte // of each feature: how many weights, then class and value of each
	buckets []bucket
	shift   int // of a key, for its bucket
	bias    []float32
	rare    float32
	usual   float64
	values  [256]float32 // what a value stands for
}

// bucket is where the features begin whose keys have the same first bits.
type bucket struct{ feature, list uint32 }

// What stands in the packed bytes: a head, the biases, and the three parts of Packed.
const (
	packHead   = 4 + 4 + 4 + 4 + 4 // features, classes, rare, usual, largest weight
	packKey    = 4
	packRarity = 1
	packWeight = 1 + 1 // class, value
)

// packMin is the least weight that is kept.
const packMin = 0.15

// perBucket is how many features a bucket has, about.
const perBucket = 4

// packedKey is what is kept of a key: that two of a hundred thousand features are
// alike in it, or one never seen is taken for one of them, is no more than a slip.
func packedKey(key uint64) uint32 { return uint32(key * 0x9e3779b97f4a7c15 >> 32) }

// packedValue is a weight as a share of the largest: its root, so that a small one is
// as exact for its size as a large one.
func packedValue(v, largest float32) byte {
	q := math.Round(127 * math.Sqrt(math.Abs(float64(v/largest))))
	return byte(int8(math.Copysign(q, float64(v))))
}

// values are what packed values stand for, by their byte.
func values(largest float32) (out [256]float32) {
	for i := range out {
		q := float64(int8(i)) / 127
		out[i] = float32(math.Copysign(q*q, q)) * largest
	}
	return out
}

// rarityOf is what a packed rarity stands for: even steps from that of what all texts
// have to that of what none has.
func rarityOf(packed byte, rare float32) float32 { return 1 + float32(float32(packed)*(rare-1)/255) }

// AppendBinary appends a vectorizer and the model trained on it, packed.
func AppendBinary(b []byte, z *Vectorizer, m *Model) []byte {
	type feature struct {
		key uint32
		at  int32
	}
	var fs []feature
	for k, i := range z.index {
		fs = append(fs, feature{packedKey(k), i})
	}
	slices.SortFunc(fs, func(a, b feature) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	fs = slices.CompactFunc(fs, func(a, b feature) bool { return a.key == b.key })
	largest := float32(packMin)
	for _, v := range m.value {
		largest = max(largest, v, -v)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(fs)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.bias)))
	b = appendFloats(b, []float32{z.rare, float32(z.usual), largest})
	b = appendFloats(b, m.bias)
	for _, f := range fs {
		b = binary.LittleEndian.AppendUint32(b, f.key)
	}
	for _, f := range fs {
		b = append(b, byte(math.Round(float64((z.idf[f.at]-1)/(z.rare-1)*255))))
	}
	for _, f := range fs {
		n := len(b)
		b = append(b, 0)
		for i := m.start[f.at]; i < m.start[f.at+1]; i++ {
			if v := m.value[i]; v >= packMin || v <= -packMin {
				b = append(b, byte(m.class[i]), packedValue(v, largest))
				b[n]++
			}
		}
	}
	return b
}

// OpenBinary opens what AppendBinary wrote; nobody changes b afterwards.
func OpenBinary(b []byte) (*Packed, error) {
	if len(b) < packHead {
		return nil, errShort
	}
	features, classes := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	keys := packHead + 4*classes
	rarity := keys + packKey*features
	lists := rarity + packRarity*features
	if classes > 255 || features > len(b) || lists > len(b) {
		return nil, errShort
	}
	p := &Packed{keys: b[keys:rarity], rarity: b[rarity:lists], lists: b[lists:], shift: 32, rare: floatAt(b, 8), usual: float64(floatAt(b, 12))}
	for i := range classes {
		p.bias = append(p.bias, floatAt(b, packHead+4*i))
	}
	for n := 1; n*perBucket < features; n *= 2 {
		p.shift--
	}
	p.values = values(floatAt(b, 16))
	return p, p.index(features, classes)
}

// Classes returns how many classes the model tells apart.
func (p *Packed) Classes() int { return len(p.bias) }

// index finds where the buckets begin, and fails where the parts do not fit together.
func (p *Packed) index(features, classes int) error {
	p.buckets = make([]bucket, 1<<(32-p.shift)+1)
	next, at := 0, 0
	for f := range features {
		b := int(p.key(f) >> p.shift)
		if b+1 < next {
			return errShort
		}
		for ; next <= b; next++ {
			p.buckets[next] = bucket{uint32(f), uint32(at)}
		}
		end := at + 1
		if at < len(p.lists) {
			end += packWeight * int(p.lists[at])
		}
		if end > len(p.lists) {
			return errShort
		}
		for w := at + 1; w < end; w += packWeight {
			if int(p.lists[w]) >= classes {
				return errShort
			}
		}
		at = end
	}
	if at != len(p.lists) {
		return errShort
	}
	for ; next < len(p.buckets); next++ {
		p.buckets[next] = bucket{uint32(features), uint32(at)}
	}
	return nil
}

func floatAt(b []byte, at int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))
}

func (p *Packed) key(feature int) uint32 {
	return binary.LittleEndian.Uint32(p.keys[packKey*feature:])
}

// find is how rare a feature is and where its list stands, -1 for nowhere.
func (p *Packed) find(key uint64) (rarity float32, list int) {
	k := packedKey(key)
	from, end := p.buckets[k>>p.shift], p.buckets[k>>p.shift+1]
	list = int(from.list)
	for f := int(from.feature); f < int(end.feature); f++ {
		if p.key(f) == k {
			return rarityOf(p.rarity[f], p.rare), list
		}
		list += 1 + packWeight*int(p.lists[list])
	}
	return 0, -1
}

// Margins writes the margin of every class for a text into out: what Vectorize and
// Margins make of it. v is room.
func (p *Packed) Margins(out []float32, v *Vector, fs []Feature) []float32 {
	v.idx, v.val = v.idx[:0], v.val[:0]
	sum := float32(0)
	for _, f := range fs {
		rarity, list := p.find(f.Key)
		if list < 0 {
			w := f.Weight * p.rare * unseen
			sum += float32(w * w)
			continue
		}
		w := f.Weight * rarity
		sum += float32(w * w)
		v.idx, v.val = append(v.idx, int32(list)), append(v.val, w)
	}
	out = append(out[:0], p.bias...)
	if len(v.idx) == 0 {
		return out
	}
	scale := scaleOf(sum, p.usual)
	for k, list := range v.idx {
		x := v.val[k] * scale
		from := int(list) + 1
		for w := p.lists[from : from+packWeight*int(p.lists[list])]; len(w) > 0; w = w[packWeight:] {
			out[w[0]] += float32(x * p.values[w[1]])
		}
	}
	return out
}
