package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Half of what was amiss is over: one number goes through and the rest does not, or the
// user hears the customer, who was to hear him. The working half is not taken for the whole.

// hearHalf takes such a line at a step, and says what is still to be done: the step for the
// rest, or to find out whether the other side hears, too.
func hearHalf(t *turn, u *utterance) bool {
	some := onlySome(t, u)
	if asksSomething(t, u.text) || !some && !hearsOnly(t, u) {
		return false
	}
	keepDetail(t, u.text)
	if some {
		t.st.Turn++
		t.out.Kind = chat.TurnHold
		t.around("rest_to_do")
		return true
	}
	if t.st.Place.Screen != AtResult {
		t.at(AtResult)
	}
	t.out.Kind = chat.TurnResult
	t.show(t.T("heard_half"), results(t, false)...)
	return true
}

// onlySome reports whether all that a line says that works is one thing alone: "chỉ số này
// gọi được", "gọi được mỗi số này". What is all there is to do is no such thing: "chỉ cần
// bấm là gọi được".
func onlySome(t *turn, u *utterance) bool {
	only := false
	for _, side := range sides(t, u.text) {
		switch alone := worksAlone(t, side) || soFar(t, side); {
		case alone:
			only = true
		case callWorks(t, side) || cured(t, side):
			return false
		}
	}
	return only
}

// worksAlone reports whether a clause says of one thing alone that it works: it begins with
// that, or has it behind what works.
func worksAlone(t *turn, side string) bool {
	line := spelled(t, side)
	begun := led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "by_now_words"))
	if holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	for i := range begun {
		n := longestHead(begun[i:], writtenPhrases(t, "exclusive_words"))
		rest := begun[min(len(begun), i+n):]
		if n == 0 || len(rest) > 0 && !namesOne(t, rest) {
			continue // all there is to do, or that was done
		}
		if i == 0 || among(writtenPhrases(t, "sole_leads"), begun[i-1]) || len(rest) == 0 {
			return callWorks(t, side) || endsFine(t, side) || holdsPhrase(begun, writtenPhrases(t, "compare_ends")) || holdsPhrase(begun, writtenPhrases(t, "works_verbs"))
		}
	}
	return false
}

// soFar reports whether a clause says of some of several that they can call by now, or that
// the step was done for them: "mới tách được một đứa".
func soFar(t *turn, side string) bool {
	line := led(spelled(t, side), 1, writtenPhrases(t, "told_heads"))
	n := longestHead(line, writtenPhrases(t, "so_far_heads"))
	if n == 0 || mentionsAny(t, side, "negator_words", "later_words") {
		return false
	}
	return holdsPhrase(line[n:], writtenPhrases(t, "managed_ends")) && (countIn(t, line).to > 0 || countOf(t, line, "happened_words").to > 0 || t.mentions("some_words", side))
}

// namesOne reports whether words begin with somebody or something that calls, or is called.
func namesOne(t *turn, line []word) bool {
	line = led(line, 0, writtenPhrases(t, "sole_leads"), writtenPhrases(t, "count_words"))
	return longestHead(line, writtenPhrases(t, "people_words"), writtenPhrases(t, "happened_words"), writtenPhrases(t, "line_words"), writtenPhrases(t, "that_thing_words"), writtenPhrases(t, "caller_words")) > 0
}

// hearsOnly reports whether all that a line says that works is that the user hears the
// other side, where the matter is of his own sound: "em nghe được tiếng khách rồi".
func hearsOnly(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || !u.says.Has(intent.Solved) || !t.mentions("equipment_words", tp.Name) || hearsUs(t, u.text) || t.mentions("both_hear_words", u.text) {
		return false
	}
	hears := false
	for _, side := range sides(t, u.text) {
		switch {
		case hearsThem(t, side):
			hears = true
		case theyHear(t, side):
			return false
		case callWorks(t, side) || cured(t, side):
			return false
		}
	}
	return hears
}

// hearsThem reports whether a clause has the other side behind the word for hearing, and not
// before it.
func hearsThem(t *turn, side string) bool {
	before, behind, ok := aroundHearing(t, side)
	return ok && !ofOtherSide(t, before) && ofOtherSide(t, behind[:min(len(behind), hearerReach+1)])
}

// theyHear reports whether a clause says of the other side that it hears.
func theyHear(t *turn, side string) bool {
	before, _, ok := aroundHearing(t, side)
	return ok && ofOtherSide(t, before) && !holdsPhrase(before, writtenPhrases(t, "negator_words"))
}

// aroundHearing is what stands before the word for hearing in a clause, and behind it; a
// headset is none.
func aroundHearing(t *turn, side string) (before, behind []word, ok bool) {
	line := spelled(t, side)
	at := firstIn(line, writtenPhrases(t, "hear_verbs"))
	if at < 0 || holdsPhrase(line, writtenPhrases(t, "equipment_words")) {
		return nil, nil, false
	}
	return line[:at], line[at+1:], true
}

// ofOtherSide reports whether words name the other side of a call.
func ofOtherSide(t *turn, line []word) bool {
	return holdsPhrase(line, writtenPhrases(t, "caller_words")) || holdsPhrase(line, writtenPhrases(t, "other_side_words"))
}
