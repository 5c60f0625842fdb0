package lexicon

import (
	"bytes"
	"slices"

	"hotro/internal/text"
)

// maxWords bounds how much of a long text is read; its two ends tell enough.
const maxWords = 240

// Text is one text as words, with the buffers that reading it needs. Reuse it
// for many texts, one at a time.
type Text struct {
	Folded []byte
	Spans  []text.Span // of the words, in Folded
	Spoken []Word      // every word, first meaning
	At     []int       // of each in Spoken, its place in Spans
	Signs  []uint16    // of each in Spoken, its diacritics as text.MayMean wants them; 0 where another word was written for it
	First  []WordID    // without politeness and filler; unknown words keep their place
	Second []WordID    // the same with second meanings; empty when no word has two
	Marked []MarkedWord

	marks     []text.Mark
	corrected []WordID
	words     []Word
}

// Read fills t with the words of s.
func (x *Lexicon) Read(t *Text, s string) {
	t.Folded, t.marks = text.AppendFoldMarks(t.Folded[:0], t.marks[:0], s)
	t.Spans = text.AppendWords(t.Spans[:0], t.Folded)
	if n := len(t.Spans); n > maxWords {
		t.Spans = append(t.Spans[:maxWords*2/3], t.Spans[n-maxWords/3:]...)
	}
	x.ReadWithout(t, 0, 0)
}

// ReadWithout fills t anew with the words of the text it holds, but for those
// from one to another.
func (x *Lexicon) ReadWithout(t *Text, from, to int) {
	t.Spoken, t.At, t.Signs = t.Spoken[:0], t.At[:0], t.Signs[:0]
	t.First, t.Second, t.Marked = t.First[:0], t.Second[:0], t.Marked[:0]
	two := false
	for i, sp := range t.Spans {
		if i >= from && i < to {
			continue
		}
		sign := Sign(t.marks, sp)
		a, b := x.word(t, t.Folded[sp.Start:sp.End], sign)
		asWritten := sign
		if len(a) != 1 || b != nil || a[0].ID == Unknown || x.words[a[0].ID] != string(t.Folded[sp.Start:sp.End]) {
			asWritten = 0
		}
		if sign != 0 && len(a) == 1 && a[0].ID != Unknown {
			t.Marked = append(t.Marked, MarkedWord{a[0].ID, sign})
		}
		if b != nil && !two {
			two = true
			t.Second = append(t.Second, t.First...)
		}
		for range a {
			t.At, t.Signs = append(t.At, i), append(t.Signs, asWritten)
		}
		t.Spoken = append(t.Spoken, a...)
		t.First = AppendContent(t.First, a)
		if two {
			if b == nil {
				b = a
			}
			t.Second = AppendContent(t.Second, b)
		}
	}
}

// Sign adds up the diacritics of a word: a number that tells words with the
// same letters apart.
func Sign(marks []text.Mark, sp text.Span) uint16 {
	i, _ := slices.BinarySearchFunc(marks, sp.Start, func(m text.Mark, at int) int { return m.At - at })
	sum := uint16(0)
	for ; i < len(marks) && marks[i].At < sp.End; i++ {
		sum += marks[i].Sign
	}
	return sum
}

// Sign adds up the diacritics of the i-th word.
func (t *Text) Sign(i int) uint16 { return Sign(t.marks, t.Spans[i]) }

// clauseEnd is the place in Spoken of the first word behind the sign that ends the clause
// of the i-th.
func (t *Text) clauseEnd(i int) int {
	for i++; i < len(t.Spoken); i++ {
		if from, to := t.Spans[t.At[i-1]].End, t.Spans[t.At[i]].Start; from < to && bytes.ContainsAny(t.Folded[from:to], ",.;:!?\n") {
			return i
		}
	}
	return i
}

// word returns the readings of one folded word; the second is nil when there
// is only one. They are valid until the next call.
func (x *Lexicon) word(t *Text, w []byte, sign uint16) (a, b []Word) {
	if e, ok := x.dialect[dialectWord{string(w), sign}]; ok {
		return e, nil
	}
	if e, ok := x.abbreviations[string(w)]; ok && (sign == 0 || !x.known(w, sign)) {
		if len(e) > 1 {
			return e[0], e[1]
		}
		return e[0], nil
	}
	t.words = t.words[:0]
	if id, ok := x.ids[string(w)]; ok {
		t.words = append(t.words, Word{id, x.roles[MarkedWord{id, sign}]})
		return t.words, nil
	}
	if id, ok := Numeric(w); ok {
		t.words = append(t.words, Word{ID: id})
		return t.words, nil
	}
	if t.corrected = x.correct(t.corrected[:0], string(w)); len(t.corrected) == 0 {
		t.corrected = append(t.corrected, Unknown)
	}
	for _, id := range t.corrected {
		t.words = append(t.words, Word{id, x.roles[MarkedWord{id, 0}]})
	}
	return t.words, nil
}

// known reports whether a word with these diacritics has a role: "hộ" is no
// short form though "ho" may be.
func (x *Lexicon) known(w []byte, sign uint16) bool {
	id, ok := x.ids[string(w)]
	return ok && x.roles[MarkedWord{id, sign}] != Content
}

// AppendContent adds words without politeness and filler.
func AppendContent(dst []WordID, ws []Word) []WordID {
	for _, w := range ws {
		if w.Role == Content {
			dst = append(dst, w.ID)
		}
	}
	return dst
}

// AppendSpoken adds words without politeness, or with it.
func AppendSpoken(dst []WordID, ws []Word, withPolite bool) []WordID {
	for _, w := range ws {
		if withPolite || w.Role != Polite {
			dst = append(dst, w.ID)
		}
	}
	return dst
}
