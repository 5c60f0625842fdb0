package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Where a screen shows several of a kind, people ask which one the step means. The step
// says it in the clause that names the kind, or the documents do not say it at all: then
// the bot owns that. Neither is another error.

// hearWhich answers which one is meant, and what the bot goes by.
func hearWhich(t *turn, u *utterance) bool {
	if !instructed(t, u) || u.res.Code != "" || callWorks(t, u.text) || t.mentions("still_words", u.text) || u.words.Has(intent.Human) {
		return false
	}
	if t.mentions("know_asks_words", u.text) {
		return sayHowKnown(t)
	}
	asked := strings.TrimSpace(lastPart(t, u.text))
	thing := endsWith(uncalled(t, asked), writtenPhrases(t, "which_thing_ends")) && t.mentions("which_verbs", asked) || asksWhichOfThem(t, u.text) && !t.mentions("which_number_words", asked)
	if !thing && !t.mentions("which_number_words", asked) || t.mentions("whichever_words", asked) || t.mentions("none_words", asked) {
		return false // "không có số nào" finds none
	}
	switch {
	case thing && linked(t) != "":
		t.st.Misses = 0
		how(t, u) // its article shows them
		return true
	}
	t.st.Misses = 0
	s := whichIn(t, asked)
	for _, x := range presentStep(t) {
		if s == "" && thing && sharesName(spelled(t, u.text), x, nameHead) {
			s = x // "có ba chế độ, chọn cái nào": the step names the kind and which
		}
	}
	if s != "" {
		return confirmWith(t, "confirm_say", continued(s))
	}
	keepDetail(t, u.text)
	aroundAs(t, chat.TurnPassedOn, "unanswered")
	return true
}

// asksWhichOfThem reports whether a line tells of several of a kind and asks in its last
// clause which: "có ba thẻ, thẻ nào".
func asksWhichOfThem(t *turn, s string) bool {
	all := parts(t, s)
	if len(all) < 2 {
		return false
	}
	line := uncalled(t, strings.TrimSpace(all[len(all)-1]))
	n := len(line)
	if n < 2 || !among(writtenPhrases(t, "which_asks_words"), line[n-1]) {
		return false
	}
	return slices.ContainsFunc(all[:len(all)-1], func(part string) bool { return findPhrase(spelled(t, part), line[n-2:n-1]) > 0 })
}

// whichIn is the sentence of the present step that says which of a kind is meant: more
// than its name stands in the clause that names it. "" for none.
func whichIn(t *turn, asked string) string {
	line := spelled(t, asked)
	which := writtenPhrases(t, "which_asks_words")
	at := slices.IndexFunc(line, func(w word) bool { return among(which, w) })
	if at < 1 {
		return ""
	}
	kind := line[at-1 : at]
	for _, s := range presentStep(t) {
		for _, part := range parts(t, s) {
			words := spell(part)
			if i := findPhrase(words, kind); i >= 0 && len(words)-i > whichTells && !strings.Contains(part, "→") {
				return s
			}
		}
	}
	return ""
}

// whichTells is how many words a clause has at most that only names a kind of thing.
const whichTells = 3

// sayHowKnown says what the bot goes by: what the user told, and nothing it could see.
func sayHowKnown(t *turn) bool {
	_, cause, _ := t.steps()
	if cause == nil || cause.Other || foreign(t, cause.Lang) {
		return false
	}
	t.st.Misses = 0
	reply(t, chat.TurnWhy, t.T("why_known", "answer", cause.Title, "failed", t.T("failed_button")))
	return true
}
