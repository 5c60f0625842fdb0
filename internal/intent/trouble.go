package intent

import "hotro/internal/intent/lexicon"

// troubleMatcher knows lines that say that calling is broken and not how: they
// have no word but those of trouble. Immutable once built.
type troubleMatcher struct{ words *lexicon.Trie }

// What a phrase of trouble is.
const (
	troubleAround int32 = iota
	troubleSubject
	troubleFault
)

// strangerOf is of how many words one may be foreign to trouble.
const strangerOf = 7

func newTroubleMatcher(w *lexicon.Words, x *lexicon.Lexicon) *troubleMatcher {
	m := &troubleMatcher{lexicon.NewTrie()}
	var read lexicon.Text
	put := func(phrases []string, kind int32) {
		for _, p := range phrases {
			x.Read(&read, p)
			m.words.Put(lexicon.AppendSpoken(nil, read.Spoken, false), kind)
		}
	}
	put(w.Trouble.Faults, troubleFault)
	put(w.Trouble.Subjects, troubleSubject)
	put(w.Trouble.Around, troubleAround)
	return m
}

// vague reports whether words, politeness left out, say that calling is broken
// and nothing else.
func (m *troubleMatcher) vague(words []lexicon.Word) bool {
	var plain []lexicon.WordID
	plain = lexicon.AppendSpoken(plain, words, false)
	var seen [3]int
	strangers := 0
	for i := 0; i < len(plain); {
		kind, n := m.words.Longest(plain[i:])
		switch {
		case n > 0:
			seen[kind]++
			i += n
		default:
			strangers++
			i++
		}
	}
	return seen[troubleFault] > 0 && seen[troubleSubject] > 0 && strangers <= len(plain)/strangerOf
}
