package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// After an end people take their leave in many words: they wish something, or
// tell where they go. And who is well wonders at being asked for an error.

// over reports whether nothing is under way and nobody is waited for.
func over(t *turn) bool {
	return isAt(t, AtStart, AtMenu, AtSolved, AtComment, AtEnded) && !t.st.Person
}

// hearParting answers a good-bye in kind, and regrets to have asked who is well.
func hearParting(t *turn, u *utterance) bool {
	if !over(t) || u.res.Code != "" || u.fresh || len(u.res.BadRefs) > 0 || u.says.Has(intent.Human) || u.says.Has(intent.Relapse) || t.mentions("again_words", u.text) {
		return false
	}
	if regrets(t, u) {
		return true
	}
	if pastThanks(t, u) && !rating(t) && u.res.Intent != intent.KindAsk {
		showAs(t, chat.TurnThanks, t.T("thanks_past"), t.menuButton(), t.human())
		return true
	}
	if slices.ContainsFunc(parts(t, u.text), func(part string) bool { return wondersWhyAsked(t, part) }) && !u.res.Partial && !t.mentions("before_words", u.text) && u.res.Intent != intent.KindTopic && (u.res.Intent != intent.KindAsk || vague(u.res)) && !u.surely(actTelling, intent.Problem, intent.NotSolved) {
		t.out.Kind = chat.TurnCalm
		sayOver(t, "asked_though_well")
		return true
	}
	if _, rated := scoreOf(t.words, u.text, spelled(t, u.text)); rated && t.st.Place.Screen == AtSolved || questions(t, u.text) || u.words.Has(intent.NotSolved) && !t.mentions("future_words", u.text) || surelyAnother(t, u.res) {
		return false
	}
	switch {
	case wishes(t, u.text):
		t.out.Kind = chat.TurnBye
		sayOver(t, "bye_wish")
	case takesLeave(t, u):
		t.out.Kind = chat.TurnBye
		sayOver(t, "bye")
	case u.words.Has(intent.Thanks) && t.mentions("future_words", u.text) && !rating(t):
		aroundAs(t, chat.TurnThanks, "thanks")
	default:
		return false
	}
	return true
}

// wondersWhyAsked reports whether a clause wonders at being asked. Who asks leave to ask
// himself does not: "cho em hỏi lỗi gọi".
func wondersWhyAsked(t *turn, part string) bool {
	return t.mentions("why_asked_words", part) && holdsPhrase(led(spelled(t, part), 0, writtenPhrases(t, "ask_heads")), writtenPhrases(t, "why_asked_words"))
}

// hearLeave answers a good-bye in the midst of a walk, which stays where it is.
func hearLeave(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Person || t.st.Place.Flow == nil || !s.expects() || u.res.Code != "" || u.fresh || asksSomething(t, u.text) ||
		u.words.Has(intent.NotSolved) || u.words.Has(intent.Solved) || u.words.Has(intent.Human) || didIt(t, u) {
		return false
	}
	if !u.surely(actFirm, intent.Bye) && !saysBye(t, u.text) {
		return false
	}
	t.st.Misses = 0
	showAs(t, chat.TurnBye, t.T("bye_midway"), t.menuButton(), t.human())
	return true
}

// saysBye reports whether a line ends in a word of parting, or in a greeting with
// something before it.
func saysBye(t *turn, s string) bool {
	all := parts(t, s)
	if len(all) == 0 {
		return false
	}
	last := all[len(all)-1]
	return t.mentions("bye_words", last) && len(spelled(t, last)) <= briefAnswer || len(all) > 1 && greets(t, last) && !greets(t, all[0])
}

// rating reports whether a score or a free word is asked for.
func rating(t *turn) bool { return t.st.Place.Screen == AtSolved || t.st.Place.Screen == AtComment }

// sayOver says last words, without the buttons of a question that is answered by
// them.
func sayOver(t *turn, word string) {
	if rating(t) {
		t.goTo(Place{Screen: AtSolved})
		t.show(t.unlike(word, "bye_2"), t.menuButton())
		return
	}
	t.around(word)
}

// wishes reports whether a clause begins as a good wish does: "chúc em bán đắt".
func wishes(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return cutSo(spelled(t, part), writtenPhrases(t, "wish_heads"), func(before, behind []word) bool { return len(before) <= wishLead && len(behind) > 0 })
	})
}

// wishLead is how many words may stand before a wish in its clause: "em cũng chúc".
const wishLead = 2

// takesLeave reports whether a line takes leave: by a word of parting, by a greeting
// that ends it, or by telling where its writer goes.
func takesLeave(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	for i, part := range all {
		if t.mentions("bye_words", part) || goes(t, spelled(t, part)) {
			return true
		}
		if i > 0 && i == len(all)-1 && greets(t, part) && !greets(t, all[0]) && t.st.Place.Screen != AtStart {
			return true // "thôi khỏi, chào em"
		}
	}
	return false
}

// greets reports whether a clause is a greeting that may be one of parting.
func greets(t *turn, part string) bool {
	return t.mentions("greet_words", part) && t.meanings(strings.TrimSpace(part)).Whole(intent.Greeting)
}

// goes reports whether a clause says that its writer goes and does something
// else: "thôi em đi gọi khách đây".
func goes(t *turn, line []word) bool {
	selves, verbs := writtenPhrases(t, "self_words"), writtenPhrases(t, "leave_words")
	for i := range line[:min(len(line), wishLead+1)] {
		if !among(selves, line[i]) {
			continue
		}
		rest := line[i+1:]
		for _, v := range verbs.all {
			if at := findPhrase(rest[:min(len(rest), len(v)+1)], v); at >= 0 && endsWith(rest, writtenPhrases(t, "leave_ends")) {
				return true
			}
		}
	}
	return false
}
