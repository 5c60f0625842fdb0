package intent

import (
	"strconv"

	"hotro/internal/text"
)

// numbered recognises an error by its number: "lỗi 4", "mã lỗi 18", "error
// code: 1000". Words that say error or code must precede it, and what is
// counted must not follow: "lỗi 4 lần" is no code.
type numbered struct {
	says   map[string]bool // lỗi, mã, error
	links  map[string]bool // số, là, báo: may stand between
	counts map[string]bool // lần, máy, ngày: may not follow
}

func newNumbered(w *Words) *numbered {
	set := func(ws []string) map[string]bool {
		m := map[string]bool{}
		for _, s := range ws {
			m[folded(s)] = true
		}
		return m
	}
	return &numbered{set(w.errors), set(w.links), set(w.counts)}
}

// find returns the number of an error in a folded text.
func (n *numbered) find(folded []byte, spans []text.Span) (int, bool) {
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

// decides reports whether s names an error by its number, or is one.
func (n *numbered) decides(s string) bool {
	b := text.AppendFold(nil, s)
	spans := text.AppendWords(nil, b)
	if len(spans) == 1 {
		_, digits := numeric(b[spans[0].Start:spans[0].End])
		return digits
	}
	_, ok := n.find(b, spans)
	return ok
}

// announced reports whether a word for error or code precedes word i, with at
// most four linking words between.
func (n *numbered) announced(word func(int) string, i int) bool {
	for k := i - 1; k >= max(0, i-5); k-- {
		if n.says[word(k)] {
			return true
		}
		if !n.links[word(k)] {
			return false
		}
	}
	return false
}
