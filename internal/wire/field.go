package wire

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
	"unsafe"
)

// Text is a field that is a string. Most fields of a struct are of this type and empty,
// which is told at once.
func Text[T ~string](c *Codec, name string, v *T) {
	switch {
	case c.reading:
		if len(c.key) == len(name) && c.at(name) {
			*v = T(c.text())
			c.nextValue()
		}
	case *v != "" || c.always:
		c.put(name, false)
		c.out = appendText(c.out, string(*v))
	}
}

// Int is a field that is a whole number.
func Int[T ~int | ~int64](c *Codec, name string, v *T) {
	switch {
	case !c.reading:
		if c.put(name, *v == 0) {
			c.out = strconv.AppendInt(c.out, int64(*v), 10)
		}
	case c.at(name):
		n, err := strconv.ParseInt(c.number(), 10, 64)
		if err != nil || int64(T(n)) != n {
			c.fail("no whole number in " + name)
		}
		*v = T(n)
		c.nextValue()
	}
}

// Bool is a field that is true or false.
func Bool(c *Codec, name string, v *bool) {
	switch {
	case !c.reading:
		if c.put(name, !*v) {
			c.out = strconv.AppendBool(c.out, *v)
		}
	case c.at(name):
		if *v = c.peek() == 't'; *v {
			c.literal("true")
		} else {
			c.literal("false")
		}
		c.nextValue()
	}
}

// Time is a field that is a moment.
func Time(c *Codec, name string, v *time.Time) {
	switch {
	case !c.reading:
		if c.put(name, v.IsZero()) {
			c.appendTime(*v)
		}
	case c.at(name):
		t, err := time.Parse(time.RFC3339, c.text())
		if err != nil {
			c.fail("no moment in " + name)
		}
		*v = t
		c.nextValue()
	}
}

func (c *Codec) appendTime(t time.Time) {
	out, err := t.AppendText(append(c.out, '"'))
	if err != nil {
		if c.err == nil {
			c.err = err
		}
		return
	}
	c.out = append(out, '"')
}

// Texts is a field that is a list of strings.
func Texts(c *Codec, name string, v *[]string) {
	switch {
	case !c.reading:
		if !c.put(name, len(*v) == 0) {
			return
		}
		c.out = append(c.out, '[')
		for i, s := range *v {
			c.comma(i)
			c.out = appendText(c.out, s)
		}
		c.out = append(c.out, ']')
	case c.at(name):
		c.elements(func() { *v = append(grown(*v), c.text()) })
		c.nextValue()
	}
}

// Ints is a field that is a list of whole numbers.
func Ints(c *Codec, name string, v *[]int64) {
	switch {
	case !c.reading:
		if !c.put(name, len(*v) == 0) {
			return
		}
		c.out = append(c.out, '[')
		for i, n := range *v {
			c.comma(i)
			c.out = strconv.AppendInt(c.out, n, 10)
		}
		c.out = append(c.out, ']')
	case c.at(name):
		c.elements(func() {
			n, err := strconv.ParseInt(c.number(), 10, 64)
			if err != nil {
				c.fail("no whole number in " + name)
			}
			*v = append(grown(*v), n)
		})
		c.nextValue()
	}
}

// Map is a field that names strings by strings.
func Map(c *Codec, name string, v *map[string]string) {
	switch {
	case !c.reading:
		if !c.put(name, len(*v) == 0) {
			return
		}
		c.out = append(c.out, '{')
		for i, k := range slices.Sorted(maps.Keys(*v)) {
			c.comma(i)
			c.out = append(appendText(c.out, k), ':')
			c.out = appendText(c.out, (*v)[k])
		}
		c.out = append(c.out, '}')
	case c.at(name):
		if *v == nil {
			*v = map[string]string{}
		}
		c.entries(func(k string) { (*v)[k] = c.text() })
		c.nextValue()
	}
}

// structOf is a pointer to a T that lists its fields.
type structOf[T any] interface {
	*T
	Struct
}

// List is a field that is a list of structs.
func List[T any, P structOf[T]](c *Codec, name string, v *[]T) {
	switch {
	case !c.reading:
		if !c.put(name, len(*v) == 0) {
			return
		}
		c.out = append(c.out, '[')
		for i := range *v {
			c.comma(i)
			c.object(P(&(*v)[i]))
		}
		c.out = append(c.out, ']')
	case c.at(name):
		c.elements(func() {
			var zero T
			*v = append(grown(*v), zero)
			c.object(P(&(*v)[len(*v)-1]))
		})
		c.nextValue()
	}
}

// AppendList appends a list of structs by itself, to be a Raw field that List reads too;
// of none it appends nothing.
func AppendList[T any, P structOf[T]](dst []byte, v []T) []byte {
	if len(v) == 0 {
		return dst
	}
	const usual = 72 // bytes of one
	c := &Codec{out: append(slices.Grow(dst, usual*len(v)), '[')}
	for i := range v {
		c.comma(i)
		c.object(P(&v[i]))
	}
	return append(c.out, ']')
}

// DecodeList reads what AppendList wrote, as Decode does.
func DecodeList[T any, P structOf[T]](data []byte) (v []T, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	c := newReader(data)
	c.space()
	c.elements(func() {
		var zero T
		v = append(grown(v), zero)
		c.object(P(&v[len(v)-1]))
	})
	return v, c.end()
}

// Grid is a field that is a list of lists of structs.
func Grid[T any, P structOf[T]](c *Codec, name string, v *[][]T) {
	switch {
	case !c.reading:
		if !c.put(name, len(*v) == 0) {
			return
		}
		c.out = append(c.out, '[')
		for i, row := range *v {
			c.comma(i)
			c.out = append(c.out, '[')
			for k := range row {
				c.comma(k)
				c.object(P(&row[k]))
			}
			c.out = append(c.out, ']')
		}
		c.out = append(c.out, ']')
	case c.at(name):
		c.elements(func() {
			var row []T
			c.elements(func() {
				var zero T
				row = append(row, zero)
				c.object(P(&row[len(row)-1]))
			})
			*v = append(*v, row)
		})
		c.nextValue()
	}
}

// Inner is a field that is a struct. It is always written.
func Inner[T any, P structOf[T]](c *Codec, name string, v P) {
	switch {
	case !c.reading:
		c.put(name, false)
		c.object(v)
	case c.at(name):
		c.object(v)
		c.nextValue()
	}
}

// Optional is a field that is a struct or nil.
func Optional[T any, P structOf[T]](c *Codec, name string, v *P) {
	switch {
	case !c.reading:
		if c.put(name, *v == nil) {
			c.object(*v)
		}
	case c.at(name):
		*v = P(new(T))
		c.object(*v)
		c.nextValue()
	}
}

// Raw is a field that is JSON of another kind, which is kept as it is: where it was
// read, as a part of what it was read from, to be read and not written to.
func Raw(c *Codec, name string, v *json.RawMessage) {
	switch {
	case !c.reading:
		if c.put(name, len(*v) == 0) {
			c.out = append(c.out, *v...)
		}
	case c.at(name):
		from := c.pos
		c.skip()
		*v = unsafe.Slice(unsafe.StringData(c.in[from:c.pos]), c.pos-from)
		c.nextValue()
	}
}

// grown makes room for a few elements at once, where they are small: lists of
// one are rare. Of large ones there is often one, and else many.
func grown[T any](v []T) []T {
	const small, few = 64, 4 // bytes, elements
	var one T
	switch size := unsafe.Sizeof(one); {
	case size <= small && v == nil:
		return make([]T, 0, few)
	case size > small && len(v) > 0 && len(v) == cap(v) && len(v) <= few:
		return slices.Grow(v, (few-1)*len(v))
	}
	return v
}

func (c *Codec) comma(i int) {
	if i > 0 {
		c.out = append(c.out, ',')
	}
}

// elements reads a list, one value by each call of read.
func (c *Codec) elements(read func()) {
	c.expect('[')
	if c.space(); c.peek() == ']' {
		c.pos++
		return
	}
	for c.err == nil {
		c.space()
		read()
		if c.space(); c.peek() != ',' {
			c.expect(']')
			return
		}
		c.pos++
	}
}

// entries reads an object that names values, one by each call of read.
func (c *Codec) entries(read func(key string)) {
	c.expect('{')
	if c.space(); c.peek() == '}' {
		c.pos++
		return
	}
	for c.err == nil {
		c.space()
		k := c.text()
		c.space()
		c.expect(':')
		c.space()
		read(k)
		if c.space(); c.peek() != ',' {
			c.expect('}')
			return
		}
		c.pos++
	}
}
