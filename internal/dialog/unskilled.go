package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// "Tôi không phải IT", "em đâu rành máy móc", "em chỉ là telesale": who says what he is no
// good at, or that he only does his own work, answers nothing and denies nothing. What
// anybody can do he is helped to do; what needs an administrator goes to one.

// hearUnskilled takes a line that says so and no more.
func hearUnskilled(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Place.Flow == nil || t.st.Place.Screen == AtForward || !s.expects() || u.res.Code != "" || u.fresh || !onlyUnskilled(t, u) {
		return false
	}
	t.st.Misses = 0
	switch {
	case t.st.Place.Screen == AtRole, rightsAsked(t) && !unhandy(t, u.text):
		t.pre(t.T("unskilled_role"))
		forwardNow(t)
	case s.does:
		t.pre(t.unlike("novice", "novice_2"))
		how(t, u)
	case s.collects():
		t.pre(t.unlike("novice", "novice_2"))
		sayWhere(t)
	default:
		t.pre(t.unlike("novice", "novice_2"))
		t.st.Turn++
		t.again()
		t.out.Kind = chat.TurnHow
	}
	return true
}

// onlyUnskilled reports whether a clause of a line says so, and the others no more than who
// its writer is.
func onlyUnskilled(t *turn, u *utterance) bool {
	if u.words.HasAny(intent.Human, intent.NotHuman, intent.NotSolved, intent.Solved, intent.NotThere, intent.Hold) {
		return false
	}
	found := false
	for _, part := range parts(t, u.text) {
		if unskilled(t, part) || onlyWorks(t, part) {
			found = true
		} else if t.mentions("call_ask_words", part) || wantsSomebody(t, part) || !tellsOfSelf(t, part) {
			return false
		}
	}
	return found
}

// tellsOfSelf reports whether a clause says who its writer is, or nothing.
func tellsOfSelf(t *turn, part string) bool {
	switch preambleOf(t, part) {
	case presents, knowsLittle, tellsNothing:
		return true
	}
	return beginsOwn(t, spelled(t, part)) && fieldCount(part) <= selfWords && !amiss(t, part) && !t.meanings(part).Denies && !t.mentions("calling_words", part)
}

// selfWords is how many words say who somebody is.
const selfWords = 6

// unskilled reports whether a clause denies of its writer that he is technical, or that he
// knows about machines: "có phải dân kỹ thuật đâu", "biết gì máy móc".
func unskilled(t *turn, part string) bool { return noTechnician(t, part) || unhandy(t, part) }

// noTechnician reports whether a clause says that its writer is no technician.
func noTechnician(t *turn, part string) bool {
	if t.mentions("error_words", part) || t.mentions("cause_words", part) || t.words.Lang() != ownTongue && !beginsOwn(t, spelled(t, part)) {
		return false // "it is not it"
	}
	line := spelled(t, part)
	denies := writtenPhrases(t, "is_not_words")
	if n := longestHead(headless(t, line), writtenPhrases(t, "technician_words")); n > 0 && len(cutEnd(headless(t, line)[n:], 0, writtenPhrases(t, "number_polite"))) <= 2 && endsWith(doneLine(t, part), writtenPhrases(t, "contrast_ends")) {
		return true // "IT gì đâu"
	}
	line = doneLine(t, part)
	if endsWith(line, writtenPhrases(t, "contrast_ends")) {
		denies = writtenPhrases(t, "being_so_words")
	}
	return cutSo(line, denies, func(before, behind []word) bool {
		who, _ := soonest(behind, technicianReach, writtenPhrases(t, "technician_words"))
		return who != nil && !holdsPhrase(before, writtenPhrases(t, "others_words"))
	})
}

// technicianReach is how many words may stand before what somebody is not.
const technicianReach = 2

// unhandy reports whether a clause says that its writer knows little of machines.
func unhandy(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := spelled(t, part)
		return holdsPhrase(line, writtenPhrases(t, "machinery_words")) && cutSo(line, writtenPhrases(t, "skill_verbs"), func(before, behind []word) bool {
			return holdsPhrase(before, writtenPhrases(t, "negator_words")) || longestHead(behind, writtenPhrases(t, "what_todo_words")) > 0 || endsWith(line, writtenPhrases(t, "contrast_ends"))
		})
	})
}

// onlyWorks reports whether a clause says that its writer does his own work and no more,
// with no word of rights: "em chỉ là telesale", "em chỉ biết gọi điện thôi".
func onlyWorks(t *turn, part string) bool {
	line := doneLine(t, part)
	if t.mentions("novice_not_words", part) || holdsPhrase(line, writtenPhrases(t, "suffer_words")) || asksSomething(t, part) {
		return false
	}
	only := holdsPhrase(line, writtenPhrases(t, "exclusive_words")) || endsWith(line, writtenPhrases(t, "only_ends"))
	if leadsTo(line, writtenPhrases(t, "exclusive_words"), 1, writtenPhrases(t, "skill_verbs")) {
		return leadsTo(line, writtenPhrases(t, "skill_verbs"), 1, writtenPhrases(t, "calling_words"))
	}
	return only && beginsOwn(t, line) && (t.meanings(part).Has(intent.NotAdmin) || partDoes(t, part, actLikely, intent.NotAdmin))
}

// beginsOwn reports whether a clause begins with its writer.
func beginsOwn(t *turn, line []word) bool {
	line = led(line, 1, writtenPhrases(t, "told_heads"))
	n := longestHead(line, writtenPhrases(t, "exclusive_words"))
	return longestHead(line, writtenPhrases(t, "self_words")) > 0 || n > 0 && longestHead(line[n:], writtenPhrases(t, "being_heads")) > 0
}
