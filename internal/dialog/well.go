package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// All is well again: said with praise, with a score, or where no step is open
// that could have helped. And what only sounds like it: "mic em bình thường mà"
// protests that a device works.

// hearWell ends well who says so in such a way.
func hearWell(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if at == AtStart || at == AtMenu && (t.st.First == "" || t.st.First == text.Brief(u.text, titleSize)) {
		return wellAtStart(t, u)
	}
	if t.st.Person || at == AtPerson || rating(t) || at == AtEnded || u.res.Code != "" || elsewhere(t, u) || stillAmiss(t, u) {
		return false
	}
	if setsAgainst(t, u.text) {
		return false
	}
	score, praised := praises(t, u)
	if !praised && (t.screen().does || !well(t, u)) {
		return false
	}
	t.st.Misses = 0
	solvedRated(t, score)
	return true
}

// solvedRated ends a matter with the score that was given with its end, 0 for none.
func solvedRated(t *turn, score int) {
	solved(t)
	if score > 0 && t.st.Place.Screen == AtSolved {
		t.out.Say, t.st.Said = nil, ""
		t.pre(t.T("solved"))
		takeRate(t, strconv.Itoa(score))
	}
}

// wellAtStart is glad with who begins with it that all is well by now: nobody was
// helped, so nothing is rated. What is amiss besides is heard by itself.
func wellAtStart(t *turn, u *utterance) bool {
	if t.st.Person || u.res.Code != "" || u.fresh || u.words.Has(intent.Human) || asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.Hold) {
		return false
	}
	all := sides(t, u.text)
	over := slices.IndexFunc(all, func(part string) bool { return isCured(t, part) || len(all) == 1 && u.words.Whole(intent.Solved) })
	if over < 0 || u.says.Deaf.Them || u.says.Deaf.Us || onlyCompares(t, all, over) {
		return false
	}
	for _, part := range all[over+1:] {
		if r := heardAs(t, part).Result; r.Intent == intent.KindTopic {
			t.pre(t.T("one_over"))
			t.told, t.st.Told = true, []string{part}
			enter(t, r.Topic)
			return true
		}
		if f := t.meanings(part); f.Denies || f.Words > briefAnswer && !f.Has(intent.Thanks) || t.mentions("still_words", part) {
			return false
		}
	}
	t.st.First, t.st.Told = "", nil
	t.out.Kind = chat.TurnThanks
	sayOver(t, "well_start")
	return true
}

// onlyCompares reports whether a side that says what works says it beside a fault, and
// nothing of how it was before: "web báo lỗi, app thì gọi ngon".
func onlyCompares(t *turn, all []string, works int) bool {
	side := all[works]
	if t.mentions("changed_words", side) || t.mentions("cured_words", side) || noLonger(t, side) || isOver(t, side) {
		return false
	}
	return slices.ContainsFunc(all, func(other string) bool {
		return other != side && (t.mentions("error_words", other) || t.mentions("fault_words", other) || t.meanings(other).Denies)
	})
}

// setsAgainst reports whether the clause of a line that says that it works is of another
// kind of machine, and nobody says to have changed over to it: "bấm vô là nó khựng, bên
// máy bàn thì gọi được".
func setsAgainst(t *turn, s string) bool {
	all := parts(t, s)
	if len(all) < 2 || slices.ContainsFunc(all, func(part string) bool {
		return t.mentions("changed_words", part) || t.mentions("swap_words", part) || endsDone(t, part)
	}) {
		return false
	}
	return slices.ContainsFunc(all, func(part string) bool {
		return callWorks(t, part) && t.mentions("then_words", part) && (t.mentions("computer_words", part) || t.mentions("machine_words", part) || t.mentions("elsewhere_words", part))
	})
}

// praises reports whether a line praises the help, or rates it, and says that
// all is done: "xong rồi, tốt lắm, 5 sao". A low score praises nothing.
func praises(t *turn, u *utterance) (score int, praised bool) {
	done := t.st.Place.Screen == AtResult // praise answers whether it works
	for _, part := range parts(t, u.text) {
		r := t.meanings(part)
		n, rated := scoreOf(t.words, part, spelled(t, part))
		switch {
		case t.mentions("praise_words", part) && !r.Denies:
			praised = true // "hay quá" asks nothing
		case rated && n >= wellRated && (t.mentions("rate_units", part) || strings.Contains(part, "*")):
			score, praised = n, true // "5 sao" asks nothing either
		case r.Denies || r.Has(intent.NotSolved) || r.Has(intent.Hold) || asks(r) || asksSomething(t, part) || protests(t, part):
			return 0, false
		case rated && n < wellRated:
			return 0, false
		case rated && (t.st.Place.Screen != AtResult || !strings.ContainsAny(part, "0123456789")):
			praised = true // a bare number is no rating where none was asked for
		}
		done = done || r.Has(intent.Solved) || r.Has(intent.Done) || callWorks(t, part) || endsFine(t, part)
	}
	return score, praised && done
}

// wellRated is the least score that goes with a matter that ended well.
const wellRated = 4

// well reports whether a line says that all is well again, whatever was amiss.
func well(t *turn, u *utterance) bool {
	if u.words.Has(intent.NotSolved) || asks(u.words) || asksSomething(t, u.text) || protests(t, u.text) || compares(t, u) || onlyOtherTime(t, u.text) || goesOn(t, u.text) {
		return false
	}
	over := isCured(t, u.text)
	if (t.mentions("elsewhere_words", u.text) || over && t.mentions("other_channel_words", u.text)) && !(over && t.mentions("swap_words", u.text)) {
		return false
	}
	if over {
		return true
	}
	if slices.ContainsFunc(parts(t, u.text), func(part string) bool { return t.mentions("error_words", part) && !endsFine(t, part) }) {
		return false // "gọi số này bị, còn lại thì được"
	}
	return soundsFine(t, u) || u.words.Whole(intent.Solved) || slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return endsFine(t, part) && (callWorks(t, part) || !t.mentions("equipment_words", part)) && !t.meanings(part).Denies && !t.mentions("still_words", part)
	})
}

// goesOn reports whether what a line says one can do is to go on with the steps: "em làm
// tiếp được rồi".
func goesOn(t *turn, s string) bool {
	return t.mentions("go_on_words", s) && !callWorks(t, s)
}

// endsFine reports whether a clause ends as one about something that is well.
func endsFine(t *turn, part string) bool {
	line := cutEnd(spelled(t, part), 1, writtenPhrases(t, "laugh_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"))
	return endsWith(line, writtenPhrases(t, "fine_ends"))
}

// protests reports whether a line says against what was understood that a thing
// works, or that it did before: by the word it ends in.
func protests(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := cutEnd(spelled(t, part), 1, writtenPhrases(t, "number_polite"))
		ends := endsWith(line, writtenPhrases(t, "protest_ends"))
		return ends && !callWorks(t, part) || (ends || t.mentions("before_words", part)) && (t.mentions("equipment_words", part) || t.mentions("before_words", part))
	})
}

// unprotested takes from a line what is no news of a call: that a thing works, in
// the words of who protests, or that it did before or will.
func unprotested(t *turn, u *utterance) {
	if !u.says.Has(intent.Solved) && !u.words.Has(intent.Solved) || !protests(t, u.text) && !onlyOtherTime(t, u.text) {
		return
	}
	if !onlyOtherTime(t, u.text) && u.surely(actTelling, intent.Solved) && !t.mentions("equipment_words", u.text) && !t.mentions("before_words", u.text) {
		return // "reo được rồi mà" is of the call
	}
	u.without(intent.Solved)
}

// regrets answers who complains of an earlier talk: an apology, and the matter
// once more.
func regrets(t *turn, u *utterance) bool {
	if !t.mentions("before_words", u.text) || !complains(t, u) || walking(t) {
		return false
	}
	t.leave()
	t.out.Kind = chat.TurnCalm
	t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: WhyAsked})
	t.show(t.unlike("complaint_before", "calm_start"), append(t.buttons(), t.menuButton())...)
	return true
}
