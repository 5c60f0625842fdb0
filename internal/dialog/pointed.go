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
	if !instructed(t, u) || t.st.Place.Screen == AtForward || u.words.Has(intent.Human) || callWorks(t, u.text) {
		return false
	}
	if saysOther(t, u) {
		askMaybe(t, u.res.Topic)
		t.st.Misses = 0
		return true
	}
	if text := toChange(t, u); text != "" {
		t.st.Misses = 0
		showAs(t, chat.TurnAnswer, t.T("found_to_change", "text", text), t.st.Offer...)
		return true
	}
	asked := lastPart(t, u.text)
	if u.words.Has(intent.NotSolved) {
		return false
	}
	if !confirmTag(t, asked) && !asksYesNo(t, asked) && !strings.Contains(u.text, "?") || !pointsOnly(t, asked) || len(parts(t, u.text)) < 2 {
		return false
	}
	x, ok := stepPlace(t, "")
	if !ok {
		return false
	}
	t.st.Misses = 0
	showAs(t, chat.TurnTerm, t.T("pointed", "text", meaningOf(t, x)), t.st.Offer...)
	return true
}

// toChange is what the present step still has the user do where a line says that what it
// would set stands otherwise: "trang nằm trong mục Chặn" is where to change it and no
// failure. "" for none.
func toChange(t *turn, u *utterance) string {
	if t.mentions("still_words", u.text) || asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.Hold) || holds(t, u) {
		return ""
	}
	off, on := writtenPhrases(t, "set_off_words"), writtenPhrases(t, "set_on_words")
	stands := false
	for _, part := range parts(t, u.text) {
		line := spelled(t, part)
		switch at := firstIn(line, writtenPhrases(t, "stands_words")); {
		case at >= 0 && holdsPhrase(line[at:], off):
			stands = true
		case holdsPhrase(line, on):
			stands = false // "nó để Chặn, em chuyển qua Cho phép"
		}
	}
	if !stands {
		return ""
	}
	for _, s := range presentStep(t) {
		all := strings.Split(s, ", ")
		at := slices.IndexFunc(all, func(clause string) bool {
			return slices.ContainsFunc(bolds(clause), func(bold string) bool {
				name := spell(bold)
				return holdsPhrase(name, off) || holdsPhrase(name, on)
			})
		})
		if at >= 0 {
			return strings.Join(all[at:], ", ")
		}
	}
	return ""
}

// pointsOnly reports whether a clause points at something and names nothing: "cái đó
// phải không em".
func pointsOnly(t *turn, s string) bool {
	line := spelled(t, s)
	if !holdsPhrase(line, writtenPhrases(t, "that_thing_words")) {
		return false
	}
	return len(led(line, 0,
		writtenPhrases(t, "that_thing_words"), writtenPhrases(t, "confirm_ends"), writtenPhrases(t, "confirm_weak_ends"), writtenPhrases(t, "question_yesno"), writtenPhrases(t, "whether_begins"),
		writtenPhrases(t, "frame_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "right_or_wrong_ends"),
	)) == 0
}
