package intent

import (
	"cmp"
	"slices"
)

// feature is one thing seen in a text, by key, with how much it counts.
type feature struct {
	key    uint64
	weight float32
}

// The kinds of feature, and how much each counts beside the others. The
// weights were set by cross-validation over the phrasings of the shipped guide
// and on testdata, never on knowledge/eval.
const (
	kindUnit uint64 = iota + 1 // a concept, or a word that is in none
	kindWord                   // a word as such
	kindPair                   // two units side by side
	kindNear                   // two concepts in the same line, either order
	kindTwo                    // two words side by side
	kindSkip                   // two words with one between
	kindTone                   // a word with its diacritics
	kindLost                   // a word nobody knows, by its place
)

// kindWeight is only read.
var kindWeight = [...]float32{
	kindUnit: 0.7, kindWord: 0.8, kindPair: 0.4, kindNear: 0.5, kindTwo: 0.64, kindSkip: 0.4, kindTone: 0.7, kindLost: 1,
}

// kindOf returns the kind of a feature by its key.
func kindOf(key uint64) uint64 { return key >> 56 }

// unit is a concept or a word; concepts are numbered above every word.
type unit int32

const firstConcept unit = 1 << 24

func (u unit) concept() bool { return u >= firstConcept }

// lens turns words into units and units into features. Immutable once built.
type lens struct {
	phrases *trie    // of the concepts
	remedy  []string // of each concept, "" for most
}

func newLens(w *Words, x *lexicon) *lens {
	l := &lens{phrases: newTrie()}
	var r reading
	for i, c := range w.concepts {
		l.remedy = append(l.remedy, c.Remedy)
		for _, p := range c.Words {
			x.read(&r, p)
			l.phrases.put(r.first, int32(i))
		}
	}
	return l
}

// units appends the units of words to dst: the longest concept phrase first,
// single words in between.
func (l *lens) units(dst []unit, words []wordID) []unit {
	for i := 0; i < len(words); {
		if c, n := l.phrases.longest(words[i:]); n > 0 {
			dst = append(dst, firstConcept+unit(c))
			i += n
			continue
		}
		dst = append(dst, unit(words[i]))
		i++
	}
	return dst
}

// without returns words without the concepts of a remedy, in place.
func (l *lens) without(words []wordID, remedy string) []wordID {
	out := words[:0]
	for i := 0; i < len(words); {
		c, n := l.phrases.longest(words[i:])
		switch {
		case n == 0:
			out = append(out, words[i])
			n = 1
		case l.remedy[c] != remedy:
			out = append(out, words[i:i+n]...)
		}
		i += n
	}
	return out
}

// sight holds the buffers of one look.
type sight struct {
	units []unit
	feats []feature
}

// look returns the features of a reading, sorted by key, each once; they are
// valid until the next look with s.
func (l *lens) look(s *sight, r *reading) []feature {
	s.feats = s.feats[:0]
	l.add(s, r.first)
	if len(r.second) > 0 {
		l.add(s, r.second)
	}
	for _, t := range r.tones {
		s.put(kindTone, unit(t.word), unit(t.sign))
	}
	slices.SortFunc(s.feats, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	n := 0
	for _, f := range s.feats {
		if n > 0 && s.feats[n-1].key == f.key {
			continue // seen twice counts once: people repeat themselves
		}
		s.feats[n] = f
		n++
	}
	s.feats = s.feats[:n]
	return s.feats
}

func (l *lens) add(s *sight, words []wordID) {
	for i, w := range words {
		if w == unknown {
			s.put(kindLost, unit(i), 0)
		}
		s.put(kindWord, unit(w), 0)
		if i > 0 {
			s.put(kindTwo, unit(words[i-1]), unit(w))
		}
		if i > 1 {
			s.put(kindSkip, unit(words[i-2]), unit(w))
		}
	}
	s.units = l.units(s.units[:0], words)
	for i, u := range s.units {
		s.put(kindUnit, u, 0)
		if i > 0 {
			s.put(kindPair, s.units[i-1], u)
		}
		if u.concept() {
			s.near(i)
		}
	}
}

// near pairs a concept with the concepts before it.
func (s *sight) near(i int) {
	for j := max(0, i-12); j < i; j++ {
		a, b := s.units[j], s.units[i]
		if !a.concept() || a == b {
			continue
		}
		s.put(kindNear, min(a, b), max(a, b))
	}
}

func (s *sight) put(kind uint64, a, b unit) {
	if a == unit(unknown) || b == unit(unknown) {
		return
	}
	s.feats = append(s.feats, feature{kind<<56 | uint64(a)<<28 | uint64(b), kindWeight[kind]})
}
