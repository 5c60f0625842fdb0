package classifier

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// The kinds of feature, and how much each counts beside the others. The
// weights were set by cross-validation over the phrasings of the shipped guide
// and on testdata, never on knowledge/eval.
const (
	kindUnit     uint64 = iota + 1 // a concept, or a word that is in none
	kindWord                       // a word as such
	kindPair                       // two units side by side
	kindCooccur                    // two concepts in the same line, either order
	kindBigram                     // two words side by side
	kindSkipgram                   // two words with one between
	kindMarked                     // a word with its diacritics
	kindUnknown                    // a word nobody knows, by its place
)

// kindWeight is only read.
var kindWeight = [...]float32{
	kindUnit: 0.7, kindWord: 0.8, kindPair: 0.4, kindCooccur: 0.5, kindBigram: 0.64, kindSkipgram: 0.4, kindMarked: 0.7, kindUnknown: 1,
}

// kindOf returns the kind of a feature by its key.
func kindOf(key uint64) uint64 { return key >> 56 }

// unit is a concept or a word; concepts are numbered above every word.
type unit int32

const firstConcept unit = 1 << 24

func (u unit) concept() bool { return u >= firstConcept }

// featurizer turns words into units and units into features. Immutable once
// built.
type featurizer struct {
	phrases *lexicon.Trie // of the concepts
	remedy  []string      // of each concept, "" for most
}

func newFeaturizer(w *lexicon.Words, x *lexicon.Lexicon) *featurizer {
	z := &featurizer{phrases: lexicon.NewTrie()}
	var t lexicon.Text
	for i, c := range w.Concepts {
		z.remedy = append(z.remedy, c.Remedy)
		for _, p := range c.Words {
			x.Read(&t, p)
			z.phrases.Put(t.First, int32(i))
		}
	}
	return z
}

// units appends the units of words to dst: the longest concept phrase first,
// single words in between.
func (z *featurizer) units(dst []unit, words []lexicon.WordID) []unit {
	for i := 0; i < len(words); {
		if c, n := z.phrases.Longest(words[i:]); n > 0 {
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
func (z *featurizer) without(words []lexicon.WordID, remedy string) []lexicon.WordID {
	out := words[:0]
	for i := 0; i < len(words); {
		c, n := z.phrases.Longest(words[i:])
		switch {
		case n == 0:
			out = append(out, words[i])
			n = 1
		case z.remedy[c] != remedy:
			out = append(out, words[i:i+n]...)
		}
		i += n
	}
	return out
}

// features holds the features of one text and what extracting them needs.
type features struct {
	units []unit
	keys  []uint64
	list  []linear.Feature
}

// extract returns the features of a text, sorted by key, each once; they are
// valid until the next extract with s.
func (z *featurizer) extract(s *features, t *lexicon.Text) []linear.Feature {
	s.keys = s.keys[:0]
	z.add(s, t.First)
	if len(t.Second) > 0 {
		z.add(s, t.Second)
	}
	for _, w := range t.Marked {
		s.put(kindMarked, unit(w.ID), unit(w.Marks))
	}
	slices.Sort(s.keys)
	s.list = s.list[:0]
	for i, k := range s.keys {
		if i > 0 && k == s.keys[i-1] {
			continue // seen twice counts once: people repeat themselves
		}
		s.list = append(s.list, linear.Feature{Key: k, Weight: kindWeight[kindOf(k)]})
	}
	return s.list
}

func (z *featurizer) add(s *features, words []lexicon.WordID) {
	for i, w := range words {
		if w == lexicon.Unknown {
			s.put(kindUnknown, unit(i), 0)
		}
		s.put(kindWord, unit(w), 0)
		if i > 0 {
			s.put(kindBigram, unit(words[i-1]), unit(w))
		}
		if i > 1 {
			s.put(kindSkipgram, unit(words[i-2]), unit(w))
		}
	}
	s.units = z.units(s.units[:0], words)
	for i, u := range s.units {
		s.put(kindUnit, u, 0)
		if i > 0 {
			s.put(kindPair, s.units[i-1], u)
		}
		if u.concept() {
			s.cooccur(i)
		}
	}
}

// cooccur pairs a concept with the concepts before it.
func (s *features) cooccur(i int) {
	for j := max(0, i-12); j < i; j++ {
		a, b := s.units[j], s.units[i]
		if !a.concept() || a == b {
			continue
		}
		s.put(kindCooccur, min(a, b), max(a, b))
	}
}

func (s *features) put(kind uint64, a, b unit) {
	if a == unit(lexicon.Unknown) || b == unit(lexicon.Unknown) {
		return
	}
	s.keys = append(s.keys, kind<<56|uint64(a)<<28|uint64(b))
}
