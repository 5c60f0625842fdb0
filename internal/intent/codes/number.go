package codes

import (
	"strconv"

	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

// Numbers recognises an error by its number: "lỗi 4", "mã lỗi 18", "error
// code: 1000". Words that say error or code must precede it, and what is
// counted must not follow: "lỗi 4 lần" is no code.
type Numbers struct {
	errors map[string]uint16 // lỗi, mã, error: the diacritics that they are meant with
	links  map[string]bool   // số, là, báo: may stand between
	counts map[string]bool   // lần, máy, ngày: may not follow
}

// NewNumbers takes the words that stand around numbers from the words data.
func NewNumbers(w *lexicon.Words) *Numbers {
	set := func(ws []string) map[string]bool {
		m := map[string]bool{}
		for _, s := range ws {
			m[text.FoldWords(s)] = true
		}
		return m
	}
	errors := map[string]uint16{}
	for _, s := range w.Errors {
		folded, marks := text.AppendFoldMarks(nil, nil, s)
		for _, sp := range text.AppendWords(nil, folded) {
			errors[string(folded[sp.Start:sp.End])] = lexicon.Sign(marks, sp)
		}
	}
	return &Numbers{errors, set(w.Links), set(w.Counts)}
}

// announces reports whether a word is one for error or code: "mã" and "ma" are, "mà" is not.
func (n *Numbers) announces(word string, sign uint16) bool {
	meant, ok := n.errors[word]
	return ok && text.MayMean(sign, meant)
}

// Find returns the number of an error in a text.
func (n *Numbers) Find(t *lexicon.Text) (int, bool) { return n.find(t.Folded, t.Spans, t.Sign) }

func (n *Numbers) find(folded []byte, spans []text.Span, sign func(int) uint16) (int, bool) {
	word := func(i int) string { return string(folded[spans[i].Start:spans[i].End]) }
	for i := range spans {
		w := folded[spans[i].Start:spans[i].End]
		if len(w) > 4 || w[0] < '0' || w[0] > '9' {
			continue
		}
		num, err := strconv.Atoi(string(w))
		if err != nil || !n.announced(word, sign, i) {
			continue
		}
		if i+1 < len(spans) && n.counts[word(i+1)] {
			continue
		}
		if spans[i].Start > 0 && folded[spans[i].Start-1] == '-' {
			num = -num
		}
		return num, true
	}
	return 0, false
}

// Decides reports whether s names an error by its number, or is one.
func (n *Numbers) Decides(s string) bool {
	b, marks := text.AppendFoldMarks(nil, nil, s)
	spans := text.AppendWords(nil, b)
	if len(spans) == 1 {
		_, digits := lexicon.Numeric(b[spans[0].Start:spans[0].End])
		return digits
	}
	_, ok := n.find(b, spans, func(i int) uint16 { return lexicon.Sign(marks, spans[i]) })
	return ok
}

// announced reports whether a word for error or code precedes word i, with at
// most four linking words between.
func (n *Numbers) announced(word func(int) string, sign func(int) uint16, i int) bool {
	for k := i - 1; k >= max(0, i-5); k-- {
		if n.announces(word(k), sign(k)) {
			return true
		}
		if !n.links[word(k)] {
			return false
		}
	}
	return false
}
