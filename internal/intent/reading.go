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
	spans  []text.Span
	spoken []wordID // every word, first meaning
	first  []wordID // without politeness and filler; unknown words keep their place
	second []wordID // the second meanings; empty when no word has two
	mended []wordID
	marks  []text.Mark
	tones  []tone // of the words written with diacritics
}

// tone is a word with its diacritics: "đen" and "đến" fold to one word.
type tone struct {
	word wordID
	sign uint16
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
		a, b := x.word(r, r.folded[sp.Start:sp.End])
		if sign := r.sign(sp); sign != 0 && len(a) == 1 && a[0] != unknown {
			r.tones = append(r.tones, tone{a[0], sign})
		}
		if b != nil && !two {
			two = true
			r.second = append(r.second, r.first...)
		}
		r.spoken = append(r.spoken, a...)
		r.first = x.appendContent(r.first, a)
		if two {
			if b == nil {
				b = a
			}
			r.second = x.appendContent(r.second, b)
		}
	}
}

// sign adds up the diacritics of a word.
func (r *reading) sign(sp text.Span) uint16 {
	i, _ := slices.BinarySearchFunc(r.marks, sp.Start, func(m text.Mark, at int) int { return m.At - at })
	sum := uint16(0)
	for ; i < len(r.marks) && r.marks[i].At < sp.End; i++ {
		sum += r.marks[i].Sign
	}
	return sum
}

// word returns the readings of one folded word; the second is nil when there
// is only one.
func (x *lexicon) word(r *reading, w []byte) (a, b []wordID) {
	r.mended = r.mended[:0]
	if e, ok := x.short[string(w)]; ok {
		if len(e) > 1 {
			return e[0], e[1]
		}
		return e[0], nil
	}
	if id, ok := x.ids[string(w)]; ok {
		r.mended = append(r.mended, id)
		return r.mended, nil
	}
	if id, ok := numeric(w); ok {
		r.mended = append(r.mended, id)
		return r.mended, nil
	}
	if r.mended = x.mend(r.mended, string(w)); len(r.mended) == 0 {
		r.mended = append(r.mended, unknown)
	}
	return r.mended, nil
}

// appendContent adds ids without politeness and filler.
func (x *lexicon) appendContent(dst, ids []wordID) []wordID {
	for _, id := range ids {
		if id == unknown || x.role[id] == content {
			dst = append(dst, id)
		}
	}
	return dst
}

// appendSpoken adds ids without politeness.
func (x *lexicon) appendSpoken(dst, ids []wordID) []wordID {
	for _, id := range ids {
		if id == unknown || x.role[id] != polite {
			dst = append(dst, id)
		}
	}
	return dst
}
