package lexicon

// Beginnings is the first two letters of some words: a set that says cheaply of
// most others that they are none of them. The zero value is empty.
type Beginnings [1 << 16 / 64]uint64

// Add enters a word.
func (b *Beginnings) Add(w string) {
	if len(w) > 1 {
		i, bit := place(w[0], w[1])
		b[i] |= bit
	}
}

// Maybe reports whether w may be one of the words or begin with one of two
// letters or more; no is certain.
func (b *Beginnings) Maybe(w []byte) bool {
	if len(w) < 2 {
		return true
	}
	i, bit := place(w[0], w[1])
	return b[i]&bit != 0
}

func place(a, b byte) (i int, bit uint64) { return int(a)<<2 | int(b)>>6, 1 << (b & 63) }
