package linear

import (
	"encoding/binary"
	"errors"
	"math"
)

// Packed is a vectorizer and the model trained on it as AppendBinary packed them:
// they stay in the packed bytes, which may be a part of the program, and only where
// the features begin is kept beside them. It is immutable. What is packed tells nearly
// every line as what it was packed from, a few of them less surely.
type Packed struct {
	keys    []byte       // of the features, packKey each, ascending in each bucket
	rarity  []byte       // of the features, packRarity each
	rare    [256]float32 // what a rarity stands for
	lists   lists        // of each feature, one after the other
	buckets []bucket
	shift   int // of a key, for its bucket
	bias    []float32
	usual   float64
}

// bucket is where the features begin whose keys have the same first bits.
type bucket struct{ feature, list uint32 }

// errShort is what opening packed bytes fails with.
var errShort = errors.New("packed model: too short or of another make")

// OpenBinary opens what AppendBinary wrote; nobody changes b afterwards.
func OpenBinary(b []byte) (*Packed, error) {
	if len(b) < packHead {
		return nil, errShort
	}
	features, classes, shift := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:])), int(binary.LittleEndian.Uint32(b[8:]))
	if features > len(b) || classes > len(b) || shift > 32 || bucketsOf(shift) > len(b) {
		return nil, errShort
	}
	counts := packHead + 4*classes
	keys := counts + bucketsOf(shift)
	rarity := keys + packKey*features
	entries := rarity + packRarity*features
	if entries > len(b) {
		return nil, errShort
	}
	p := &Packed{
		keys: b[keys:rarity], rarity: b[rarity:entries], lists: lists{b[entries:], valuesOf(floatAt(b, 20))},
		shift: shift, rare: raritiesOf(floatAt(b, 12)), usual: float64(floatAt(b, 16)),
	}
	for i := range classes {
		p.bias = append(p.bias, floatAt(b, packHead+4*i))
	}
	return p, p.index(b[counts:keys], features)
}

func floatAt(b []byte, at int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))
}

// index finds where the buckets begin, of which each has so many features, and fails
// where the parts do not fit together.
func (p *Packed) index(counts []byte, features int) (err error) {
	p.buckets = make([]bucket, len(counts)+1)
	f, at := 0, 0
	for i, n := range counts {
		p.buckets[i] = bucket{uint32(f), uint32(at)}
		for range n {
			if at, err = p.lists.check(at, len(p.bias)); err != nil {
				return err
			}
		}
		f += int(n)
	}
	if f != features || at != len(p.lists.packed) {
		return errShort
	}
	p.buckets[len(counts)] = bucket{uint32(f), uint32(at)}
	return nil
}

// Classes returns how many classes the model tells apart.
func (p *Packed) Classes() int { return len(p.bias) }

// find is how rare a feature is and where its list stands, -1 for nowhere.
func (p *Packed) find(key uint64) (rarity float32, list int) {
	k := packedKey(key)
	kept := inBucket(k, p.shift)
	from, end := p.buckets[k>>p.shift], p.buckets[k>>p.shift+1]
	for f := from.feature; f < end.feature; f++ {
		if binary.LittleEndian.Uint16(p.keys[packKey*f:]) == kept {
			list = int(from.list)
			for range f - from.feature {
				list = p.lists.next(list)
			}
			return p.rare[p.rarity[f]], list
		}
	}
	return 0, -1
}

// raritiesOf are what packed rarities stand for: even steps from that of what all texts
// have to that of what none has.
func raritiesOf(none float32) (out [256]float32) {
	for i := range out {
		out[i] = 1 + float32(float32(i)*(none-1)/255)
	}
	return out
}

// none is how rare is what no text has.
func (p *Packed) none() float32 { return p.rare[len(p.rare)-1] }

// Weigh returns how much a feature counts: more the rarer it was in training, and a
// little less than the rarest when it was never seen.
func (p *Packed) Weigh(f Feature) float32 {
	if rarity, list := p.find(f.Key); list >= 0 {
		return f.Weight * rarity
	}
	return f.Weight * p.none() * unseen
}

// Margins writes the margin of every class for a text into out: what Vectorize and
// Margins make of it. v is room.
func (p *Packed) Margins(out []float32, v *Vector, fs []Feature) []float32 {
	v.idx, v.val = v.idx[:0], v.val[:0]
	sum := float32(0)
	for _, f := range fs {
		rarity, list := p.find(f.Key)
		if list < 0 {
			w := f.Weight * p.none() * unseen
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
		p.lists.add(out, int(list), v.val[k]*scale)
	}
	return out
}
