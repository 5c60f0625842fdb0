package codes

import (
	"slices"

	"hotro/internal/intent/lexicon"
)

// Kind is what a Book says about a text.
type Kind int

// The kinds of match.
const (
	None    Kind = iota
	Whole        // one code, whole or nearly so
	Several      // several codes of different topics
	Partial      // a part of a code, or of several
	Unknown      // something copied as a code that is not a known one
)

// Match is what a Book sees in a text.
type Match struct {
	Kind  Kind
	Codes []int32 // for Book.Code, best first; one for Whole
	Name  string  // for Unknown: as it was written
	Score float64
	// From and To bound the words that are the part, for Partial.
	From, To int
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

// Find looks for codes in a text: raw as it was written, words as the lexicon
// read it. t holds its buffers.
func (b *Book) Find(t *Text, raw string, words *lexicon.Text) Match {
	b.prepare(t, raw, words)
	hits := b.exact(t)
	near := b.candidates(t)
	if len(hits) > 0 {
		return b.resolve(b.preferLonger(hits, near))
	}
	if f, ok := b.fuzzy(near); ok {
		return f
	}
	for _, c := range t.raw {
		if !b.parts.all(c) {
			return Match{Kind: Unknown, Name: c, Score: 1}
		}
	}
	for _, r := range b.runs(t) {
		if f, ok := b.partial(r, len(t.raw) > 0); ok {
			return f
		}
	}
	if len(t.raw) > 0 {
		return Match{Kind: Unknown, Name: t.raw[0], Score: 1}
	}
	return Match{}
}

// preferLonger replaces a code by a longer one that has nearly the same text in
// it: whoever writes TO_NUMBER_NOT_ALLOW_CALLOUT lost an S and does not mean
// NOT_ALLOW_CALLOUT.
func (b *Book) preferLonger(hits []hit, near []alignment) []int32 {
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

// resolve turns whole codes into a finding. A covered code wins over one that
// is not: the rest of the text rarely is about the other.
func (b *Book) resolve(ids []int32) Match {
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].Topic == "" })
	if len(covered) == 0 {
		return Match{Kind: Whole, Codes: ids[:1], Score: 1}
	}
	if b.topicsOf(covered) > 1 {
		return Match{Kind: Several, Codes: covered, Score: 1}
	}
	return Match{Kind: Whole, Codes: covered[:1], Score: 1}
}

func (b *Book) topicsOf(ids []int32) int {
	var seen []string
	for _, id := range ids {
		if t := b.codes[id].Topic; t != "" && !slices.Contains(seen, t) {
			seen = append(seen, t)
		}
	}
	return len(seen)
}

// fuzzy accepts the code whose letters nearly occur, if it leads.
func (b *Book) fuzzy(near []alignment) (Match, bool) {
	if len(near) == 0 || near[0].recall < nearWhole {
		return Match{}, false
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
	return Match{Kind: Whole, Codes: []int32{best.code}, Score: best.recall}, true
}

// partial finds the codes that a run is a part of. One code alone is believed
// when enough of it is there; several are a question.
func (b *Book) partial(r run, copied bool) (Match, bool) {
	fits := b.alignAll(r)
	top := 0.0
	for _, f := range fits {
		top = max(top, f.precision)
	}
	if top < partRight || copied && top < allOfCode {
		return Match{}, false
	}
	fits = slices.DeleteFunc(fits, func(f alignment) bool { return f.precision < top-0.05 })
	best := fits[0]
	var ids []int32
	for _, f := range fits {
		ids = append(ids, f.code)
	}
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].Topic == "" })
	topic := b.codes[best.code].Topic
	switch {
	case topic != "" && best.recall >= allOfCode, len(ids) == 1 && topic != "" && best.recall >= partOfCode:
		return Match{Kind: Whole, Codes: ids[:1], Score: best.f()}, true
	case len(covered) > 0:
		return Match{Kind: Partial, Codes: covered, Score: best.f(), From: r.parts[0].word, To: r.parts[len(r.parts)-1].word + 1}, true
	case best.recall >= manyOfCode:
		return Match{Kind: Whole, Codes: ids[:1], Score: best.f()}, true
	}
	return Match{}, false
}
