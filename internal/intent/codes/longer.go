package codes

import (
	"slices"
	"strings"

	"hotro/internal/text"
)

// A code that no document covers may be all but a few words of one that a document does:
// NOT_ALLOW_CALLOUT of FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT. Who retells what he saw leaves
// some out, and the words that are left tell which it is.

// leastTelling is how many letters a word has at least that tells two codes apart.
const leastTelling = 3

// Longer are the covered codes that a code without a document is retold from: each has all
// of its words, and more of the others of a text than any else. None where the text writes
// the code as it is.
func (b *Book) Longer(id int32, s string) (ids []int32) {
	own := strings.ToLower(b.codes[id].Name)
	folded := text.Fold(s)
	if strings.Contains(folded, own) {
		return nil
	}
	words, most := strings.Fields(folded), 0
	for i := range b.codes {
		c := &b.codes[i]
		if c.Topic == "" {
			continue
		}
		parts := strings.Split(strings.ToLower(c.Name), "_")
		if slices.ContainsFunc(strings.Split(own, "_"), func(w string) bool { return !madeOf(w, parts) }) {
			continue
		}
		more := 0
		for _, w := range words {
			w = strings.Trim(w, `.,;:!?"'`)
			if len(w) >= leastTelling && !strings.Contains(own, w) && slices.ContainsFunc(parts, func(p string) bool { return p == w || p == w+"s" }) {
				more++
			}
		}
		if more > most {
			ids, most = nil, more
		}
		if more > 0 && more == most {
			ids = append(ids, int32(i))
		}
	}
	return ids
}

// madeOf reports whether a word is one of some parts, but for an ending, or two of them as
// one word.
func madeOf(w string, parts []string) bool {
	is := func(w string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return p == w || p == w+"s" || p+"s" == w })
	}
	if is(w) {
		return true
	}
	for i := 1; i < len(w); i++ {
		if is(w[:i]) && is(w[i:]) {
			return true
		}
	}
	return false
}
