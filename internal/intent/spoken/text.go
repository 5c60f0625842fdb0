package spoken

import "slices"

// Text holds the buffers of one Translated or Heard. The zero value is ready;
// reuse it for many texts, one at a time.
type Text struct {
	lattice lattice
	odd     []bool
	seen    []bool // words of codes
	codes   []int
	phones  []byte
	ends    []int // of each word, in phones
	rows    [2][]float64
}

// row returns n numbers, left by whoever used them before.
func (t *Text) row(k, n int) []float64 {
	t.rows[k] = slices.Grow(t.rows[k][:0], n)[:n]
	return t.rows[k]
}

// clear makes room for a text of n words.
func (l *lattice) clear(n int) {
	l.at = slices.Grow(l.at[:0], n)[:n]
	for i := range l.at {
		l.at[i] = l.at[i][:0]
	}
	l.glue = cleared(l.glue, n)
	l.words, l.strange = 0, false
}

// cleared returns n times false, in the room of s if there is enough.
func cleared(s []bool, n int) []bool {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}
