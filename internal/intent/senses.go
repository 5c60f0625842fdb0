package intent

import (
	"cmp"
	"slices"
)

// senses finds meanings and ordinals in spoken words. Immutable once built.
type senses struct {
	x        *lexicon
	exact    *phrasebook // whole lines, politeness included
	whole    *phrasebook // whole lines without politeness
	loose    *phrasebook // whole lines of two words and more, without filler as well
	inside   *phrasebook // without politeness
	closed   *phrasebook // inside, politeness included: what ends in "em" is not about "khách"
	negators map[wordID]bool
}

// saying is what a phrase says: a meaning, or the number of an option.
type saying struct {
	meaning Meaning
	ordinal int
}

// phrasebook is a trie whose phrases may say several things.
type phrasebook struct {
	trie    *trie
	sayings [][]saying
}

func newPhrasebook() *phrasebook { return &phrasebook{trie: newTrie()} }

func (b *phrasebook) put(phrase []wordID, s saying) {
	if len(phrase) == 0 {
		return
	}
	if i, n := b.trie.longest(phrase); n == len(phrase) {
		if !slices.Contains(b.sayings[i], s) {
			b.sayings[i] = append(b.sayings[i], s)
		}
		return
	}
	b.trie.put(phrase, int32(len(b.sayings)))
	b.sayings = append(b.sayings, []saying{s})
}

// at returns what the longest phrase at the start of words says.
func (b *phrasebook) at(words []wordID) ([]saying, int) {
	i, n := b.trie.longest(words)
	if n == 0 {
		return nil, 0
	}
	return b.sayings[i], n
}

func newSenses(w *Words, x *lexicon) *senses {
	s := &senses{x: x, exact: newPhrasebook(), whole: newPhrasebook(), loose: newPhrasebook(), inside: newPhrasebook(), closed: newPhrasebook(), negators: map[wordID]bool{}}
	for _, m := range w.meanings {
		s.put(m.Whole, m.Inside, saying{meaning: m.Name})
	}
	for _, o := range w.ordinals {
		s.put(o.Whole, o.Inside, saying{Pick, o.N})
	}
	for _, n := range w.negators {
		if id, ok := x.ids[folded(n)]; ok {
			s.negators[id] = true
		}
	}
	return s
}

func (s *senses) put(whole, inside []string, v saying) {
	var r reading
	for _, p := range whole {
		s.x.read(&r, p)
		s.exact.put(appendSpoken(nil, r.spoken, true), v)
		s.whole.put(appendSpoken(nil, r.spoken, false), v)
		if len(r.first) > 1 {
			s.loose.put(r.first, v)
		}
	}
	for _, p := range inside {
		s.x.read(&r, p)
		if len(r.spoken) > 1 && r.spoken[len(r.spoken)-1].role == polite {
			s.closed.put(appendSpoken(nil, r.spoken, true), v)
			continue
		}
		if ws := appendSpoken(nil, r.spoken, false); len(ws) > 1 || len(r.spoken) == 1 {
			s.inside.put(ws, v) // "dạ đúng" is not just "đúng"
		}
	}
}

// Meanings reads what one line says as an answer: the Meanings of Read, for
// callers who need no more.
func (m *Matcher) Meanings(s string) Meanings {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	m.words.read(&sc.reading, s)
	return m.senses.meanings(sc.reading.spoken)
}

func (s *senses) meanings(terms []term) Meanings {
	spoken, words := appendSpoken(nil, terms, true), appendSpoken(nil, terms, false)
	f := Meanings{Words: len(words)}
	if says, n := s.exact.at(spoken); n > 0 && n == len(spoken) {
		f.addWhole(says)
	}
	if says, n := s.whole.at(words); n > 0 && n == len(words) {
		f.addWhole(says)
	}
	if len(f.Matches) == 0 {
		bare := appendContent(nil, terms)
		if says, n := s.loose.at(bare); n > 0 && n == len(bare) {
			f.addWhole(says)
		}
	}
	s.addInside(&f, s.inside, words)
	s.addInside(&f, s.closed, spoken)
	f.settle()
	return f
}

// wantsHuman reports whether the words ask for a person.
func (s *senses) wantsHuman(terms []term) bool {
	asks := func(book *phrasebook, words []wordID) bool {
		says, n := book.at(words)
		return n > 0 && slices.Contains(says, saying{meaning: Human})
	}
	anywhere := func(book *phrasebook, words []wordID) bool {
		for i := range words {
			if asks(book, words[i:]) {
				return true
			}
		}
		return false
	}
	return anywhere(s.closed, appendSpoken(nil, terms, true)) || anywhere(s.inside, appendSpoken(nil, terms, false))
}

func (f *Meanings) addWhole(says []saying) {
	for _, v := range says {
		f.add(MeaningMatch{v.meaning, 1, true})
		if v.ordinal != 0 && f.Ordinal == 0 {
			f.Ordinal = v.ordinal
		}
	}
}

// addInside finds phrases within the line, the longest at each place. A
// negation right before "được rồi" turns it round.
func (s *senses) addInside(f *Meanings, book *phrasebook, words []wordID) {
	for i := 0; i < len(words); {
		says, n := book.at(words[i:])
		if n == 0 {
			i++
			continue
		}
		for _, v := range says {
			if v.meaning == Solved && i > 0 && s.negators[words[i-1]] {
				v.meaning = NotSolved
			}
			f.add(MeaningMatch{v.meaning, max(0.2, 0.9*float64(n)/float64(len(words))), false})
			f.later(v.meaning)
			if v.ordinal != 0 && f.Ordinal == 0 {
				f.Ordinal = v.ordinal
			}
		}
		i += n
	}
}

// later drops what a later clause takes back: "được rồi nhưng vẫn bị".
func (f *Meanings) later(m Meaning) {
	against := map[Meaning]Meaning{Solved: NotSolved, NotSolved: Solved, IsAdmin: NotAdmin, NotAdmin: IsAdmin}[m]
	f.Matches = slices.DeleteFunc(f.Matches, func(s MeaningMatch) bool { return s.Meaning == against && !s.Whole })
}

// settle orders the senses, strongest first.
func (f *Meanings) settle() {
	slices.SortStableFunc(f.Matches, func(a, b MeaningMatch) int { return cmp.Compare(b.Strength, a.Strength) })
}

func (f *Meanings) add(s MeaningMatch) {
	for i := range f.Matches {
		if f.Matches[i].Meaning == s.Meaning {
			f.Matches[i].Strength = max(f.Matches[i].Strength, s.Strength)
			f.Matches[i].Whole = f.Matches[i].Whole || s.Whole
			return
		}
	}
	f.Matches = append(f.Matches, s)
}
