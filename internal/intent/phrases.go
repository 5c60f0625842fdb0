package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
)

// phraseMatcher finds the phrases of prompts/words in a line: what says a
// meaning or names an option. Immutable once built.
type phraseMatcher struct {
	exact  *phrasebook // whole lines, politeness included
	whole  *phrasebook // whole lines without politeness
	loose  *phrasebook // whole lines of two words and more, without filler as well
	inside *phrasebook // without politeness
	closed *phrasebook // inside, politeness included: what ends in "em" is not about "khách"
	scope  scope
}

// sense is what a phrase says: a meaning, or the number of an option.
type sense struct {
	meaning Meaning
	ordinal int
}

// phraseBuffers holds the words of one line as the phrasebooks want them.
type phraseBuffers struct {
	spoken  []lexicon.WordID // politeness included
	plain   []lexicon.WordID // without politeness
	content []lexicon.WordID // without filler as well
}

func newPhraseMatcher(w *lexicon.Words, x *lexicon.Lexicon) *phraseMatcher {
	m := &phraseMatcher{
		exact: newPhrasebook(), whole: newPhrasebook(), loose: newPhrasebook(), inside: newPhrasebook(), closed: newPhrasebook(),
		scope: newScope(w, x),
	}
	for _, p := range w.Meanings {
		m.put(x, p.Whole, p.Inside, sense{meaning: Meaning(p.Name)})
	}
	for _, o := range w.Ordinals {
		m.put(x, o.Whole, o.Inside, sense{Pick, o.N})
	}
	return m
}

func (m *phraseMatcher) put(x *lexicon.Lexicon, whole, inside []string, v sense) {
	var t lexicon.Text
	for _, p := range whole {
		x.Read(&t, p)
		m.exact.put(lexicon.AppendSpoken(nil, t.Spoken, true), v)
		m.whole.put(lexicon.AppendSpoken(nil, t.Spoken, false), v)
		if len(t.First) > 1 {
			m.loose.put(t.First, v)
		}
	}
	for _, p := range inside {
		x.Read(&t, p)
		if n := len(t.Spoken); n > 1 && t.Spoken[n-1].Role == lexicon.Polite {
			m.closed.put(lexicon.AppendSpoken(nil, t.Spoken, true), v)
			continue
		}
		if ws := lexicon.AppendSpoken(nil, t.Spoken, false); len(ws) > 1 || len(t.Spoken) == 1 {
			m.inside.put(ws, v) // "dạ đúng" is not just "đúng"
		}
	}
}

// meanings finds everything a line says.
func (m *phraseMatcher) meanings(b *phraseBuffers, words []lexicon.Word) Meanings {
	b.spoken = lexicon.AppendSpoken(b.spoken[:0], words, true)
	b.plain = lexicon.AppendSpoken(b.plain[:0], words, false)
	says := Meanings{Words: len(b.plain)}
	for _, w := range b.plain {
		if w != lexicon.Unknown {
			says.Known++
		}
	}
	says.addWhole(m.exact.whole(b.spoken))
	says.addWhole(m.whole.whole(b.plain))
	if len(says.Matches) == 0 {
		b.content = lexicon.AppendContent(b.content[:0], words)
		says.addWhole(m.loose.whole(b.content))
	}
	m.addInside(&says, m.inside, b.plain)
	m.addInside(&says, m.closed, b.spoken)
	says.sort()
	says.Denies, says.Affirms = m.scope.polarity(b.plain)
	says.Already = m.scope.tellsOfDone(b.plain)
	return says
}

// addInside finds phrases within the line, the longest at each place. A
// negation right before "được rồi" turns it round; one before a request takes
// it back.
func (m *phraseMatcher) addInside(says *Meanings, book *phrasebook, words []lexicon.WordID) {
	for i := 0; i < len(words); {
		found, n := book.at(words[i:])
		if n == 0 {
			i++
			continue
		}
		for _, v := range found {
			if v.meaning == Solved && i > 0 && m.scope.negators[words[i-1]] {
				v.meaning = NotSolved
			}
			says.add(MeaningMatch{
				Meaning: v.meaning, Strength: max(0.2, 0.9*float64(n)/float64(len(words))),
				Negated: v.meaning.request() && m.scope.governed(words, i),
			})
			says.takeBack(v.meaning.opposite())
			says.pick(v.ordinal)
		}
		i += n
	}
}

// phrasebook is a trie whose phrases may say several things.
type phrasebook struct {
	trie   *lexicon.Trie
	senses [][]sense
}

func newPhrasebook() *phrasebook { return &phrasebook{trie: lexicon.NewTrie()} }

func (b *phrasebook) put(phrase []lexicon.WordID, v sense) {
	if len(phrase) == 0 {
		return
	}
	if i, n := b.trie.Longest(phrase); n == len(phrase) {
		if !slices.Contains(b.senses[i], v) {
			b.senses[i] = append(b.senses[i], v)
		}
		return
	}
	b.trie.Put(phrase, int32(len(b.senses)))
	b.senses = append(b.senses, []sense{v})
}

// at returns what the longest phrase at the start of words says, and how many
// words it has.
func (b *phrasebook) at(words []lexicon.WordID) ([]sense, int) {
	i, n := b.trie.Longest(words)
	if n == 0 {
		return nil, 0
	}
	return b.senses[i], n
}

// whole returns what words say if they are one phrase and nothing else.
func (b *phrasebook) whole(words []lexicon.WordID) []sense {
	found, n := b.at(words)
	if n < len(words) {
		return nil
	}
	return found
}
