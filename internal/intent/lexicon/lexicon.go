package lexicon

import (
	"maps"
	"slices"

	"hotro/internal/kb"
	"hotro/internal/text"
)

// WordID numbers a word of the guide or of the words data. Words that nobody
// knows are Unknown: they carry no meaning, and they weigh against every match.
type WordID int32

// The words that are not in any data.
const (
	Unknown WordID = -1
	number  WordID = 0 // a number of up to eight digits that is no word of the data
	phone   WordID = 1 // a longer one
)

// Lexicon turns text into word numbers: it folds, expands what is shortened,
// corrects what is misspelt. Immutable once built.
type Lexicon struct {
	ids           map[string]WordID
	words         []string
	count         []int // how often each word occurs in what the lexicon was built from
	abbreviations map[string][]expansion
	dialect       map[dialectWord]expansion
	roles         map[MarkedWord]Role // by word and diacritics: "bạn" is Polite, "bận" is not
	emoticons     emoticons
	signs         Signs
	particles     particles
	deletions     deletions
}

// Role says which words are passed over.
type Role byte

// The roles of a word.
const (
	Content Role = iota
	Polite       // passed over always
	Filler       // passed over when topics are told apart
)

// MarkedWord is a word with its diacritics: "đen" and "đến" fold to one word.
// Marks of 0 are those of a word written bare.
type MarkedWord struct {
	ID    WordID
	Marks uint16
}

// Word is a word as it stands in a text.
type Word struct {
	ID   WordID
	Role Role
}

// dialectWord is a word of a region as it is written: bare it would be another
// word ("nỏ" is no "nó").
type dialectWord struct {
	bare  string
	marks uint16
}

// expansion is one reading of a shortened word.
type expansion []Word

// New builds the lexicon of a guide and the words data.
func New(g *kb.Guide, w *Words) *Lexicon {
	x := &Lexicon{ids: map[string]WordID{}, abbreviations: map[string][]expansion{}, dialect: map[dialectWord]expansion{}, roles: map[MarkedWord]Role{}}
	x.emoticons = newEmoticons(w.Emoticons)
	x.signs = w.Signs
	x.particles = newParticles(w.Particles)
	x.add("#number")
	x.add("#phone")
	x.setRole(w.Filler, Filler)
	x.setRole(w.Polite, Polite)
	x.learnData(w)
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
	x.deletions = newDeletions(x.words)
	return x
}

// learnData takes in the words data; numbers in it are words.
func (x *Lexicon) learnData(w *Words) {
	for _, k := range slices.Sorted(maps.Keys(w.Replace)) {
		x.abbreviations[k] = []expansion{x.expand(w.Replace[k])}
	}
	for _, k := range slices.Sorted(maps.Keys(w.Either)) {
		for _, r := range w.Either[k] {
			x.abbreviations[k] = append(x.abbreviations[k], x.expand(r))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(w.Dialect)) {
		folded, marks := text.AppendFoldMarks(nil, nil, k)
		x.dialect[dialectWord{string(folded), Sign(marks, text.Span{End: len(folded)})}] = x.expand(w.Dialect[k])
	}
	for _, ws := range [][]string{
		w.Negators, w.Forbids, w.Breaks, w.Asks, w.Already, w.Affirms, w.Doubts, w.Places, w.Human, w.Outside, w.Vague,
		w.Wish.Verbs, w.Wish.Persons, w.Wish.Anyone, w.Wish.Presence, w.Wish.Phrases, w.Wish.Nobody, w.Wish.Own,
		w.Trouble.Faults, w.Trouble.Subjects, w.Trouble.Around, w.Glue,
		w.Frames.How, w.Frames.Lead, w.Frames.Acts, w.Frames.Trouble, w.Frames.Denies, w.Frames.Until,
		w.Hearing.Hears, w.Hearing.Poorly, w.Hearing.Speech, w.Hearing.Us, w.Hearing.Them, w.Hearing.Other, w.Hearing.Mutual, w.Hearing.Nothing, w.Hearing.Silence, w.Hearing.Able, w.Hearing.Cut,
	} {
		x.learnAll(ws, true)
	}
	for _, c := range w.Concepts {
		x.learnAll(c.Words, true)
	}
	for _, g := range w.Glosses {
		x.learnAll(g.As, true)
	}
	for _, r := range w.Roles {
		x.learnAll(r.Words, true)
		x.learnAll(r.Unless, true)
	}
	for _, m := range w.Meanings {
		x.learnAll(m.Whole, true)
		x.learnAll(m.Inside, true)
	}
	for _, o := range w.Ordinals {
		x.learnAll(o.Whole, true)
		x.learnAll(o.Inside, true)
	}
}

func (x *Lexicon) learnAll(phrases []string, numbers bool) {
	for _, p := range phrases {
		x.learn(p, numbers)
	}
}

// learn adds the words of a phrase.
func (x *Lexicon) learn(phrase string, numbers bool) {
	for _, w := range text.Words(phrase) {
		if _, ok := Numeric([]byte(w)); !ok || numbers {
			x.add(w)
		}
	}
}

// expand adds the words of an expansion and returns them with their roles.
func (x *Lexicon) expand(phrase string) expansion {
	var out expansion
	for _, t := range x.marked(phrase) {
		out = append(out, Word{t.ID, x.roles[t]})
	}
	return out
}

// marked adds the words of a phrase and returns them with their diacritics.
func (x *Lexicon) marked(phrase string) []MarkedWord {
	folded, marks := text.AppendFoldMarks(nil, nil, phrase)
	var out []MarkedWord
	for _, sp := range text.AppendWords(nil, folded) {
		out = append(out, MarkedWord{x.add(string(folded[sp.Start:sp.End])), Sign(marks, sp)})
	}
	return out
}

// Set returns the numbers of single words as a set; words it does not know and
// phrases are left out.
func (x *Lexicon) Set(words []string) map[WordID]bool {
	set := map[WordID]bool{}
	for _, w := range words {
		if id, ok := x.ids[text.FoldWords(w)]; ok {
			set[id] = true
		}
	}
	return set
}

// Trie returns a trie of phrases, politeness left out; every value is 0.
func (x *Lexicon) Trie(phrases []string) *Trie {
	t := NewTrie()
	var read Text
	for _, p := range phrases {
		x.Read(&read, p)
		t.Put(AppendSpoken(nil, read.Spoken, false), 0)
	}
	return t
}

func (x *Lexicon) add(w string) WordID {
	id, ok := x.ids[w]
	if !ok {
		id = WordID(len(x.words))
		x.ids[w] = id
		x.words = append(x.words, w)
		x.count = append(x.count, 0)
	}
	x.count[id]++
	return id
}

func (x *Lexicon) setRole(words []string, r Role) {
	for _, w := range words {
		for _, t := range x.marked(w) {
			x.roles[t] = r
		}
	}
}

// Numeric tells numbers apart by length: what is said about "40" and about
// "0912345678" differs; which digits they have does not matter here.
func Numeric(w []byte) (WordID, bool) {
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
