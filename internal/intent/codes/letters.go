package codes

import (
	"cmp"
	"slices"
)

// candidates returns the codes whose letters nearly occur in the text, however they are
// cut, best first: recall is 1 minus the edits needed, by the code's length.
func (sc *scan) candidates() []alignment {
	sc.vote()
	sc.near = sc.near[:0]
	for id, v := range sc.votes {
		c := &sc.book.codes[id]
		if c.trigrams == 0 || float64(v) < 0.45*float64(c.trigrams) {
			continue
		}
		n := float64(len(c.skeleton))
		most := int((1-nearWhole)*n) + 1
		if recall := 1 - float64(edits(c.skeleton, sc.skel, most))/n; recall >= nearWhole {
			sc.near = append(sc.near, alignment{code: int32(id), recall: recall, precision: 1})
		}
	}
	slices.SortStableFunc(sc.near, func(a, c alignment) int { return cmp.Compare(c.recall, a.recall) })
	return sc.near
}

// vote counts the trigrams of the text that each code has.
func (sc *scan) vote() {
	sc.votes = slices.Grow(sc.votes[:0], len(sc.book.codes))[:len(sc.book.codes)]
	clear(sc.votes)
	for i := 0; i+3 <= len(sc.skel); i++ {
		k := [3]byte(sc.skel[i:])
		if !sc.book.known.maybe(k) {
			continue
		}
		for _, id := range sc.book.trigrams[k] {
			sc.votes[id]++
		}
	}
}

// trigramSet says cheaply of most trigrams that a book has no such.
type trigramSet [1 << 15 / 64]uint64

func (s *trigramSet) add(k [3]byte) {
	i, bit := placeOf(k)
	s[i] |= bit
}

// maybe reports whether a trigram may be in the set; no is certain.
func (s *trigramSet) maybe(k [3]byte) bool {
	i, bit := placeOf(k)
	return s[i]&bit != 0
}

func placeOf(k [3]byte) (i int, bit uint64) {
	n := int(k[0]&31)<<10 | int(k[1]&31)<<5 | int(k[2]&31)
	return n >> 6, 1 << (n & 63)
}

// edits returns the least number of letters wrong, missing, added or swapped
// between p and any stretch of t; of more than most it says only that they are
// more.
func edits(p, t []byte, most int) int {
	if len(p) > 64 {
		return longEdits(p, t, most)
	}
	if len(p) == 0 {
		return 0
	}
	return min(shortEdits(p, t), most+1)
}

// shortEdits is edits for up to 64 letters, whatever they are: a column of the table of
// distances, as the differences between its rows, is two numbers, and a letter of t takes
// it a column further (Hyyrö, "A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances", 2003).
func shortEdits(p, t []byte) int {
	var at [256]uint64 // the places in p of each letter
	for i, b := range p {
		at[b] |= 1 << i
	}
	end := uint64(1) << (len(p) - 1)
	more, less, same, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	now, best := len(p), len(p)
	for _, b := range t {
		here := at[b]
		swapped := (^same & here << 1) & before
		same = ((here&more + more) ^ more) | here | less | swapped
		up, down := less|^(same|more), same&more
		switch {
		case up&end != 0:
			now++
		case down&end != 0:
			now--
			best = min(best, now)
		}
		up, down = up<<1, down<<1
		more, less, before = down|^(same|up), up&same, here
	}
	return best
}

// longEdits is edits for any number of letters (Sellers' algorithm with transpositions
// and Ukkonen's cut-off).
func longEdits(p, t []byte, most int) int {
	n := len(p)
	buf := make([]int, 3*(n+2))
	before, prev, cur := buf[:n+2], buf[n+2:2*n+4], buf[2*n+4:3*n+6]
	for i := range prev {
		prev[i] = i
	}
	best := min(n, most+1)
	last, lastBefore := min(n, most), 0 // beyond which a column holds more than most
	for j := range t {
		cur[0] = 0
		end := min(n, max(last+1, lastBefore+2))
		for i := 1; i <= end; i++ {
			v := prev[i-1]
			if p[i-1] != t[j] {
				v++
			}
			v = min(v, prev[i]+1, cur[i-1]+1)
			if i > 1 && j > 0 && p[i-1] == t[j-1] && p[i-2] == t[j] {
				v = min(v, before[i-2]+1)
			}
			cur[i] = v
		}
		cur[end+1] = most + 1 // as good as any number that is too high
		if end == n {
			best = min(best, cur[n])
		}
		for lastBefore, last = last, end; cur[last] > most; {
			last--
		}
		before, prev, cur = prev, cur, before
	}
	return best
}
