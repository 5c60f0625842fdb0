package dialog

import (
	"maps"
	"slices"

	"hotro/prompts"
)

// phrasebook is what may be written where one language is spoken, by the keys of
// the dialog's words: in that language, and in Vietnamese, which everybody may
// write here. What stands under a key is read when it is first asked for. It is
// safe for concurrent use.
type phrasebook struct {
	says    []*prompts.Say
	lists   prompts.ByKey[[]string]
	phrases prompts.ByKey[*phraseList]
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
	if l, ok := b.lists.Of(key); ok {
		return l
	}
	var all []string
	for _, say := range b.says {
		all = append(all, list(say, "dialog."+key)...)
	}
	return b.lists.Keep(key, func([]string) []string { return slices.Clip(all) })
}

// phrasesOf is the phrases under a key. They belong to all: nobody changes them.
func (b *phrasebook) phrasesOf(key string) *phraseList {
	if l, ok := b.phrases.Of(key); ok {
		return l
	}
	all := &phraseList{}
	for _, say := range b.says {
		for _, p := range phrases(say, "dialog."+key).all {
			all.add(p)
		}
	}
	return b.phrases.Keep(key, func(*phraseList) *phraseList { return all })
}
