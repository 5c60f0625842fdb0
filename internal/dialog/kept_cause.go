package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// Who hears what his error comes from may wish to keep it: "có cách nào vẫn dùng chung
// được không". The documents have the remedy and no way around it; that is said, and what
// was asked stands.

// hearKeptCause answers such a wish.
func hearKeptCause(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || t.st.Person || t.screen().idle || !t.screen().does && !t.screen().closed() || u.res.Code != "" || elsewhere(t, u) {
		return false
	}
	all := parts(t, u.text)
	if t.st.Place.Screen == AtCauses && len(all) > 1 {
		return false // the answer stands beside it: see ownAsked
	}
	for _, part := range all {
		if text := keptCause(t, u.text, part); text != "" && digest(text) != t.st.Said {
			t.st.Misses = 0
			reply(t, chat.TurnAnswer, text)
			return true
		}
	}
	return false
}

// keptCause is what is said to a clause of a line that asks whether the cause may stay, ""
// for any other clause.
func keptCause(t *turn, line, part string) string {
	tp, ok := subject(t)
	if !ok || tp.Choose != "" || foreign(t, tp.Lang) || unsteady(t, part) || !asksYesNo(t, part) && !wonders(t, part) && !tagged(t, part) {
		return ""
	}
	cause, names, steps := title(t, tp), []string{title(t, tp), tp.Label}, tp.Steps
	if c := keptOf(t, tp, line); c != nil {
		cause, names, steps = answerOf(c), ways(c), c.Steps
	}
	i := slices.IndexFunc(steps, func(s kb.Step) bool { return s.Kind != kb.Collect && s.Kind != kb.Handoff })
	if i < 0 {
		return ""
	}
	step := unlinked(t, steps[i].Text, steps[i].Links)
	if !(t.st.Place.Screen == AtRole && t.mentions("other_way_words", part)) && !withoutStep(t, part, step) && (!t.mentions("keep_words", part) || keptShare(t, line, names) < saysKept) {
		return ""
	}
	return t.T("kept_cause", "cause", cause, "step", step)
}

// keptOf is the cause under way or, where it is still asked for, the one that a line names.
func keptOf(t *turn, tp *kb.Topic, line string) *kb.Cause {
	if c := underWay(t, tp); c != nil {
		return c
	}
	best := saysKept
	var found *kb.Cause
	for i := range tp.Causes {
		if share := keptShare(t, line, ways(&tp.Causes[i])); share >= best && !tp.Causes[i].Other {
			found, best = &tp.Causes[i], share
		}
	}
	return found
}

// keptShare is how much of what a clause of a line is about some texts say, at most.
func keptShare(t *turn, line string, texts []string) (most float64) {
	for _, part := range parts(t, line) {
		about := content(t, slices.DeleteFunc(slices.Clone(spelled(t, part)), func(w word) bool {
			return amongAny(w, writtenPhrases(t, "keep_words"), writtenPhrases(t, "question_yesno"), writtenPhrases(t, "wish_words"))
		}))
		_, share := t.read.Covers(strings.Join(about, " "), texts)
		most = max(most, share)
	}
	return most
}

// saysKept is how much of a wish has to be the cause: the rest is why one wants to keep it.
const saysKept = 0.4

// withoutStep reports whether a clause asks if it goes without what a step does: "không
// tách ra có được không".
func withoutStep(t *turn, part, step string) bool {
	line, does := spelled(t, part), spell(chat.Plain(step))
	return asksYesNo(t, part) && cutSo(line, writtenPhrases(t, "without_words"), func(_, rest []word) bool {
		return len(rest) > 1 && among(writtenPhrases(t, "step_verbs"), rest[0]) && slices.ContainsFunc(does, rest[0].is)
	})
}
