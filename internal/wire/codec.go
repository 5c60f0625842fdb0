package wire

import (
	"fmt"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// Struct lists its fields to a Codec: one call of this package's functions for
// each, in the order in which they are written.
type Struct interface {
	Fields(c *Codec)
}

// Codec is one value being written or read. Its user is a Fields method.
type Codec struct {
	out    []byte // what was written
	always bool   // the next field is written also when it is zero
	first  bool   // of the present struct nothing was written

	reading bool
	in      string
	pos     int
	key     string // of the value at pos, in the struct being read
	over    bool   // the struct being read has no more values
	took    bool   // a field took a value in this pass over the list
	depth   int
	err     error
}

// deepest bounds how values nest.
const deepest = 64

// Append appends v to dst as JSON.
func Append(dst []byte, v Struct) ([]byte, error) {
	c := &Codec{out: dst}
	c.object(v)
	return c.out, c.err
}

// Decode reads v, which is zero, from JSON. What v holds shares data, which nobody
// may change any more: all of it comes from a store or a platform for this one
// reading, and a copy for it was a tenth of what a user's line allocates.
func Decode(data []byte, v Struct) error {
	c := newReader(data)
	if c.space(); c.peek() == 'n' {
		c.null()
	} else {
		c.object(v)
	}
	return c.end()
}

func newReader(data []byte) *Codec {
	c := &Codec{reading: true, in: unsafe.String(unsafe.SliceData(data), len(data))}
	if !utf8.ValidString(c.in) {
		c.in = strings.ToValidUTF8(c.in, "\uFFFD")
	}
	return c
}

// end ends the reading of a whole text.
func (c *Codec) end() error {
	if c.space(); c.pos < len(c.in) {
		c.fail("something stands behind the end")
	}
	return c.err
}

// Always has the next field, a string or a number, written also when it is zero.
func (c *Codec) Always() *Codec {
	c.always = !c.reading
	return c
}

// object writes or reads one struct.
func (c *Codec) object(v Struct) {
	if c.depth++; c.depth > deepest {
		c.fail("values nest too deeply")
	}
	if c.reading {
		c.readObject(v)
	} else {
		first := c.first
		c.out, c.first = append(c.out, '{'), true
		v.Fields(c)
		c.out, c.first = append(c.out, '}'), first
	}
	c.depth--
}

// readObject offers the values of an object to the fields, from the list's start
// as long as any takes one; a value that none takes is passed over.
func (c *Codec) readObject(v Struct) {
	key, over, took := c.key, c.over, c.took
	c.expect('{')
	if c.space(); c.peek() == '}' {
		c.pos++
		c.over = true
	} else {
		c.over = c.err != nil
		c.nextKey()
	}
	for !c.over {
		c.took = false
		v.Fields(c)
		if !c.took && !c.over {
			c.skip()
			c.nextValue()
		}
	}
	c.key, c.over, c.took = key, over, took
}

// put begins a field when writing, and reports whether its value is to be
// written.
func (c *Codec) put(name string, zero bool) bool {
	always := c.always
	c.always = false
	if zero && !always {
		return false
	}
	if !c.first {
		c.out = append(c.out, ',')
	}
	c.first = false
	c.out = append(c.out, '"')
	c.out = append(c.out, name...)
	c.out = append(c.out, '"', ':')
	return true
}

// at reports whether the value at hand is this field's; a null is taken here and
// leaves the field as it is.
func (c *Codec) at(name string) bool {
	if len(c.key) != len(name) || c.key != name || c.over {
		return false
	}
	c.took = true
	if c.space(); c.peek() == 'n' {
		c.null()
		c.nextValue()
		return false
	}
	return true
}

// nextValue goes on behind a value: to the next key or the end of the struct.
func (c *Codec) nextValue() {
	if c.err != nil {
		c.over = true
		return
	}
	switch c.space(); c.peek() {
	case ',':
		c.pos++
		c.nextKey()
	case '}':
		c.pos++
		c.over = true
	default:
		c.fail("no comma and no end of an object")
	}
}

func (c *Codec) nextKey() {
	c.space()
	c.key = c.text()
	c.space()
	c.expect(':')
}

func (c *Codec) expect(b byte) {
	if c.peek() == b {
		c.pos++
	} else {
		c.missing(b)
	}
}

func (c *Codec) missing(b byte) { c.fail(fmt.Sprintf("%q is missing", b)) }

// fail notes the first fault and ends the reading.
func (c *Codec) fail(why string) {
	if c.err == nil {
		c.err = fmt.Errorf("JSON at byte %d: %s", c.pos, why)
	}
	c.over, c.pos = true, len(c.in)
}
