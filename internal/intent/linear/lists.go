package linear

import "math"

// lists are the weights of features: of each feature how many entries it has, a byte,
// then its entries in pairs. A pair is a byte of two steps, half a byte each, that lead
// from the class of the entry before to that of the entry, and a value for each; a last
// one alone has a byte for its step. Where a step is none, the value is a longer step
// instead. After as many entries as a byte tells, more of the same feature follow.
type lists struct {
	packed []byte
	values [256]float32 // what a value stands for
}

const (
	longestStep = 15
	mostEntries = math.MaxUint8
)

// packedValue is a weight as a share of the largest: its root, so that a small one is
// as exact for its size as a large one.
func packedValue(v, largest float32) byte {
	q := math.Round(127 * math.Sqrt(math.Abs(float64(v/largest))))
	return byte(int8(math.Copysign(q, float64(v))))
}

// valuesOf are what packed values stand for, by their byte.
func valuesOf(largest float32) (out [256]float32) {
	for i := range out {
		q := float64(int8(i)) / 127
		out[i] = float32(math.Copysign(q*q, q)) * largest
	}
	return out
}

// entry is an entry of a list.
type entry struct{ step, value byte }

// appendEntries appends what a weight of a class takes after one of the class last.
func appendEntries(es []entry, last, class int, value byte) []entry {
	step := class - last
	for step > longestStep {
		long := min(step-1, math.MaxUint8)
		es, step = append(es, entry{0, byte(long)}), step-long
	}
	return append(es, entry{byte(step), value})
}

// appendList appends a list.
func appendList(b []byte, es []entry) []byte {
	for ; len(es) >= mostEntries; es = es[mostEntries:] {
		b = appendPairs(append(b, mostEntries), es[:mostEntries])
	}
	return appendPairs(append(b, byte(len(es))), es)
}

func appendPairs(b []byte, es []entry) []byte {
	for ; len(es) > 1; es = es[2:] {
		b = append(b, es[0].step|es[1].step<<4, es[0].value, es[1].value)
	}
	for _, e := range es {
		b = append(b, e.step, e.value)
	}
	return b
}

// room is how many bytes entries take.
func room(entries int) int { return entries + (entries+1)/2 }

// next is where the list after the one at a place is.
func (l *lists) next(at int) int {
	for {
		n := int(l.packed[at])
		at += 1 + room(n)
		if n < mostEntries {
			return at
		}
	}
}

// add adds the weights of the list at a place, each times x, to the margins of their
// classes.
func (l *lists) add(margins []float32, at int, x float32) {
	class := -1
	for more := true; more; {
		n := int(l.packed[at])
		es := l.packed[at+1 : at+1+room(n)]
		at += 1 + room(n)
		for ; len(es) > 2; es = es[3:] {
			class = l.entry(margins, class, es[0]&longestStep, es[1], x)
			class = l.entry(margins, class, es[0]>>4, es[2], x)
		}
		if len(es) > 1 {
			class = l.entry(margins, class, es[0], es[1], x)
		}
		more = n == mostEntries
	}
}

// entry adds an entry, and returns its class.
func (l *lists) entry(margins []float32, last int, step, value byte, x float32) (class int) {
	if step == 0 {
		return last + int(value)
	}
	class = last + int(step)
	margins[class] += float32(x * l.values[value])
	return class
}

// check is where the list after the one at a place is; it fails where the place has no
// whole list of so many classes.
func (l *lists) check(at, classes int) (next int, err error) {
	class := -1
	for more := true; more; {
		if at >= len(l.packed) || at+1+room(int(l.packed[at])) > len(l.packed) {
			return 0, errShort
		}
		n := int(l.packed[at])
		es := l.packed[at+1 : at+1+room(n)]
		at += 1 + room(n)
		for ; len(es) > 2; es = es[3:] {
			class += lead(es[0]&longestStep, es[1]) + lead(es[0]>>4, es[2])
		}
		if len(es) > 1 {
			class += lead(es[0], es[1])
		}
		more = n == mostEntries
	}
	if class >= classes {
		return 0, errShort
	}
	return at, nil
}

// lead is how far an entry leads.
func lead(step, value byte) int {
	if step == 0 {
		return int(value)
	}
	return int(step)
}
