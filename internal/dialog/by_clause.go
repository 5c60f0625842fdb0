package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// At an instruction people tell in passing what came of it, behind what they did or
// before they leave: "đúng là đang để Free call. Đổi xong điện thoại reo rồi". The
// last clause that tells it decides, whatever the line as a whole is like.

// hearWorks ends the matter of who surely says that a call works, in whatever words, once
// something was tried: the rules below know some of the words that look like others.
func hearWorks(t *turn, u *utterance) bool {
	if calledBack(t, u) {
		return false
	}
	if t.st.Place.Flow == nil || t.st.Person || !u.surely(actWorks, intent.Solved) && !tellsCall(t, u) || !t.screen().does && len(t.st.Path) == 0 && !tellsCall(t, u) || u.res.Code != "" || asksSomething(t, u.text) ||
		t.mentions("still_words", u.text) || t.mentions("equipment_words", u.text) || unsteady(t, u.text) || contrasts(t, u) || compares(t, u) || stillAmiss(t, u) || yetToCall(t, u) {
		return false
	}
	if oneDone(t, u) || nextMatter(t, u) {
		return true
	}
	t.st.Misses = 0
	score, _ := praises(t, u)
	solvedRated(t, score)
	return true
}

// tellsCall reports whether a line that likely tells of a working call has a clause that
// speaks of one: "cả đám đang gọi ào ào rồi".
func tellsCall(t *turn, u *utterance) bool {
	return u.surely(actTelling, intent.Solved) && slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		if holdsPhrase(line, writtenPhrases(t, "negator_words")) || t.mentions("other_channel_words", part) || t.mentions("before_words", part) {
			return false
		}
		return callWorks(t, part) || endsDone(t, part) && holdsPhrase(line, writtenPhrases(t, "calling_words"))
	})
}

// actWorks is how likely a line has to tell of a working call that nothing else in it
// counts.
const actWorks = 0.85

// byClause reads such a line by its clauses, where the whole of it tells no result.
func byClause(t *turn, u *utterance) {
	if !t.screen().does && !(walking(t) && len(t.st.Path) > 0) || t.st.Person || u.res.Code != "" || surelyAnother(t, u.res) || u.surely(actTelling, intent.Solved) || u.says.Has(intent.Solved) || u.says.Whole(intent.NotSolved) {
		return
	}
	all := sides(t, u.text)
	if len(all) < 2 || asksSomething(t, all[len(all)-1]) {
		return
	}
	for i, part := range slices.Backward(all) {
		if callerAsks(t, part, spelled(t, part)) {
			continue
		}
		act, likely := heardAs(t, part).Acts.Among(tellsResult)
		switch act := intent.Meaning(act); {
		case act == intent.Solved && stepSoAlready(t, u):
			return // what it finds set is no call
		case act == intent.Solved && (likely >= clauseTells || i == len(all)-1 && likely >= actLikely && t.screen().does):
			u.says, u.guess = u.says.Only(intent.Solved, likely), true
			u.act, u.sure = string(act), likely
			return
		case likely < clauseTells && deedClause(t, part):
			return // what stands before it is how it was
		case likely < clauseTells:
		case act == intent.Hold:
			return // "chưa, để em gọi đã"
		case act == intent.NotSolved, act == intent.Relapse, act == intent.Problem:
			u.says = u.says.Only(intent.NotSolved, likely)
			return
		}
	}
}

// clauseTells is how likely a clause has to tell the result that it decides.
const clauseTells = 0.6

// tellsResult reports whether an act may be said at an instruction, or of its result.
func tellsResult(act string) bool {
	return act != string(intent.Yes) && act != string(intent.No) && act != string(intent.Greeting)
}

// answersResult takes a line as the answer to whether a call works now, where it is
// more like a yes than like anything else that is said there, or like a no.
func answersResult(t *turn, u *utterance) bool {
	if asksSomething(t, u.text) || !about(t, u) || u.says.Words > resultLine {
		return false
	}
	act, likely := heardAs(t, u.text).Acts.Among(func(act string) bool { return act != string(intent.Ack) })
	switch act := intent.Meaning(act); {
	case likely < resultLikely:
		return false
	case act == intent.Solved, act == intent.Yes:
		solved(t)
	case act == intent.NotSolved, act == intent.No, act == intent.Relapse:
		failed(t)
	default:
		return false
	}
	return true
}

const (
	resultLine   = 12   // words of an answer to that question
	resultLikely = 0.35 // it was just asked, and there are but two answers
)
