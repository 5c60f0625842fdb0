package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// "Lỗi bên ai vậy, bên em hay bên các anh": who has to look is said in one sentence, from
// the documents, and the way goes on.

// asksWhose reports whether a line asks at whom the fault lies: which side, or this one
// or that.
func asksWhose(t *turn, s string) bool {
	line := spelled(t, s)
	if t.mentions("whose_words", s) {
		return true
	}
	if !holdsPhrase(line, writtenPhrases(t, "fault_of_words")) {
		return false
	}
	sides := writtenPhrases(t, "side_words")
	first := -1
	for i := range line {
		n := longestHead(line[i:], sides)
		if n == 0 {
			continue
		}
		if i+n < len(line) && (longestHead(line[i+n:], writtenPhrases(t, "whom_words")) > 0 || longestHead(line[i+n:], writtenPhrases(t, "which_side_words")) > 0) {
			return true
		}
		if first >= 0 && findPhrase(line[first:i], spelled(t, t.T("question_or"))) >= 0 {
			return true
		}
		if first < 0 {
			first = i
		}
	}
	return false
}

// whose is the sentence that tells who has to look into a topic.
func whose(t *turn, tp *kb.Topic) string {
	told := sentences(t, paragraphs(tp.Intro))
	if i := slices.IndexFunc(told, func(s string) bool { return t.mentions("doer_words", s) }); i >= 0 && !foreign(t, tp.Lang) {
		return t.T("confirm_say", "sentence", continued(told[i]))
	}
	switch {
	case adminStep(tp):
		return t.T("whose_admin")
	case slices.ContainsFunc(tp.Steps, func(s kb.Step) bool { return s.Kind == kb.Do }) || len(tp.Causes) > 0:
		return t.T("whose_own")
	}
	return t.T("whose_staff")
}

// hearWhose answers that question where an error is known: in a walk, or told in the
// same line.
func hearWhose(t *turn, u *utterance) bool {
	if !asksWhose(t, u.text) || u.fresh || rating(t) {
		return false
	}
	if walking(t) && doerOf(t, u.text) != "" && !t.mentions("error_words", u.text) {
		return false // "Answer URL do ai cài": a thing, and no fault
	}
	tp, ok := subject(t)
	if t.st.Place.Screen == AtPerson {
		tp, ok = t.topic(t.st.Place.Topic)
	}
	switch {
	case u.res.Topic != "" && !u.res.Uncovered && !same(t, u.res.Topic) && t.st.Place.Screen != AtPerson:
		if tp, ok = t.guide.Topic(u.res.Topic); ok {
			t.pre(whose(t, tp))
		}
		return false // the topic is opened, with that before it
	case !ok:
		return false
	case t.st.Place.Screen == AtPerson:
		t.out.Update = true
		showAs(t, chat.TurnPassedOn, whose(t, tp), personChoices(t)...)
		return true
	default:
		t.pre(whose(t, tp))
		t.st.Turn++
		t.again()
	}
	t.st.Misses = 0
	t.out.Kind = chat.TurnAnswer
	return true
}
