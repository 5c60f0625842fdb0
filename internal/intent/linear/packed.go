package linear

import (
	"encoding/binary"
	"math"
)

// Packed is a vectorizer and the model trained on it as AppendBinary packed them:
// weights stay in the packed bytes, which may be a part of the program, and only
// where a feature stands is kept beside them. It is immutable.
type Packed struct {
	b     []byte
	slots []uint32 // places of features in b, open addressing by the key; 0 is none
	bias  []float32
	rare  float32
	usual float64
}

// What stands in the packed bytes.
const (
	packHead    = 4 + 4 + 4 + 4 // features, classes, rare, usual
	packFeature = 8 + 4 + 1     // key, idf, how many weights follow
	packWeight  = 1 + 2         // class, value
)

// OpenBinary opens what AppendBinary wrote; nobody changes b afterwards.
func OpenBinary(b []byte) (*Packed, error) {
	if len(b) < packHead {
		return nil, errShort
	}
	features, classes := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	if classes > 255 || features > len(b)/packFeature || len(b) < packHead+4*classes {
		return nil, errShort
	}
	p := &Packed{b: b, rare: floatAt(b, 8), usual: float64(floatAt(b, 12)), slots: make([]uint32, slotsFor(features))}
	for i := range classes {
		p.bias = append(p.bias, floatAt(b, packHead+4*i))
	}
	at := packHead + 4*classes
	for range features {
		if len(b)-at < packFeature {
			return nil, errShort
		}
		end := at + packFeature + packWeight*int(b[at+packFeature-1])
		if len(b) < end {
			return nil, errShort
		}
		for w := at + packFeature; w < end; w += packWeight {
			if int(b[w]) >= classes {
				return nil, errShort
			}
		}
		p.put(at)
		at = end
	}
	if at != len(b) {
		return nil, errShort
	}
	return p, nil
}

// slotsFor is a power of two that leaves a third of the slots free.
func slotsFor(features int) int {
	n := 16
	for n < features+features/2 {
		n *= 2
	}
	return n
}

func floatAt(b []byte, at int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))
}

// put keeps where a feature stands.
func (p *Packed) put(at int) {
	key := binary.LittleEndian.Uint64(p.b[at:])
	for i := p.slot(key); ; i = (i + 1) % len(p.slots) {
		if p.slots[i] == 0 {
			p.slots[i] = uint32(at)
			return
		}
	}
}

// slot is where the search for a key begins. Keys are hashes but for their first
// byte.
func (p *Packed) slot(key uint64) int { return int(key % uint64(len(p.slots))) }

// find is where a feature stands, 0 for nowhere.
func (p *Packed) find(key uint64) int {
	for i := p.slot(key); p.slots[i] != 0; i = (i + 1) % len(p.slots) {
		if at := int(p.slots[i]); binary.LittleEndian.Uint64(p.b[at:]) == key {
			return at
		}
	}
	return 0
}

// Margins writes the margin of every class for a text into out: what Vectorize and
// Margins make of it. v is room.
func (p *Packed) Margins(out []float32, v *Vector, fs []Feature) []float32 {
	v.idx, v.val = v.idx[:0], v.val[:0]
	sum := float32(0)
	for _, f := range fs {
		at := p.find(f.Key)
		if at == 0 {
			w := f.Weight * p.rare * unseen
			sum += float32(w * w)
			continue
		}
		w := f.Weight * floatAt(p.b, at+8)
		sum += float32(w * w)
		v.idx, v.val = append(v.idx, int32(at)), append(v.val, w)
	}
	out = append(out[:0], p.bias...)
	if len(v.idx) == 0 {
		return out
	}
	scale := scaleOf(sum, p.usual)
	for k, at := range v.idx {
		x := v.val[k] * scale
		from := int(at) + packFeature
		for w := p.b[from : from+packWeight*int(p.b[from-1])]; len(w) > 0; w = w[packWeight:] {
			value := float32(int16(binary.LittleEndian.Uint16(w[1:]))) * packUnit
			out[w[0]] += float32(x * value)
		}
	}
	return out
}
