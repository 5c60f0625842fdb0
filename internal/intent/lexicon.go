package intent

import (
	"hotro/internal/text"
)

// wordID numbers a word of the guide or of the words data. Words that nobody
// knows are unknown: they carry no feature, and they weigh against every match.
type wordID int32

const (
	unknown wordID = -1
	number  wordID = 0 // a number of up to eight digits
	phone   wordID = 1 // a longer one
)

// lexicon turns text into word numbers: it folds, expands what is shortened,
// mends what is misspelt, and drops politeness. Immutable once built.
type lexicon struct {
	ids     map[string]wordID
	words   []string
	count   []int // how often each word occurs in what the lexicon was built from
	short   map[string][]expansion
	polite  map[wordID]bool
	deletes map[string][]wordID // a word minus one letter → the words it may come from
}

// expansion is one reading of a shortened word.
type expansion []wordID

// newLexicon starts a lexicon from the words data.
func newLexicon(w *Words) *lexicon {
	x := &lexicon{ids: map[string]wordID{}, short: map[string][]expansion{}, polite: map[wordID]bool{}, deletes: map[string][]wordID{}}
	x.add("#number")
	x.add("#phone")
	for _, k := range sortedKeys(w.replace) {
		x.short[k] = []expansion{x.learn(w.replace[k])}
	}
	for _, k := range sortedKeys(w.either) {
		for _, r := range w.either[k] {
			x.short[k] = append(x.short[k], x.learn(r))
		}
	}
	for _, p := range w.polite {
		for _, id := range x.learn(p) {
			x.polite[id] = true
		}
	}
	return x
}

// learn adds the words of a phrase and returns their numbers.
func (x *lexicon) learn(phrase string) []wordID {
	ws := text.Words(phrase)
	out := make([]wordID, len(ws))
	for i, w := range ws {
		if id, ok := numeric([]byte(w)); ok {
			out[i] = id
			continue
		}
		out[i] = x.add(w)
	}
	return out
}

func (x *lexicon) add(w string) wordID {
	id, ok := x.ids[w]
	if !ok {
		id = wordID(len(x.words))
		x.ids[w] = id
		x.words = append(x.words, w)
		x.count = append(x.count, 0)
	}
	x.count[id]++
	return id
}

// seal prepares the mending of misspelt words; the lexicon grows no more.
func (x *lexicon) seal() {
	for id, w := range x.words {
		if len(w) < 4 || w[0] == '#' {
			continue
		}
		x.deletes[w] = append(x.deletes[w], wordID(id))
		for i := range w {
			d := w[:i] + w[i+1:]
			x.deletes[d] = append(x.deletes[d], wordID(id))
		}
	}
}

// numeric tells numbers apart by length: what is said about "4" and about
// "0912345678" differs, which digits they have does not matter here.
func numeric(w []byte) (wordID, bool) {
	for _, c := range w {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	if len(w) > 8 {
		return phone, true
	}
	return number, true
}
