package intent

import (
	"cmp"
	"slices"
)

// senses finds meanings and ordinals in words. Immutable once built.
type senses struct {
	whole, inside   *trie
	wholeN, insideN *trie // ordinals
	names           []Meaning
}

func newSenses(w *Words, x *lexicon) *senses {
	s := &senses{whole: newTrie(), inside: newTrie(), wholeN: newTrie(), insideN: newTrie()}
	put := func(t *trie, phrases []string, v int32) {
		for _, p := range phrases {
			t.put(x.appendWords(nil, x.learn(p)), v)
		}
	}
	for i, m := range w.meanings {
		s.names = append(s.names, m.Name)
		put(s.whole, m.Whole, int32(i))
		put(s.inside, m.Inside, int32(i))
	}
	for _, o := range w.ordinals {
		put(s.wholeN, o.Whole, int32(o.N+1))
		put(s.insideN, o.Inside, int32(o.N+1))
	}
	return s
}

// Meanings reads a line as an answer inside a walk.
func (m *Matcher) Meanings(s string) Flow {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	m.words.read(&sc.reading, s)
	return m.senses.flow(sc.reading.first)
}

func (s *senses) flow(words []wordID) Flow {
	f := Flow{Words: len(words)}
	if v, n := s.whole.longest(words); n > 0 && n == len(words) {
		f.add(Sense{s.names[v], 1, true})
	}
	for i := 0; i < len(words); {
		v, n := s.inside.longest(words[i:])
		if n == 0 {
			i++
			continue
		}
		f.add(Sense{s.names[v], float64(n) / float64(len(words)), n == len(words)})
		i += n
	}
	if v, n := s.wholeN.longest(words); n > 0 && n == len(words) {
		f.Ordinal = int(v) - 1
		f.add(Sense{Pick, 1, true})
	}
	slices.SortStableFunc(f.Senses, func(a, b Sense) int { return cmp.Compare(b.Strength, a.Strength) })
	return f
}

func (f *Flow) add(s Sense) {
	for i := range f.Senses {
		if f.Senses[i].Meaning == s.Meaning {
			f.Senses[i].Strength = max(f.Senses[i].Strength, s.Strength)
			f.Senses[i].Whole = f.Senses[i].Whole || s.Whole
			return
		}
	}
	f.Senses = append(f.Senses, s)
}
