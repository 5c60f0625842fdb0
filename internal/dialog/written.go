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
	phrases byKey[*phraseList]
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
func (b *phrasebook) phrasesOf(key string) *phraseList {
	if l, ok := b.phrases.of(key); ok {
		return l
	}
	all := &phraseList{}
	for _, say := range b.says {
		for _, p := range phrases(say, "dialog."+key).all {
			all.add(p)
		}
	}
	return b.phrases.keep(key, all)
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
