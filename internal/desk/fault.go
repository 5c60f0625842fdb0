package desk

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
	"hotro/prompts"
)

// Complains reports whether the little that a ticket's user has told is of something
// that does not work: "mic không nói" is short, and no junk.
func (r *Reader) Complains(t chat.Ticket) bool {
	said := text.Words(text.Fold(t.Title))
	if t.SaidBy == chat.ByUser {
		said = append(append(said, ""), text.Words(text.Fold(t.Said))...)
	}
	return slices.ContainsFunc(faultWords(r.format.say), func(phrase []string) bool { return holds(said, phrase) })
}

// faultWords are the phrases that tell of a fault.
func faultWords(say *prompts.Say) [][]string {
	return prompts.Parsed(say, "desk.fault_words", func(list string) (all [][]string) {
		for w := range strings.SplitSeq(list, ";") {
			all = append(all, text.Words(text.Fold(w)))
		}
		return all
	})
}

// holds reports whether words hold a phrase.
func holds(words, phrase []string) bool {
	for i := range words {
		if len(phrase) > 0 && i+len(phrase) <= len(words) && slices.Equal(words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}
