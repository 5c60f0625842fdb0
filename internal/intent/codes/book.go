package codes

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// Book finds error codes in text: whole, misspelt, or in part. Immutable
// once built.
type Book struct {
	codes    []Code
	prefixes map[[prefixLen]byte][]int32 // first letters of a skeleton → codes
	trigrams map[[3]byte][]int32         // of the skeletons → codes
	opens    trigramSet                  // the first of each skeleton
	known    trigramSet                  // all of them
	parts    *parts
	numbers  map[int]int32     // SDK number → code
	shapes   map[string]int    // codes that hold digits, # for each → the words of the longest
	ids      []string          // of topics without a code, that could be codes
	named    map[string]int32  // codes that hold digits or are short, without separators → code
	bones    map[string][]bone // words by what is left without their vowels
	said     map[string]bool   // words that the guide has for its topics
	short    bool              // some codes are short and hold no digits
	words    int               // of the longest code in named
	around   *Numbers
	statuses map[string][]statusPhrase
	sentence map[string]bool // words that only sentences have
}

const prefixLen = 6

// Code is one error code.
type Code struct {
	Name  string
	Topic string // "" when no document covers it

	skeleton []byte
	ends     []int   // of its words, in the skeleton
	digits   string  // its digits, in order
	parts    []int32 // FROM, NUMBER, NOT, FOUND
	trigrams int
	weight   float64 // of all parts
}

// New builds the book of a guide's codes, covered and not.
func New(g *kb.Guide, w *lexicon.Words) *Book {
	b := &Book{
		prefixes: map[[prefixLen]byte][]int32{}, trigrams: map[[3]byte][]int32{}, numbers: map[int]int32{},
		shapes: map[string]int{}, named: map[string]int32{}, bones: map[string][]bone{}, said: map[string]bool{}, around: NewNumbers(w),
	}
	for _, t := range g.Topics {
		first := int32(len(b.codes))
		for _, c := range t.Codes {
			b.add(c, t.ID)
		}
		if len(t.Codes) == 0 && strings.Contains(t.ID, "_") {
			b.ids = append(b.ids, t.ID)
		}
		for _, l := range t.Labels {
			if n, err := strconv.Atoi(l); err == nil && first < int32(len(b.codes)) {
				b.number(n, first)
			}
		}
	}
	for _, u := range g.Uncovered {
		b.add(u.Code, "")
		if u.Number != 0 {
			b.number(u.Number, int32(len(b.codes)-1))
		}
	}
	b.weigh(w)
	for i := range b.codes {
		b.bone(b.codes[i].Name)
	}
	b.learn(g)
	b.statuses = b.phrases()
	return b
}

// number gives a number to a code; the first code to claim it keeps it, and
// topics come before what is uncovered.
func (b *Book) number(n int, id int32) {
	if _, taken := b.numbers[n]; !taken {
		b.numbers[n] = id
	}
}

func (b *Book) add(name, topic string) {
	c := Code{Name: name, Topic: topic, digits: digitsOf(name)}
	words := text.Words(name)
	for _, w := range words {
		c.skeleton = skeleton(c.skeleton, w)
		c.ends = append(c.ends, len(c.skeleton))
	}
	id := int32(len(b.codes))
	if c.digits != "" || len(c.skeleton) < prefixLen {
		b.name(strings.Join(words, ""), len(words), id)
	}
	if len(c.skeleton) >= prefixLen && len(c.digits) < len(c.skeleton) {
		k := [prefixLen]byte(c.skeleton[:prefixLen])
		b.prefixes[k] = append(b.prefixes[k], id)
		b.opens.add([3]byte(k[:]))
		c.trigrams = b.index(id, c.skeleton)
	}
	b.codes = append(b.codes, c)
}

// index enters a code under the trigrams of its skeleton, and counts them.
func (b *Book) index(id int32, skeleton []byte) (n int) {
	for i := 0; i+3 <= len(skeleton); i++ {
		k := [3]byte(skeleton[i : i+3])
		if !slices.Contains(b.trigrams[k], id) {
			b.trigrams[k] = append(b.trigrams[k], id)
			b.known.add(k)
			n++
		}
	}
	return n
}

// weigh cuts every code into parts and weighs them: NOT is in most codes, MEDIA
// in one.
func (b *Book) weigh(w *lexicon.Words) {
	b.parts = newParts(b.codes, w.Plain)
	b.sentence = map[string]bool{}
	for _, s := range w.Sentence {
		b.sentence[text.FoldWords(s)] = true
	}
	df := make([]int, len(b.parts.names))
	for i := range b.codes {
		c := &b.codes[i]
		c.parts = b.parts.of(c.Name)
		for j, p := range c.parts {
			if !slices.Contains(c.parts[:j], p) {
				df[p]++
			}
		}
	}
	b.parts.weight = make([]float64, len(df))
	for p, d := range df {
		b.parts.weight[p] = math.Log(1+float64(len(b.codes))/float64(max(d, 1))) + 0.3
	}
	for i := range b.codes {
		for _, p := range b.codes[i].parts {
			b.codes[i].weight += b.parts.weight[p]
		}
	}
}

// Code returns the code of this number in a Match.
func (b *Book) Code(id int32) *Code { return &b.codes[id] }

// Named returns the code of this name.
func (b *Book) Named(name string) (*Code, bool) {
	for i := range b.codes {
		if b.codes[i].Name == name {
			return &b.codes[i], true
		}
	}
	return nil, false
}

// ByNumber returns the code that the system numbers n.
func (b *Book) ByNumber(n int) (*Code, bool) {
	id, ok := b.numbers[n]
	if !ok {
		return nil, false
	}
	return &b.codes[id], true
}

// Holds reports whether s holds a whole code of a topic, whatever its case and
// separators.
func (b *Book) Holds(s, topic string) bool {
	in := skeleton(nil, s)
	for _, c := range b.codes {
		if c.Topic == topic && bytes.Contains(in, c.skeleton) {
			return true
		}
	}
	return false
}

// skeleton appends to dst what is left of s when everything is dropped that
// gets lost or added when a code is copied by eye: case, separators, marks, and
// the difference between look-alikes.
func skeleton(dst []byte, s string) []byte {
	b := text.AppendFold(nil, s)
	for _, sp := range text.AppendWords(nil, b) {
		n := len(dst)
		dst = append(dst, b[sp.Start:sp.End]...)
		foldConfusables(dst[n:])
	}
	return dst
}

// foldConfusables maps look-alike letters and digits to one of them, in place.
func foldConfusables(w []byte) {
	for i, c := range w {
		w[i] = confusable[c]
	}
}

// confusable is the letter that stands for each byte; only read.
var confusable = buildConfusables()

func buildConfusables() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
	}
	t['0'], t['1'], t['l'], t['5'], t['8'], t['6'], t['2'] = 'o', 'i', 'i', 's', 'b', 'g', 'z'
	t['3'], t['4'], t['7'] = 'e', 'a', 't'
	return t
}

// idSlips is how many slips there may be in an id that somebody types.
const idSlips = 2

// ByID returns the topic without a code whose id a name is that nobody knows, but for a
// slip: who reads the id somewhere takes it for a code. Only what is written as a code is
// one: the words of an id are words.
func (b *Book) ByID(name string) (topic string, ok bool) {
	for _, id := range b.ids {
		if text.Distance(strings.ToUpper(name), id) <= idSlips {
			return id, true
		}
	}
	return "", false
}
