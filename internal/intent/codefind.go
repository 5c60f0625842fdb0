package intent

import (
	"slices"
)

// codeFinding is what the codebook can say about a text.
type codeFinding int

const (
	noCode      codeFinding = iota
	wholeCode               // one code, whole or nearly so
	severalCode             // several codes of different topics
	partialCode             // a part of a code, or of several
	unknownCode             // something copied as a code that is none we know
)

// found is what the codebook sees in a text.
type found struct {
	kind  codeFinding
	codes []int32 // best first; one for wholeCode
	name  string  // for unknownCode
	score float64
	run   run // for partialCode: the words that are the part
}

// How near to a code a text must be.
const (
	nearWhole  = 0.84 // letters right, by edits, to be taken for the code
	nearLead   = 0.04 // and ahead of the next code by this much
	partRight  = 0.85 // of what was typed must be in the code
	partOfCode = 0.40 // of the code must be there if no other has these parts
	allOfCode  = 0.93 // of the code's parts are there: the code is whole
	manyOfCode = 0.60 // of a code no document covers
	moreOfText = 4    // letters that a longer code must explain beyond a shorter one
)

// find looks for codes in a prepared text.
func (b *codebook) find(t *codeText) found {
	hits := b.exact(t)
	near := b.similar(t)
	if len(hits) > 0 {
		return b.settle(b.widen(hits, near))
	}
	if f, ok := b.nearly(near); ok {
		return f
	}
	for _, c := range t.raw {
		if !b.parts.all(c) {
			return found{kind: unknownCode, name: c, score: 1}
		}
	}
	for _, r := range b.runs(t) {
		if f, ok := b.explain(r, len(t.raw) > 0); ok {
			return f
		}
	}
	if len(t.raw) > 0 {
		return found{kind: unknownCode, name: t.raw[0], score: 1}
	}
	return found{}
}

// widen replaces a code by a longer one that has nearly the same text in it:
// who writes TO_NUMBER_NOT_ALLOW_CALLOUT lost an S, and does not mean
// NOT_ALLOW_CALLOUT.
func (b *codebook) widen(hits []codeHit, near []fit) []int32 {
	var ids []int32
	for _, h := range hits {
		id := h.code
		for _, n := range near {
			long, short := b.codes[n.code].skeleton, b.codes[id].skeleton
			explained := int(n.recall * float64(len(long)))
			if n.recall >= nearWhole && explained >= len(short)+moreOfText && 4*edits(short, long) <= len(short) {
				id = n.code
			}
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// settle turns whole codes into a finding. A covered code wins over one that
// is not: the rest of the text rarely is about the other.
func (b *codebook) settle(ids []int32) found {
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].topic == "" })
	if len(covered) == 0 {
		return found{kind: wholeCode, codes: ids[:1], score: 1}
	}
	if b.topicsOf(covered) > 1 {
		return found{kind: severalCode, codes: covered, score: 1}
	}
	return found{kind: wholeCode, codes: covered[:1], score: 1}
}

func (b *codebook) topicsOf(ids []int32) int {
	var seen []string
	for _, id := range ids {
		if t := b.codes[id].topic; t != "" && !slices.Contains(seen, t) {
			seen = append(seen, t)
		}
	}
	return len(seen)
}

// nearly accepts the code whose letters nearly occur, if it leads.
func (b *codebook) nearly(near []fit) (found, bool) {
	if len(near) == 0 || near[0].recall < nearWhole {
		return found{}, false
	}
	best := near[0]
	for _, n := range near[1:] {
		if best.recall-n.recall >= nearLead {
			break
		}
		if len(b.codes[n.code].skeleton) > len(b.codes[best.code].skeleton) {
			best = n
		}
	}
	return found{kind: wholeCode, codes: []int32{best.code}, score: best.recall}, true
}

// explain finds the codes that a run is a part of. One code alone is believed
// when enough of it is there; several are a question.
func (b *codebook) explain(r run, copied bool) (found, bool) {
	fits := b.fits(r)
	top := 0.0
	for _, f := range fits {
		top = max(top, f.precision)
	}
	if top < partRight || copied && top < allOfCode {
		return found{}, false
	}
	fits = slices.DeleteFunc(fits, func(f fit) bool { return f.precision < top-0.05 })
	best := fits[0]
	var ids []int32
	for _, f := range fits {
		ids = append(ids, f.code)
	}
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].topic == "" })
	topic := b.codes[best.code].topic
	switch {
	case topic != "" && best.recall >= allOfCode, len(ids) == 1 && topic != "" && best.recall >= partOfCode:
		return found{kind: wholeCode, codes: ids[:1], score: best.f()}, true
	case len(covered) > 0:
		return found{kind: partialCode, codes: covered, score: best.f(), run: r}, true
	case best.recall >= manyOfCode:
		return found{kind: wholeCode, codes: ids[:1], score: best.f()}, true
	}
	return found{}, false
}
