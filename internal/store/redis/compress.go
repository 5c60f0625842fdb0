package redis

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"
	"unsafe"

	"github.com/klauspost/compress/s2"

	"hotro/internal/store"
)

// dictionary1 is what states, lines and deliveries usually look like. What is
// stored was written against it, byte for byte: a better one is another file,
// with another mark.
//
//go:embed dictionary1.txt
var dictionary1 []byte

// The first byte of what is stored says how. What JSON begins with stands for
// itself: so everything was stored before there were marks.
const (
	markPlain = 0 // as it is, behind the mark
	mark1     = 1 // compressed against dictionary1
	lastMark  = mark1
)

// Bounds of compressing.
const (
	leastSize = 160      // bytes; less is not worth the time, which is much the same for little and for much
	mostSize  = 16 << 20 // bytes; nothing that is stored unpacks to more
)

// compressor makes what conversations consist of smaller: a third of it is
// names of fields, and most of the rest the guide's own words.
type compressor struct {
	dict *s2.Dict
	room *sync.Pool // of *[]byte, to compress into
}

func newCompressor() compressor {
	return compressor{s2.MakeDictManual(dictionary1, 0), &sync.Pool{New: func() any { return new([]byte) }}}
}

// pack returns b as it is stored.
func (c compressor) pack(b []byte) []byte {
	if len(b) >= leastSize {
		room := c.room.Get().(*[]byte)
		defer c.room.Put(room)
		*room = slices.Grow((*room)[:0], s2.MaxEncodedLen(len(b)))
		if packed := c.dict.Encode((*room)[:cap(*room)], b); len(packed)+1 < len(b) {
			return append(append(make([]byte, 0, 1+len(packed)), mark1), packed...)
		}
	}
	if len(b) > 0 && b[0] <= lastMark {
		return append([]byte{markPlain}, b...)
	}
	return b
}

// errUnpack: what is stored is nothing that pack wrote.
var errUnpack = errors.New("what is stored can't be unpacked")

// unpack returns what pack made v of; nil for nothing.
func (c compressor) unpack(v string) ([]byte, error) {
	if v == "" || v[0] > lastMark {
		return store.Bytes(v), nil
	}
	if v[0] == markPlain {
		return []byte(v[1:]), nil
	}
	packed := unsafe.Slice(unsafe.StringData(v), len(v))[1:] // only read
	if n, err := s2.DecodedLen(packed); err != nil || n > mostSize {
		return nil, errUnpack
	}
	b, err := c.dict.Decode(nil, packed)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnpack, err)
	}
	return b, nil
}

// entry is a line of the transcript as it was stored.
func (c compressor) entry(seq int64, body, delivery string) (l store.Entry, err error) {
	l.Seq = seq
	if l.Body, err = c.unpack(body); err == nil {
		l.Delivery, err = c.unpack(delivery)
	}
	if err != nil {
		return l, fmt.Errorf("line %d: %w", seq, err)
	}
	return l, nil
}
