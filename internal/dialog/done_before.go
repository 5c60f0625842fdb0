package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// What is said to be done before it was asked for is not asked for: the walk goes
// on with the next step, and staff read that this one was done.

// doneIn is the clause of a line that says that a step was done: it ends as one
// about something done, and names what the step names. "" for none.
func doneIn(t *turn, line, step string) string {
	for _, part := range parts(t, line) {
		if !endsDone(t, part) && !saysDone(t, part) || asksSomething(t, part) || t.mentions("negator_words", part) || t.mentions("mishap_words", part) {
			continue
		}
		for _, bold := range bolds(step) {
			if name := spell(bold); len(name) > 1 && findPhrase(spelled(t, part), name) >= 0 {
				return part
			}
		}
	}
	return ""
}

// saysDone reports whether a clause says that something was done by the word before
// the verb: "đã chọn".
func saysDone(t *turn, part string) bool {
	line := spelled(t, part)
	return indexAmong(line[:max(0, len(line)-1)], writtenPhrases(t, "have_words")) >= 0 && holdsPhrase(line, writtenPhrases(t, "did_words"))
}

// doneBefore is what the user said that shows that a step was done before it was
// shown; "" for nothing. What is come back to is shown.
func doneBefore(t *turn, s *kb.Step) string {
	if s.Kind != kb.Do || slices.ContainsFunc(t.st.Path, func(p chat.Tried) bool { return p.Node == s.ID }) {
		return ""
	}
	for _, line := range slices.Backward(t.st.Told) {
		if part := doneIn(t, line, s.Text); part != "" {
			return strings.TrimSpace(part)
		}
	}
	return ""
}

// didStepOf reports whether a line says that a step of a topic was done, be it one
// of an article that it sends to.
func didStepOf(t *turn, tp *kb.Topic, line string) bool {
	steps := articleSteps(tp)
	for _, id := range walks(steps) {
		if a, ok := t.guide.Article(id); ok {
			steps = append(steps, articleSteps(a)...)
		}
	}
	return slices.ContainsFunc(steps, func(s kb.Step) bool { return s.Kind == kb.Do && doneIn(t, line, s.Text) != "" })
}
