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
	errors map[string]bool // lỗi, mã, error
	links  map[string]bool // số, là, báo: may stand between
	counts map[string]bool // lần, máy, ngày: may not follow
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
	return &Numbers{set(w.Errors), set(w.Links), set(w.Counts)}
}

// Find returns the number of an error in a text.
func (n *Numbers) Find(t *lexicon.Text) (int, bool) { return n.find(t.Folded, t.Spans) }

func (n *Numbers) find(folded []byte, spans []text.Span) (int, bool) {
	word := func(i int) string { return string(folded[spans[i].Start:spans[i].End]) }
	for i := range spans {
		w := folded[spans[i].Start:spans[i].End]
		if len(w) > 4 || w[0] < '0' || w[0] > '9' {
			continue
		}
		num, err := strconv.Atoi(string(w))
		if err != nil || !n.announced(word, i) {
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
	b := text.AppendFold(nil, s)
	spans := text.AppendWords(nil, b)
	if len(spans) == 1 {
		_, digits := lexicon.Numeric(b[spans[0].Start:spans[0].End])
		return digits
	}
	_, ok := n.find(b, spans)
	return ok
}

// announced reports whether a word for error or code precedes word i, with at
// most four linking words between.
func (n *Numbers) announced(word func(int) string, i int) bool {
	for k := i - 1; k >= max(0, i-5); k-- {
		if n.errors[word(k)] {
			return true
		}
		if !n.links[word(k)] {
			return false
		}
	}
	return false
}
