package intent

import (
	"slices"

	"hotro/internal/text"
)

// maxWords bounds how much of a long text is read; its two ends tell enough.
const maxWords = 240

// reading is one text as words, with the buffers that reading it needs. A
// shortened word with two meanings gives the text a second reading.
type reading struct {
	folded []byte
	marks  []text.Mark
	spans  []text.Span
	spoken []term   // every word, first meaning
	first  []wordID // without politeness and filler; unknown words keep their place
	second []wordID // the second meanings; empty when no word has two
	tones  []tone   // of the words written with diacritics
	mended []wordID
	terms  []term
}

// read fills r with the words of s.
func (x *lexicon) read(r *reading, s string) {
	r.folded, r.marks = text.AppendFoldMarks(r.folded[:0], r.marks[:0], s)
	r.spans = text.AppendWords(r.spans[:0], r.folded)
	if n := len(r.spans); n > maxWords {
		r.spans = append(r.spans[:maxWords*2/3], r.spans[n-maxWords/3:]...)
	}
	x.reread(r, 0, 0)
}

// reread fills r with its words but those from one to another.
func (x *lexicon) reread(r *reading, from, to int) {
	r.spoken, r.first, r.second, r.tones = r.spoken[:0], r.first[:0], r.second[:0], r.tones[:0]
	two := false
	for i, sp := range r.spans {
		if i >= from && i < to {
			continue
		}
		sign := signWithin(r.marks, sp)
		a, b := x.word(r, r.folded[sp.Start:sp.End], sign)
		if sign != 0 && len(a) == 1 && a[0].word != unknown {
			r.tones = append(r.tones, tone{a[0].word, sign})
		}
		if b != nil && !two {
			two = true
			r.second = append(r.second, r.first...)
		}
		r.spoken = append(r.spoken, a...)
		r.first = appendContent(r.first, a)
		if two {
			if b == nil {
				b = a
			}
			r.second = appendContent(r.second, b)
		}
	}
}

// signWithin adds up the diacritics of a word.
func signWithin(marks []text.Mark, sp text.Span) uint16 {
	i, _ := slices.BinarySearchFunc(marks, sp.Start, func(m text.Mark, at int) int { return m.At - at })
	sum := uint16(0)
	for ; i < len(marks) && marks[i].At < sp.End; i++ {
		sum += marks[i].Sign
	}
	return sum
}

// word returns the readings of one folded word; the second is nil when there
// is only one. They are valid until the next call.
func (x *lexicon) word(r *reading, w []byte, sign uint16) (a, b []term) {
	if e, ok := x.short[string(w)]; ok && (sign == 0 || !x.known(w, sign)) {
		if len(e) > 1 {
			return e[0], e[1]
		}
		return e[0], nil
	}
	r.terms = r.terms[:0]
	if id, ok := x.ids[string(w)]; ok {
		r.terms = append(r.terms, term{id, x.roles[tone{id, sign}]})
		return r.terms, nil
	}
	if id, ok := numeric(w); ok {
		r.terms = append(r.terms, term{word: id})
		return r.terms, nil
	}
	if r.mended = x.mend(r.mended[:0], string(w)); len(r.mended) == 0 {
		r.mended = append(r.mended, unknown)
	}
	for _, id := range r.mended {
		r.terms = append(r.terms, term{id, x.roles[tone{id, 0}]})
	}
	return r.terms, nil
}

// known reports whether a word with these diacritics has a role: "hộ" is no
// short form though "ho" may be.
func (x *lexicon) known(w []byte, sign uint16) bool {
	id, ok := x.ids[string(w)]
	return ok && x.roles[tone{id, sign}] != content
}

// appendContent adds terms without politeness and filler.
func appendContent(dst []wordID, ts []term) []wordID {
	for _, t := range ts {
		if t.role == content {
			dst = append(dst, t.word)
		}
	}
	return dst
}

// appendSpoken adds terms without politeness, or with it.
func appendSpoken(dst []wordID, ts []term, withPolite bool) []wordID {
	for _, t := range ts {
		if withPolite || t.role != polite {
			dst = append(dst, t.word)
		}
	}
	return dst
}
