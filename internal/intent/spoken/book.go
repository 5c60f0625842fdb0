package spoken

import (
	"math"
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// Book knows the words of a guide's codes, their renderings and their sounds.
// Immutable once built.
type Book struct {
	codes  []code
	ids    map[string]int32 // English word → its number
	begins lexicon.Beginnings
	single []int32       // every number, to be cut from
	weight []float64     // of each word: NOT is in most codes, MEDIA in one
	gloss  [][]rendering // by their first word
	glue   []bool        // by word
	sounds *sounds
	said   [][]pronunciation // of each word
	starts map[byte][]saying // sounds that a word may begin with → words
	usual  *ordinary
}

// code is one error code as English words.
type code struct {
	name    string
	covered bool
	words   []int32
	weight  float64 // of all words
}

// rendering is one way to say some English words in Vietnamese.
type rendering struct {
	as      []lexicon.WordID
	words   []int32
	strange bool // nobody says so but a translator
}

// mostWords bounds the words of a code that can be heard.
const mostWords = 30

// New builds the book of a guide's codes.
func New(g *kb.Guide, w *lexicon.Words, x *lexicon.Lexicon) *Book {
	b := &Book{ids: map[string]int32{}, starts: map[byte][]saying{}}
	for id := range x.Set(w.Glue) {
		b.glue = reach(b.glue, id)
		b.glue[id] = true
	}
	all := vocabulary(g)
	for _, t := range g.Topics {
		for _, c := range t.Codes {
			b.add(c, true, all)
		}
	}
	for _, u := range g.Uncovered {
		b.add(u.Code, false, all)
	}
	b.weigh()
	b.render(w, x, all)
	b.sounds = newSounds(w.Sounds)
	b.pronounce()
	b.usual = newOrdinary(g, w)
	return b
}

// vocabulary returns every word of every code of a guide.
func vocabulary(g *kb.Guide) []string {
	var all []string
	for _, t := range g.Topics {
		for _, c := range t.Codes {
			all = append(all, text.Words(c)...)
		}
	}
	for _, u := range g.Uncovered {
		all = append(all, text.Words(u.Code)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// add enters a code. Codes that hold digits are told by their digits, and are
// not heard.
func (b *Book) add(name string, covered bool, all []string) {
	c := code{name: name, covered: covered}
	if strings.ContainsAny(name, "0123456789") {
		return
	}
	for _, w := range text.Words(name) {
		for _, v := range split(w, all) {
			c.words = append(c.words, b.word(v))
		}
	}
	if n := len(c.words); n > 1 && n <= mostWords {
		b.codes = append(b.codes, c)
	}
}

// split cuts CALLOUT into CALL and OUT where both are words of codes.
func split(w string, all []string) []string {
	for i := 2; i+2 <= len(w); i++ {
		_, a := slices.BinarySearch(all, w[:i])
		_, z := slices.BinarySearch(all, w[i:])
		if a && z {
			return []string{w[:i], w[i:]}
		}
	}
	return []string{w}
}

// word returns the number of an English word; ALLOWS and ALLOWED are ALLOW.
func (b *Book) word(w string) int32 {
	s := string(stem([]byte(w)))
	id, ok := b.ids[s]
	if !ok {
		id = int32(len(b.ids))
		b.ids[s] = id
		b.single = append(b.single, id)
		b.begins.Add(s)
		b.said = append(b.said, nil)
		b.weight = append(b.weight, 0)
	}
	return id
}

func stem(w []byte) []byte {
	switch n := len(w); {
	case n >= 6 && w[n-2] == 'e' && w[n-1] == 'd':
		return w[:n-2]
	case n >= 5 && w[n-1] == 's':
		return w[:n-1]
	}
	return w
}

// reach returns s, long enough to be indexed by id.
func reach[T any](s []T, id lexicon.WordID) []T {
	return append(s, make([]T, max(0, int(id)+1-len(s)))...)
}

// isGlue reports whether a word may stand between the words of a code.
func (b *Book) isGlue(id lexicon.WordID) bool { return id >= 0 && int(id) < len(b.glue) && b.glue[id] }

// rendered returns the renderings that begin with a word.
func (b *Book) rendered(id lexicon.WordID) []rendering {
	if id < 0 || int(id) >= len(b.gloss) {
		return nil
	}
	return b.gloss[id]
}

// weigh gives each word a weight by how few codes have it.
func (b *Book) weigh() {
	for _, c := range b.codes {
		for i, w := range c.words {
			if !slices.Contains(c.words[:i], w) {
				b.weight[w]++
			}
		}
	}
	for w, n := range b.weight {
		b.weight[w] = math.Log(1+float64(len(b.codes))/max(n, 1)) + 0.5
	}
	for i := range b.codes {
		for _, w := range b.codes[i].words {
			b.codes[i].weight += b.weight[w]
		}
	}
}

// render enters the renderings of the words that codes have.
func (b *Book) render(w *lexicon.Words, x *lexicon.Lexicon, all []string) {
	var read lexicon.Text
	for _, g := range w.Glosses {
		var words []int32
		for _, v := range text.Words(g.Word) {
			for _, s := range split(v, all) {
				if id, ok := b.ids[string(stem([]byte(s)))]; ok {
					words = append(words, id)
				} else {
					words = nil
					break
				}
			}
		}
		if len(words) == 0 {
			continue
		}
		for _, as := range g.As {
			x.Read(&read, as)
			ids := lexicon.AppendSpoken(nil, read.Spoken, true)
			b.gloss = reach(b.gloss, ids[0])
			b.gloss[ids[0]] = append(b.gloss[ids[0]], rendering{ids, words, g.Strange})
		}
	}
}
