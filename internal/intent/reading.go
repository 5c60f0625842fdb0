package intent

import (
	"hotro/internal/text"
)

// maxWords bounds how much of a long text is read; its two ends tell enough.
const maxWords = 240

// reading is one text as words, with the buffers that reading it needs. A
// shortened word with two meanings gives the text a second reading.
type reading struct {
	folded []byte
	spans  []text.Span
	first  []wordID // politeness dropped; unknown words keep their place
	second []wordID // empty when no word has two meanings
	mended []wordID
}

// read fills r with the words of s.
func (x *lexicon) read(r *reading, s string) {
	r.folded = text.AppendFold(r.folded[:0], s)
	r.spans = text.AppendWords(r.spans[:0], r.folded)
	r.first, r.second = r.first[:0], r.second[:0]
	if n := len(r.spans); n > maxWords {
		r.spans = append(r.spans[:maxWords*2/3], r.spans[n-maxWords/3:]...)
	}
	two := false
	for _, sp := range r.spans {
		a, b := x.word(r, r.folded[sp.Start:sp.End])
		if b != nil && !two {
			two = true
			r.second = append(r.second, r.first...)
		}
		r.first = x.appendWords(r.first, a)
		if two {
			if b == nil {
				b = a
			}
			r.second = x.appendWords(r.second, b)
		}
	}
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

// appendWords adds ids without the polite ones.
func (x *lexicon) appendWords(dst, ids []wordID) []wordID {
	for _, id := range ids {
		if !x.polite[id] {
			dst = append(dst, id)
		}
	}
	return dst
}
