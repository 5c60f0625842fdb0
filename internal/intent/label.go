package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// labelBook finds the texts by which other programs show an error: "Không tìm
// thấy số điện thoại người gọi". Immutable once built.
type labelBook struct {
	trie    *lexicon.Trie
	results []Result
}

// A label of fewer words is too ordinary to be believed wherever it stands.
const labelWords = 3

func newLabelBook(g *kb.Guide, x *lexicon.Lexicon) *labelBook {
	b := &labelBook{trie: lexicon.NewTrie()}
	var read lexicon.Text
	put := func(label string, res Result) {
		if x.Read(&read, label); len(read.First) >= labelWords {
			b.trie.Put(read.First, int32(len(b.results)))
			b.results = append(b.results, res)
		}
	}
	for _, t := range g.Topics {
		for _, l := range t.Labels {
			res := Result{Intent: KindTopic, Topic: t.ID, Score: 0.95, Candidates: []Candidate{{t.ID, 0.95}}}
			if len(t.Codes) > 0 {
				res.Code = t.Codes[0]
			}
			put(l, res)
		}
	}
	for _, u := range g.Uncovered {
		for _, l := range u.Labels {
			put(l, Result{Intent: KindNone, Code: u.Code, Uncovered: true, Score: 0.95})
		}
	}
	return b
}

// find returns the result of the longest label in words.
func (b *labelBook) find(words []lexicon.WordID) (Result, bool) {
	best, at := 0, int32(-1)
	for i := range words {
		if v, n := b.trie.Longest(words[i:]); n > best {
			best, at = n, v
		}
	}
	if at < 0 {
		return Result{}, false
	}
	res := b.results[at]
	res.Candidates = slices.Clone(res.Candidates)
	return res, true
}
