package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
)

// wishMatcher hears a wish for a person in so many words: "cho em gặp nhân
// viên", "có ai trực không". Immutable once built.
type wishMatcher struct {
	verbs, persons, anyone, presence, phrases, own *lexicon.Trie
	scope                                          scope
}

// nobody is the value of what begins like a person and is none: "người dùng".
const nobody = 1

// wishGap is how many words may stand between a verb and the person.
const wishGap = 4

func newWishMatcher(w *lexicon.Words, x *lexicon.Lexicon) *wishMatcher {
	put := func(t *lexicon.Trie, phrases []string, value int32) *lexicon.Trie {
		var read lexicon.Text
		for _, p := range phrases {
			x.Read(&read, p)
			t.Put(lexicon.AppendSpoken(nil, read.Spoken, true), value)
		}
		return t
	}
	trie := func(phrases []string) *lexicon.Trie { return put(lexicon.NewTrie(), phrases, 0) }
	return &wishMatcher{
		verbs: trie(w.Wish.Verbs), persons: put(trie(w.Wish.Persons), w.Wish.Nobody, nobody), anyone: put(trie(w.Wish.Anyone), w.Wish.Nobody, nobody), presence: trie(w.Wish.Presence),
		phrases: trie(w.Wish.Phrases), own: trie(w.Wish.Own), scope: newScope(w, x),
	}
}

// wish is what a line says about a person.
type wish byte

// The wishes.
const (
	noWish wish = iota
	wanted
	refused // "không cần gặp nhân viên", "nhân viên bên em"
)

// hear returns what words, politeness included, say about a person.
func (m *wishMatcher) hear(words []lexicon.WordID) wish {
	heard := noWish
	for i := range words {
		w := m.at(words[i:])
		if w == wanted && m.scope.governed(words, i) {
			w = refused
		}
		if w == wanted {
			return wanted
		}
		heard = max(heard, w)
	}
	return heard
}

// at returns the wish that begins with the first of words.
func (m *wishMatcher) at(words []lexicon.WordID) wish {
	if _, n := m.phrases.Longest(words); n > 0 {
		return wanted
	}
	if _, n := m.verbs.Longest(words); n > 0 {
		if w := m.soon(words[n:], m.persons); w != noWish {
			return w
		}
	}
	if v, n := m.anyone.Longest(words); n > 0 && v != nobody {
		return m.soon(words[n:], m.presence)
	}
	return noWish
}

// soon looks for one of the phrases within a few words; the user's own people
// are refused.
func (m *wishMatcher) soon(words []lexicon.WordID, phrases *lexicon.Trie) wish {
	for i := range words[:min(len(words), wishGap+1)] {
		if v, n := phrases.Longest(words[i:]); n > 0 && v != nobody {
			if _, own := m.own.Longest(words[i+n:]); own > 0 {
				return refused
			}
			return wanted
		}
	}
	return noWish
}

// wish returns what a line says about a person: in so many words, or by
// nothing but the name of one ("nhân viên").
func (m *Matcher) wish(sc *scratch) wish {
	b := &sc.phrases
	b.spoken.fill(&sc.text, anyRole)
	b.plain.fill(&sc.text, notPolite)
	var room [4]sense
	if slices.Contains(m.phrases.exact.whole(room[:0], b.spoken), sense{meaning: Human}) || slices.Contains(m.phrases.whole.whole(room[:0], b.plain), sense{meaning: Human}) {
		return wanted
	}
	return m.wishes.hear(b.spoken.ids)
}
