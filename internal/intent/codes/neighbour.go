package codes

import "slices"

// Codes have neighbours: TO_NUMBER_NOT_FOUND is like FROM_NUMBER_NOT_FOUND and
// another code. Here is told whether what stands in a text is a code or the
// neighbour of one.

// goesBefore reports whether a word that codes alone have stands right before
// a place: NOT_ALLOW_CALLOUT is not meant in "from number not allow callout".
func (sc *scan) goesBefore(at int) bool {
	return slices.ContainsFunc(sc.parts, func(p partAt) bool {
		_, end := sc.span(p.word, p.word+1)
		return end == at && !p.slip && !sc.book.parts.plain[p.part]
	})
}

// startsWithin reports whether a code was placed so that it starts within a
// word of other codes: TO_NUMBER is not in "from number".
func (sc *scan) startsWithin(c *Code, at int) bool {
	for _, p := range sc.parts {
		if s, e := sc.span(p.word, p.word+1); s < at && at < e {
			return !p.slip && p.part != c.parts[0]
		}
	}
	return false
}

// endsOtherwise reports whether the last word of a code is lost and a word of
// other codes follows in its place; a then takes that word in.
func (sc *scan) endsOtherwise(a *placement) bool {
	if !a.words[len(a.words)-1].lost() {
		return false
	}
	for _, p := range sc.parts {
		if s, e := sc.span(p.word, p.word+1); s == a.end && !p.slip {
			a.end = e
			return true
		}
	}
	return false
}

// swapped reports whether a run is a code with one word in it replaced by a
// word of another: to number not found.
func (b *Book) swapped(r run) bool {
	for i := range r.parts[1:] {
		if r.parts[i+1].word-r.parts[i].word > 1 {
			return false
		}
	}
	near := false
	for i := range b.codes {
		switch other := b.codes[i].others(r); {
		case other == 0 || partOf(r, b.codes[i].parts):
			return false // the same words in another order, or some of them
		case other == 1:
			near = true
		}
	}
	return near
}

// partOf reports whether all of a run is in a code, in order.
func partOf(r run, parts []int32) bool {
	k := 0
	for _, p := range parts {
		if k < len(r.parts) && r.parts[k].part == p {
			k++
		}
	}
	return k == len(r.parts)
}

// others counts the words of a run that stand in the place of another word of
// the code; 0 is for the words of the code in any order, -1 for no likeness.
func (c *Code) others(r run) int {
	if len(c.parts) != len(r.parts) || len(c.parts) < 4 {
		return -1
	}
	other := 0
	same := slices.Clone(c.parts)
	for i, p := range r.parts {
		if p.part != c.parts[i] {
			other++
		}
		if k := slices.Index(same, p.part); k >= 0 {
			same = slices.Delete(same, k, k+1)
		}
	}
	if len(same) == 0 {
		return 0
	}
	return other
}
