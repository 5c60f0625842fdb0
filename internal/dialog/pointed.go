package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// At a step that sends to a sign, people say what they see and ask whether that is it:
// "có cái hình hai gạch, cái đó hả". Nobody here sees it; what it looks like, and where
// it stands, is what they can hold against it.

// hearPointed answers such a question.
func hearPointed(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || t.st.Person || !t.screen().does || t.st.Place.Screen == AtForward || elsewhere(t, u) || u.words.Has(intent.Human) || u.words.Has(intent.NotSolved) || callWorks(t, u.text) {
		return false
	}
	asked := lastPart(u.text)
	if !confirmTag(t, asked) && !asksYesNo(t, asked) && !strings.Contains(u.text, "?") || !pointsOnly(t, asked) || len(parts(u.text)) < 2 {
		return false
	}
	x, ok := stepPlace(t, "")
	if !ok {
		return false
	}
	t.st.Misses = 0
	t.show(t.T("pointed", "text", meaningOf(t, x)), t.st.Offer...)
	t.out.Kind = chat.TurnTerm
	return true
}

// pointsOnly reports whether a clause points at something and names nothing: "cái đó
// phải không em".
func pointsOnly(t *turn, s string) bool {
	line := spelled(t, s)
	if !holdsPhrase(line, writtenPhrases(t, "that_thing_words")) {
		return false
	}
	rest := slices.Concat(writtenPhrases(t, "that_thing_words"), writtenPhrases(t, "confirm_ends"), writtenPhrases(t, "confirm_weak_ends"), writtenPhrases(t, "question_yesno"), writtenPhrases(t, "whether_begins"),
		writtenPhrases(t, "frame_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "right_or_wrong_ends"))
	for len(line) > 0 {
		n := longestHead(line, rest)
		if n == 0 {
			return false
		}
		line = line[n:]
	}
	return true
}
