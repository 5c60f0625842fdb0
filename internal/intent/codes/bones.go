package codes

import (
	"bytes"
	"slices"

	"hotro/internal/text"
)

// Who types fast leaves vowels out: "frm nmbr nt fnd". The consonants of several words
// in a row name a code well enough to ask whether it is meant, never to open it.

// How much must be there to ask.
const (
	bonesOfCode = 0.75 // of the weight of the code, in a row
	bonesLeast  = 8    // letters
)

// bones appends what is left of a word without its vowels, but a first one, and without
// doubled letters, to out, which is empty.
func bones(out, w []byte) []byte {
	for i, c := range w {
		if i > 0 && bytes.IndexByte([]byte("aeiou"), c) >= 0 || len(out) > 0 && out[len(out)-1] == c {
			continue
		}
		out = append(out, c)
	}
	return out
}

// bone is a word of a code, with the parts it stands for.
type bone struct {
	word  []byte
	parts []int32
}

// bone enters the words of a code by their bones.
func (b *Book) bone(name string) {
	for _, w := range text.Words(name) {
		parts, _ := b.parts.appendParts(nil, lookalike(w))
		word := stem([]byte(w))
		k := string(bones(nil, word))
		if !slices.ContainsFunc(b.bones[k], func(x bone) bool { return bytes.Equal(x.word, word) }) {
			b.bones[k] = append(b.bones[k], bone{word, parts})
		}
	}
}

// boned returns the parts that a word of the text stands for: as it is written, or, bare,
// without some of its vowels.
func (sc *scan) boned(i int) (ids []int32, bare bool) {
	for _, p := range sc.parts {
		if p.word == i && !p.slip {
			ids = append(ids, p.part)
		}
	}
	if ids != nil {
		return ids, false
	}
	w := stem(sc.words.Folded[sc.words.Spans[i].Start:sc.words.Spans[i].End])
	var room [24]byte
	left := bones(room[:0], w)
	if len(left) < 2 {
		return nil, false
	}
	for _, x := range sc.book.bones[string(left)] {
		switch {
		case len(w) >= len(x.word) || !leftOut(w, x.word):
		case ids != nil:
			return nil, false // of two words
		default:
			ids = x.parts
		}
	}
	return ids, ids != nil
}

// leftOut reports whether letters were left out of a word, and no more.
func leftOut(w, of []byte) bool {
	for _, c := range of {
		if len(w) > 0 && w[0] == c {
			w = w[1:]
		}
	}
	return len(w) == 0
}

// short finds the one covered code of which the words stand in a row, least of them and
// more without vowels.
func (sc *scan) short(least int) (Match, bool) {
	m := Match{Kind: Partial, Alone: true}
	twice := false
	var row []int32
	from, letters, bare := 0, 0, 0
	for i := 0; i <= len(sc.words.Spans); i++ {
		var ids []int32
		isBare := false
		if i < len(sc.words.Spans) {
			ids, isBare = sc.boned(i)
		}
		if ids != nil {
			if len(row) == 0 {
				from = i
			}
			row = append(row, ids...)
			letters += sc.words.Spans[i].End - sc.words.Spans[i].Start
			if isBare {
				bare++
			}
			continue
		}
		if bare >= least && letters >= bonesLeast {
			for id := range sc.book.codes {
				switch share := sc.book.inRow(&sc.book.codes[id], row); {
				case share < bonesOfCode || share < m.Score:
				case share == m.Score && len(sc.book.codes[id].parts) < len(sc.book.codes[m.Codes[0]].parts):
				case share == m.Score && len(sc.book.codes[id].parts) == len(sc.book.codes[m.Codes[0]].parts):
					twice = true
				default:
					twice = false
					m.Score, m.Codes, m.From, m.To = share, []int32{int32(id)}, from, i
				}
			}
		}
		row, letters, bare = row[:0], 0, 0
	}
	return m, len(m.Codes) > 0 && !twice && sc.book.codes[m.Codes[0]].Topic != ""
}

// inRow is how much of a code, by weight, stands in a row of parts without a gap.
func (b *Book) inRow(c *Code, row []int32) float64 {
	most := 0.0
	for i := range row {
		for k := range c.parts {
			w := 0.0
			for n := 0; i+n < len(row) && k+n < len(c.parts) && row[i+n] == c.parts[k+n]; n++ {
				w += b.parts.weight[c.parts[k+n]]
			}
			most = max(most, w)
		}
	}
	return most / c.weight
}
