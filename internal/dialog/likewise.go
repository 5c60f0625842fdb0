package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Whoever is done asks for the next one: "đứa bên cạnh cũng đổi Edge thì làm y vậy hả".
// What he did is right for another with the same error.

// hearLikewise answers such a question where an error is walked, or was solved; a working
// call that is told with it ends the matter.
func hearLikewise(t *turn, u *utterance) bool {
	if t.st.Person || u.res.Code != "" || t.st.Place.Flow == nil && !rating(t) || t.st.Place.Flow != nil && len(t.st.Path) == 0 && !t.screen().does {
		return false
	}
	all := parts(t, u.text)
	if t.st.Place.Flow != nil && ownDone(t, all) {
		return nextOne(t, u)
	}
	at := slices.IndexFunc(all, func(part string) bool { return asksLikewise(t, part) })
	if at < 0 || !slices.ContainsFunc(all, func(part string) bool { return ofAnother(t, part) }) {
		return false
	}
	t.st.Misses = 0
	if t.st.Place.Flow != nil && slices.ContainsFunc(all[:at], func(part string) bool {
		return !asksSomething(t, part) && (callWorks(t, part) || t.meanings(part).Has(intent.Solved)) && !t.meanings(part).Denies
	}) {
		t.pre(t.T("likewise"))
		solved(t)
		return true
	}
	aroundAs(t, chat.TurnAnswer, "likewise")
	return true
}

// anotherHasIt reports whether a line says, where an error was solved, that somebody else
// has it as well: "còn bạn kế bên cũng bị y vậy".
func anotherHasIt(t *turn, u *utterance) bool {
	if t.st.Last == nil || u.res.Code != "" || u.words.Has(intent.Relapse) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool { return anotherSuffers(t, part) })
}

// anotherSuffers reports whether a clause says that somebody else has it as well.
func anotherSuffers(t *turn, part string) bool {
	line := spelled(t, part)
	for before, behind := range cuts(line, writtenPhrases(t, "also_words")) {
		if len(before) > 0 && holdsPhrase(firstOf(behind, alsoReach), writtenPhrases(t, "suffer_words")) {
			return (asksOfAnother(t, before) || namesSomebody(t, part)) && !asksSomething(t, part)
		}
	}
	return false
}

// alsoReach is how many words behind "cũng" say what somebody has as well.
const alsoReach = 2

// ownDone reports whether clauses say that a call works and, behind it, that somebody
// else has the error as well.
func ownDone(t *turn, all []string) bool {
	at := slices.IndexFunc(all, func(part string) bool { return anotherSuffers(t, part) })
	return at > 0 && slices.ContainsFunc(all[:at], func(part string) bool {
		return partDoes(t, part, actSure, intent.Solved) && !t.mentions("still_words", part) && !ofAnother(t, part)
	})
}

// nextOne walks the error under way from its beginning for somebody else, on a machine of
// his own.
func nextOne(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok {
		return false
	}
	oneOver(t)
	t.st.Traits = nil
	beginsAgain(t, u, tp.ID)
	return true
}

// beginsAgain walks an error that was solved from its beginning, for somebody else.
func beginsAgain(t *turn, u *utterance, topic string) {
	t.leave()
	keepTold(t, u.text)
	t.pre(t.T("begins_again"))
	enter(t, topic)
}

// ofAnother reports whether a clause speaks of another person or machine.
func ofAnother(t *turn, part string) bool {
	line := spelled(t, part)
	return othersIn(t, line) || asksOfAnother(t, line) || t.mentions("beside_words", part)
}

// asksLikewise reports whether a clause asks if the same is to be done.
func asksLikewise(t *turn, part string) bool {
	return asksSomething(t, part) && cutSo(spelled(t, part), writtenPhrases(t, "likewise_words"), func(_, behind []word) bool {
		return indexAmong(firstOf(behind, 1), writtenPhrases(t, "which_ends")) < 0 // "như thế nào" asks how
	})
}

// asksOfAnother reports whether a line names a person or a machine that is not its
// writer's.
func asksOfAnother(t *turn, line []word) bool {
	selves, who := writtenPhrases(t, "self_words"), writtenPhrases(t, "people_words")
	for i := range line {
		n := longestHead(line[i:], who)
		if n == 0 || among(selves, line[i]) {
			continue
		}
		if i+n == len(line) || !among(selves, line[i+n]) {
			return true
		}
	}
	return false
}

// promiseOthers tells who asks, while one error is walked, for the others that were told
// with it, that they are next: "mà hai đứa kia tính sao". It answers nothing besides.
func promiseOthers(t *turn, u *utterance) bool {
	rest := asideOf(t)
	if t.st.Place.Flow == nil || t.st.Person || len(rest) == 0 {
		return false
	}
	asked := slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return (asksSomething(t, part) || endsWith(doneLine(t, part), writtenPhrases(t, "other_tails"))) && othersIn(t, spelled(t, part))
	})
	if !asked || !slices.ContainsFunc(toldLines(t), func(s string) bool { return byPeople(t, s) != nil }) {
		return false
	}
	var ids []string
	for _, f := range slices.Backward(rest) {
		ids = append(ids, f.Topic)
	}
	t.pre(t.T("others_next", "next", labelled(t, ids)))
	return false
}
