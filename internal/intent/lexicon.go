package intent

import (
	"hotro/internal/kb"
	"hotro/internal/text"
)

// wordID numbers a word of the guide or of the words data. Words that nobody
// knows are unknown: they carry no meaning, and they weigh against every match.
type wordID int32

const (
	unknown wordID = -1
	number  wordID = 0 // a number of up to eight digits that is no word of the data
	phone   wordID = 1 // a longer one
)

// lexicon turns text into word numbers: it folds, expands what is shortened,
// mends what is misspelt. Immutable once built.
type lexicon struct {
	ids     map[string]wordID
	words   []string
	count   []int // how often each word occurs in what the lexicon was built from
	short   map[string][]expansion
	roles   map[tone]role       // by word and diacritics: "bạn" is polite, "bận" is not
	deletes map[string][]wordID // a word minus one letter → the words it may come from
}

// role says which words are passed over.
type role byte

const (
	content role = iota
	polite       // passed over always
	filler       // passed over when topics are told apart
)

// tone is a word with its diacritics: "đen" and "đến" fold to one word. A sign
// of 0 is a word written bare.
type tone struct {
	word wordID
	sign uint16
}

// term is a word as it stands in a text.
type term struct {
	word wordID
	role role
}

// expansion is one reading of a shortened word.
type expansion []term

// newLexicon builds the lexicon of a guide and the words data.
func newLexicon(g *kb.Guide, w *Words) *lexicon {
	x := &lexicon{ids: map[string]wordID{}, short: map[string][]expansion{}, roles: map[tone]role{}, deletes: map[string][]wordID{}}
	x.add("#number")
	x.add("#phone")
	x.setRole(w.filler, filler)
	x.setRole(w.polite, polite)
	x.learnWords(w)
	for _, t := range g.Topics {
		x.learnAll(t.Phrases, false)
		x.learnAll(t.Labels, false)
		x.learnAll(t.Units, false)
		x.learn(t.Title, false)
	}
	x.learnAll(g.Outside, false)
	for _, u := range g.Uncovered {
		x.learnAll(u.Labels, false)
	}
	x.indexSlips()
	return x
}

// learnWords takes in the words data; numbers in it are words.
func (x *lexicon) learnWords(w *Words) {
	for _, k := range sortedKeys(w.replace) {
		x.short[k] = []expansion{x.expand(w.replace[k])}
	}
	for _, k := range sortedKeys(w.either) {
		for _, r := range w.either[k] {
			x.short[k] = append(x.short[k], x.expand(r))
		}
	}
	for _, ws := range [][]string{w.negators, w.human, w.outside, w.vague} {
		x.learnAll(ws, true)
	}
	for _, c := range w.concepts {
		x.learnAll(c.Words, true)
	}
	for _, m := range w.meanings {
		x.learnAll(m.Whole, true)
		x.learnAll(m.Inside, true)
	}
	for _, o := range w.ordinals {
		x.learnAll(o.Whole, true)
		x.learnAll(o.Inside, true)
	}
}

func (x *lexicon) learnAll(phrases []string, numbers bool) {
	for _, p := range phrases {
		x.learn(p, numbers)
	}
}

// learn adds the words of a phrase.
func (x *lexicon) learn(phrase string, numbers bool) {
	for _, w := range text.Words(phrase) {
		if _, ok := numeric([]byte(w)); !ok || numbers {
			x.add(w)
		}
	}
}

// expand adds the words of an expansion and returns them with their roles.
func (x *lexicon) expand(phrase string) expansion {
	var out expansion
	for _, t := range x.signed(phrase) {
		out = append(out, term{t.word, x.roles[t]})
	}
	return out
}

// signed adds the words of a phrase and returns them with their diacritics.
func (x *lexicon) signed(phrase string) []tone {
	folded, marks := text.AppendFoldMarks(nil, nil, phrase)
	var out []tone
	for _, sp := range text.AppendWords(nil, folded) {
		out = append(out, tone{x.add(string(folded[sp.Start:sp.End])), signWithin(marks, sp)})
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

func (x *lexicon) setRole(words []string, r role) {
	for _, w := range words {
		for _, t := range x.signed(w) {
			x.roles[t] = r
		}
	}
}

// indexSlips prepares the mending of misspelt words.
func (x *lexicon) indexSlips() {
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

// numeric tells numbers apart by length: what is said about "40" and about
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
