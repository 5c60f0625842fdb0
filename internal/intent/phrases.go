package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
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
	ears   *lexicon.Ears
}

// sense is what a phrase says: a meaning, or the number of an option.
type sense struct {
	meaning Meaning
	ordinal int
}

// row is the words of a line with their diacritics: "cho em" is not "chờ em".
type row struct {
	ids   []lexicon.WordID
	signs []uint16
}

func (r row) from(i int) row { return row{r.ids[i:], r.signs[i:]} }

// phraseBuffers holds the words of one line as the phrasebooks want them.
type phraseBuffers struct {
	spoken  row // politeness included
	plain   row // without politeness
	content row // without filler as well
}

// fill sets r to the words of a text that keep says yes to.
func (r *row) fill(t *lexicon.Text, keep func(lexicon.Role) bool) {
	r.ids, r.signs = r.ids[:0], r.signs[:0]
	for i, w := range t.Spoken {
		if keep(w.Role) {
			r.ids, r.signs = append(r.ids, w.ID), append(r.signs, t.Signs[i])
		}
	}
}

func anyRole(lexicon.Role) bool          { return true }
func notPolite(role lexicon.Role) bool   { return role != lexicon.Polite }
func onlyContent(role lexicon.Role) bool { return role == lexicon.Content }

func newPhraseMatcher(w *lexicon.Words, x *lexicon.Lexicon) *phraseMatcher {
	m := &phraseMatcher{
		exact: newPhrasebook(), whole: newPhrasebook(), loose: newPhrasebook(), inside: newPhrasebook(), closed: newPhrasebook(),
		scope: newScope(w, x), ears: lexicon.NewEars(w, x),
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
	var b phraseBuffers
	for _, p := range whole {
		b.read(x, &t, p)
		m.exact.put(b.spoken, v)
		m.whole.put(b.plain, v)
		if len(b.content.ids) > 1 {
			m.loose.put(b.content, v)
		}
	}
	for _, p := range inside {
		b.read(x, &t, p)
		if n := len(t.Spoken); n > 1 && t.Spoken[n-1].Role == lexicon.Polite {
			m.closed.put(b.spoken, v)
			continue
		}
		if len(b.plain.ids) > 1 || len(t.Spoken) == 1 {
			m.inside.put(b.plain, v) // "dạ đúng" is not just "đúng"
		}
	}
}

func (b *phraseBuffers) read(x *lexicon.Lexicon, t *lexicon.Text, s string) {
	x.Read(t, s)
	b.fill(t)
}

func (b *phraseBuffers) fill(t *lexicon.Text) {
	b.spoken.fill(t, anyRole)
	b.plain.fill(t, notPolite)
	b.content.fill(t, onlyContent)
}

// meanings finds everything a line says.
func (m *phraseMatcher) meanings(b *phraseBuffers, t *lexicon.Text) Meanings {
	b.fill(t)
	says := Meanings{Words: len(b.plain.ids)}
	for _, w := range b.plain.ids {
		if w != lexicon.Unknown {
			says.Known++
		}
	}
	var room [4]sense
	says.addWhole(m.exact.whole(room[:0], b.spoken))
	says.addWhole(m.whole.whole(room[:0], b.plain))
	if len(says.Matches) == 0 {
		says.addWhole(m.loose.whole(room[:0], b.content))
	}
	m.addInside(&says, m.inside, b.plain)
	m.addInside(&says, m.closed, b.spoken)
	says.sort()
	says.Denies, says.Affirms = m.scope.polarity(b.plain.ids)
	says.Deaf = m.ears.Deaf(t)
	says.Already = m.scope.tellsOfDone(b.plain.ids)
	return says
}

// addInside finds phrases within the line, the longest at each place. A
// negation right before "được rồi" turns it round; one before a request takes
// it back.
func (m *phraseMatcher) addInside(says *Meanings, book *phrasebook, words row) {
	var room [4]sense
	for i := 0; i < len(words.ids); {
		found, n := book.at(room[:0], words.from(i))
		if n == 0 {
			i++
			continue
		}
		for _, v := range found {
			if v.meaning == Solved && i > 0 && m.scope.negators[words.ids[i-1]] {
				v.meaning = NotSolved
			}
			says.add(MeaningMatch{
				Meaning: v.meaning, Strength: max(0.2, 0.9*float64(n)/float64(len(words.ids))),
				Negated: v.meaning.request() && m.scope.governed(words.ids, i),
			})
			says.takeBack(v.meaning.opposite())
			says.pick(v.ordinal)
		}
		i += n
	}
}

// phrasebook is a trie whose phrases may say several things, and be several
// that differ in their diacritics alone.
type phrasebook struct {
	trie   *lexicon.Trie // to the first of the phrases that are written with its words
	all    []written
	signs  []uint16 // of all phrases, one after the other
	senses []sense
}

// written is a phrase as it is written, and what it says.
type written struct {
	signs int32 // where its signs begin
	sense int32 // by its number
	next  int32 // the next that is written with its words, 0 for none
}

func newPhrasebook() *phrasebook { return &phrasebook{trie: lexicon.NewTrie()} }

func (b *phrasebook) put(phrase row, v sense) {
	if len(phrase.ids) == 0 {
		return
	}
	w := written{signs: int32(len(b.signs)), sense: b.number(v)}
	if i, n := b.trie.Longest(phrase.ids); n == len(phrase.ids) {
		for {
			if b.all[i].sense == w.sense && slices.Equal(b.signsOf(b.all[i], n), phrase.signs) {
				return
			}
			if b.all[i].next == 0 {
				break
			}
			i = b.all[i].next
		}
		b.all[i].next = int32(len(b.all))
	} else {
		b.trie.Put(phrase.ids, int32(len(b.all)))
	}
	b.all, b.signs = append(b.all, w), append(b.signs, phrase.signs...)
}

// number is the number of a sense. Phrases of one are put one after the other.
func (b *phrasebook) number(v sense) int32 {
	for i := len(b.senses) - 1; i >= 0; i-- {
		if b.senses[i] == v {
			return int32(i)
		}
	}
	b.senses = append(b.senses, v)
	return int32(len(b.senses) - 1)
}

// signsOf are the signs of a phrase of so many words.
func (b *phrasebook) signsOf(w written, words int) []uint16 { return b.signs[w.signs:][:words] }

// at appends what the longest phrase at the start of words says to dst, which is empty,
// and returns how many words it has.
func (b *phrasebook) at(dst []sense, words row) ([]sense, int) {
	for ids := words.ids; ; {
		i, n := b.trie.Longest(ids)
		if n == 0 {
			return nil, 0
		}
		if said := b.said(dst, i, words.signs[:n]); len(said) > 0 {
			return said, n
		}
		ids = ids[:n-1]
	}
}

// said appends what the phrases with these words say that may be meant by these
// diacritics. i is the first of them.
func (b *phrasebook) said(dst []sense, i int32, signs []uint16) []sense {
	for {
		w := b.all[i]
		if v := b.senses[w.sense]; slices.EqualFunc(signs, b.signsOf(w, len(signs)), text.MayMean) && !slices.Contains(dst, v) {
			dst = append(dst, v)
		}
		if i = w.next; i == 0 {
			return dst
		}
	}
}

// whole appends what words say if they are one phrase and nothing else to dst, which is
// empty.
func (b *phrasebook) whole(dst []sense, words row) []sense {
	found, n := b.at(dst, words)
	if n < len(words.ids) {
		return nil
	}
	return found
}
