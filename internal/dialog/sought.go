package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Who asks where something is, or does not find it, is shown it wherever he is: before
// any error is told, at the offer of a person, at a step about something else. What
// the present step itself names is answered there (see how).

// hearSought shows the place or the article that has what a line looks for.
func hearSought(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtPerson || u.res.Code != "" || u.fresh || u.trait != "" || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || u.says.Has(intent.WhatIs) || outsideOf(u.res) || callWorks(t, u.text) {
		return false
	}
	if t.screen().does && (u.says.Has(intent.NotThere) || t.mentions("none_words", u.text)) {
		return false // what the step names is missing
	}
	part, least, many := seeking(t, u), soughtLike, 2
	if part == "" && t.st.Place.Flow != nil && t.screen().does && !surelyAmiss(t, u) {
		part, least, many = wrongOne(t, u.text), soughtOfTwo, 3 // it names two things
	}
	if part == "" {
		return false
	}
	walks := t.st.Place.Flow != nil
	x, way := soughtPlace(t, part, least, many)
	a := (*kb.Topic)(nil)
	if !walks || doubted(t) {
		a = articleFor(t, part, nil, inName)
	}
	switch {
	case x != nil && (least == soughtOfTwo || !t.mentions("error_words", affirmed(t, part))):
		if digest(meaningOf(t, *x)) == t.st.Said {
			reply(t, chat.TurnHow, t.T("confirm_say", "sentence", continued(way))) // who asks on is told the way there
		} else {
			explainTerm(t, *x)
		}
	default:
		return openAsked(t, a)
	}
	t.st.Misses = 0
	t.out.Kind = chat.TurnHow
	return true
}

// seeking is the clause of a line that asks where something is; "" for none.
func seeking(t *turn, u *utterance) string {
	if !u.says.Has(intent.Where) && !t.mentions("place_words", u.text) {
		return ""
	}
	for _, part := range parts(t, u.text) {
		f := t.meanings(part)
		if (f.Has(intent.Where) || t.mentions("place_words", part)) && !f.Has(intent.WhatIs) && (queries(t, part) || u.surely(actSure, intent.Where, intent.WhereID, intent.HowTo)) {
			return strings.TrimSpace(part)
		}
	}
	return ""
}

// wrongOne is the clause of a line that says of two things which is in use, and which is
// meant: "nó lấy mic webcam chứ không phải tai nghe". That is no word about an error.
func wrongOne(t *turn, s string) string {
	for _, part := range parts(t, s) {
		if cutSo(spelled(t, part), writtenPhrases(t, "not_but_words"), func(before, behind []word) bool {
			return len(behind) > 0 && holdsPhrase(before, writtenPhrases(t, "takes_words")) && !t.mentions("fault_words", part)
		}) {
			return strings.TrimSpace(part)
		}
	}
	return ""
}

// soughtLike is how much of what is looked for a sentence has to say.
const soughtLike = 0.6

// soughtOfTwo is the same where one of two things is meant.
const soughtOfTwo = 0.4

// soughtPlace is the place of the screen that the guide explains in whose words, and in
// the sentence of an article that sends there, stands what a clause looks for: more than
// that share of it, and so many words; with that sentence. What the present step says as
// well is asked of that.
func soughtPlace(t *turn, part string, least float64, many int) (found *kb.Term, way string) {
	what := content(t, slices.DeleteFunc(slices.Clone(spelled(t, part)), func(w word) bool { // "sếp em bảo mở chỗ nào" seeks nothing that has a name
		return among(writtenPhrases(t, "relay_words"), w) || among(writtenPhrases(t, "step_verbs"), w)
	}))
	if len(what) == 0 {
		return nil, ""
	}
	best := least
	for i := range t.guide.Articles {
		a := &t.guide.Articles[i]
		if foreign(t, a.Lang) {
			continue
		}
		steps := articleSteps(a)
		if c, known := chosen(t, a); known {
			steps = c.Steps // of the user's own system
		}
		for _, s := range sentences(t, stepTexts(t, steps)) {
			share, n := saysOf(what, s)
			if share <= best || n < many {
				continue
			}
			if x, ok := findPlace(t, chat.Plain(s)); ok {
				if _, k := saysOf(what, x.Text); k > 0 {
					best, found, way = share, &x, s
				}
			}
		}
	}
	if found == nil || t.st.Place.Flow == nil {
		return found, way
	}
	for _, s := range presentStep(t) {
		if share, _ := saysOf(what, s); share >= best {
			return nil, ""
		}
	}
	return found, way
}

// boldNames are the names that a text sets in bold, each of a path by itself.
func boldNames(s string) (names []string) {
	for _, bold := range bolds(s) {
		names = append(names, strings.Split(bold, "→")...)
	}
	return names
}

// bolds is what a text sets in bold.
func bolds(s string) (all []string) {
	for i, part := range strings.Split(s, "**") {
		if i%2 == 1 {
			all = append(all, part)
		}
	}
	return all
}

// pathsOf are the menu paths that a text sets in bold.
func pathsOf(s string) []string {
	return slices.DeleteFunc(bolds(s), func(bold string) bool { return !strings.Contains(bold, "→") })
}

// saysOf is how much of some words a text has, and how many of them.
func saysOf(words []string, s string) (share float64, n int) {
	line := " " + fold(s) + " "
	for _, w := range words {
		if hasWords(line, w) {
			n++
		}
	}
	if len(words) == 0 {
		return 0, 0
	}
	return float64(n) / float64(len(words)), n
}

// onlyThere are the words for what a line says is all there is: "chỉ có mấy số thôi".
func onlyThere(t *turn, s string) (words []string) {
	for _, part := range parts(t, s) {
		line := spelled(t, part)
		if p, at := soonest(line, len(line), writtenPhrases(t, "only_there_words")); p != nil {
			words = append(words, content(t, line[at+len(p):])...)
		}
	}
	return words
}

// notFoundHere shows the article of the present step to who does not find what the step
// names and sees other things: he is not there yet. Who sees what else there is to
// choose from is, and has it not.
func notFoundHere(t *turn, u *utterance) bool {
	a, ok := t.guide.Article(linked(t))
	if !ok || a.Choose != "" || gatedNow(t) {
		return false
	}
	now, _ := stepNow(t)
	about := strings.Join(append(stepTexts(t, articleSteps(a)), a.Intro), "\n")
	step := " " + fold(now.Text) + " "
	seen := slices.DeleteFunc(onlyThere(t, u.text), func(w string) bool { return hasWords(step, w) })
	if _, n := saysOf(seen, about); n > 0 {
		return false // "hai dòng free" are what else there is to choose from
	}
	showArticle(t, a.ID)
	return true
}
