package linear

import (
	"encoding/binary"
	"errors"
	"math"
)

// errShort is what reading packed bytes fails with.
var errShort = errors.New("packed model: too short or of another make")

// AppendModel appends a model as it is, to the bit.
func AppendModel(b []byte, m *Model) []byte {
	b = binary.AppendUvarint(b, uint64(len(m.start)-1))
	b = binary.AppendUvarint(b, uint64(len(m.bias)))
	b = appendFloats(b, m.bias)
	for f := range len(m.start) - 1 {
		from, to := m.start[f], m.start[f+1]
		b = binary.AppendUvarint(b, uint64(to-from))
		for i := from; i < to; i++ {
			b = binary.AppendUvarint(b, uint64(m.class[i]))
			b = binary.LittleEndian.AppendUint16(b, uint16(math.Float32bits(m.value[i])>>16)) // the rest is zero: see rounded
		}
	}
	return b
}

// ParseModel reads what AppendModel wrote of a model with so many features and
// classes.
func ParseModel(b []byte, features, classes int) (*Model, error) {
	r := parser{b: b}
	if r.uvarint() != uint64(features) || r.uvarint() != uint64(classes) || 4*classes > len(r.b) || features > len(r.b) {
		return nil, errShort
	}
	m := &Model{bias: make([]float32, classes), start: make([]int32, features+1)}
	for i := range m.bias {
		m.bias[i] = r.float()
	}
	n := max(0, len(r.b)-features) / 3 // at most: a class takes a byte or more
	m.class, m.value = make([]int32, 0, n), make([]float32, 0, n)
	for f := range features {
		for range min(r.uvarint(), uint64(classes)) {
			c := r.uvarint()
			if c >= uint64(classes) {
				return nil, errShort
			}
			m.class, m.value = append(m.class, int32(c)), append(m.value, r.rounded())
		}
		m.start[f+1] = int32(len(m.class))
	}
	if r.failed || len(r.b) > 0 {
		return nil, errShort
	}
	return m, nil
}

func appendFloats(b []byte, xs []float32) []byte {
	for _, x := range xs {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// parser takes numbers off the front of b; past the end it gives zeros.
type parser struct {
	b      []byte
	failed bool
}

func (p *parser) take(n int) []byte {
	if len(p.b) < n {
		p.b, p.failed = nil, true
		return make([]byte, n)
	}
	head := p.b[:n]
	p.b = p.b[n:]
	return head
}

func (p *parser) uvarint() uint64 {
	x, n := binary.Uvarint(p.b)
	if n <= 0 {
		p.b, p.failed = nil, true
		return 0
	}
	p.b = p.b[n:]
	return x
}

func (p *parser) uint32() uint32 { return binary.LittleEndian.Uint32(p.take(4)) }
func (p *parser) rounded() float32 {
	return math.Float32frombits(uint32(binary.LittleEndian.Uint16(p.take(2))) << 16)
}
func (p *parser) float() float32 { return math.Float32frombits(p.uint32()) }
