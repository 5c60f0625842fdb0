package dialog

import (
	"slices"
	"strings"

	"hotro/internal/kb"
)

// On a list of codes a word that stands in some of them picks those: "cái có chữ
// not found", "agent". One left is taken; of several the same question is asked.

// hearNarrow takes such words.
func hearNarrow(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtPick {
		return false
	}
	listed := listedCodes(t)
	if len(listed) < 2 {
		return false
	}
	seen, only := codeWordsIn(t, u.text, listed)
	if len(seen) == 0 || !only {
		return false
	}
	var left []string
	for _, tp := range listed {
		words := keyWords(tp.Codes[0])
		if !slices.ContainsFunc(seen, func(w string) bool { return !slices.Contains(words, w) }) {
			left = append(left, tp.ID)
		}
	}
	switch n := len(left); {
	case n == 0 || n == len(listed):
		return false
	case n == 1:
		t.st.Misses = 0
		enter(t, left[0])
	default:
		t.st.Misses = 0
		askWhich(t, t.T("pick_partial"), left, codeButton)
	}
	return true
}

// listedCodes are the topics on the screen whose buttons say their codes; none
// where a button says something else of a topic.
func listedCodes(t *turn) (out []*kb.Topic) {
	for _, c := range t.st.Offer {
		if !strings.HasPrefix(c.Data, "t:") {
			continue
		}
		tp, ok := t.topic(t.keys[strings.TrimPrefix(c.Data, "t:")])
		if !ok || len(tp.Codes) == 0 || c.Label != tp.Codes[0] {
			return nil
		}
		out = append(out, tp)
	}
	return out
}

// codeWordsIn are the words of a line that stand in some of the codes, and whether
// what else it says only leads to them.
func codeWordsIn(t *turn, s string, listed []*kb.Topic) (seen []string, only bool) {
	only = true
	lead := []*phraseList{writtenPhrases(t, "narrow_fillers"), writtenPhrases(t, "clue_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite")}
	for _, part := range parts(t, s) {
		line := spelled(t, part)
		for len(line) > 0 {
			w := line[0].bare
			switch n := longestHead(line, lead...); {
			case slices.ContainsFunc(listed, func(tp *kb.Topic) bool { return slices.Contains(keyWords(tp.Codes[0]), w) }):
				seen, line = append(seen, w), line[1:]
			case n > 0:
				line = line[n:]
			default:
				only, line = false, line[1:]
			}
		}
	}
	return seen, only
}
