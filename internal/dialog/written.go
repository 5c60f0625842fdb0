package dialog

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"hotro/prompts"
)

// phrasebook is what may be written where one language is spoken, by the keys of
// the dialog's words: in that language, and in Vietnamese, which everybody may
// write here. What stands under a key is read when it is first asked for. It is
// safe for concurrent use.
type phrasebook struct {
	says    []*prompts.Say
	lists   byKey[[]string]
	phrases byKey[phraseList]
}

// newPhrasebook is what may be written in any of some languages.
func newPhrasebook(all map[string]*prompts.Say) *phrasebook {
	b := &phrasebook{}
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		b.says = append(b.says, all[lang])
	}
	return b
}

// list is the list under a key. It belongs to all: nobody changes it.
func (b *phrasebook) list(key string) []string {
	if l, ok := b.lists.of(key); ok {
		return l
	}
	var all []string
	for _, say := range b.says {
		all = append(all, list(say, "dialog."+key)...)
	}
	return b.lists.keep(key, slices.Clip(all))
}

// phrasesOf is the phrases under a key. They belong to all: nobody changes them.
func (b *phrasebook) phrasesOf(key string) phraseList {
	if l, ok := b.phrases.of(key); ok {
		return l
	}
	var all phraseList
	for _, say := range b.says {
		all.phrases = append(all.phrases, phrases(say, "dialog."+key)...)
	}
	all.phrases = slices.Clip(all.phrases)
	for _, p := range all.phrases {
		all.bits = append(all.bits, bitsOf(p))
	}
	return b.phrases.keep(key, all)
}

// phraseList is some phrases, each with the bits of its words.
type phraseList struct {
	phrases [][]word
	bits    []uint64
}

// in reports whether a line holds one of the phrases. Most have a word that the
// line has not, which their bits tell.
func (l phraseList) in(line *spelling) bool {
	for i, bits := range l.bits {
		if bits&^line.bits == 0 && findPhrase(line.words, l.phrases[i]) >= 0 {
			return true
		}
	}
	return false
}

// mayBeIn reports whether a line has the words of one of the phrases, whatever their
// marks and their order.
func (l phraseList) mayBeIn(line *spelling) bool {
	for i, bits := range l.bits {
		if bits&^line.bits == 0 && !slices.ContainsFunc(l.phrases[i], func(w word) bool {
			return !slices.ContainsFunc(line.words, func(o word) bool { return o.bare == w.bare })
		}) {
			return true
		}
	}
	return false
}

// bitsOf has a bit set for each of some words: a text whose bits lack one of them
// does not hold the words.
func bitsOf(words []word) (bits uint64) {
	for _, w := range words {
		bits |= bitOf(w.bare)
	}
	return bits
}

// bitOf is the bit of a word, by FNV-1a.
func bitOf(bare string) uint64 {
	h := uint32(2166136261)
	for i := range len(bare) {
		h = (h ^ uint32(bare[i])) * 16777619
	}
	return 1 << (h >> 26)
}

// byKey keeps what was made of each key. It is read far more often than written,
// and safe for concurrent use.
type byKey[T any] struct {
	made    atomic.Pointer[map[string]T]
	writing sync.Mutex
}

func (k *byKey[T]) of(key string) (v T, ok bool) {
	if made := k.made.Load(); made != nil {
		v, ok = (*made)[key]
	}
	return v, ok
}

// keep keeps what was made of a key, and returns it.
func (k *byKey[T]) keep(key string, v T) T {
	k.writing.Lock()
	defer k.writing.Unlock()
	next := map[string]T{key: v}
	if made := k.made.Load(); made != nil {
		maps.Copy(next, *made)
	}
	k.made.Store(&next)
	return v
}
