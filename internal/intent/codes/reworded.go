package codes

import (
	"slices"
	"strings"

	"hotro/internal/text"
)

// People type a code from memory: AGENT_NOT_ALLOWED_TO_CALL_OUT has the words
// of FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT in another order, and a small one
// more. That is no code of its own: it is asked about.

// rewordedParts is how many words a code and its rewording have in common.
const rewordedParts = 4

// unknownUnless is a code nobody knows, unless its words are those of one known
// code alone: then that code is asked about.
func (sc *scan) unknownUnless(name string) Match {
	if id := sc.book.reworded(name); id >= 0 {
		return Match{Kind: Partial, Codes: []int32{id}, Score: 1, To: len(sc.words.Spans)}
	}
	return Match{Kind: Unknown, Name: name, Score: 1}
}

// reworded is the only covered code that has all words of a name, -1 for none.
// With a digit in it a name is that of another code.
func (b *Book) reworded(name string) int32 {
	if strings.ContainsAny(name, "0123456789") {
		return -1
	}
	var said []int32
	for _, w := range text.Words(text.Fold(name)) {
		if w == "to" || w == "is" {
			continue
		}
		ids, _ := b.parts.appendParts(nil, lookalike(w))
		if len(ids) == 0 {
			return -1
		}
		said = append(said, ids...)
	}
	found := int32(-1)
	for id, c := range b.codes {
		switch {
		case len(said) < rewordedParts || !c.has(said):
		case c.Topic == "" || found >= 0:
			return -1 // it may be another
		default:
			found = int32(id)
		}
	}
	return found
}

// has reports whether the words of a name are all in the code, each as often as
// it is said, whatever their order.
func (c *Code) has(said []int32) bool {
	left := slices.Clone(c.parts)
	for _, p := range said {
		i := slices.Index(left, p)
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}
