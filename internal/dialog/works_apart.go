package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// What works may be another thing than the call that is amiss: another device or program,
// or the same one at another time. That the laptop, Zalo or this morning's calls are well
// tells where the fault is, and not that it is over.

// otherThing reports whether what is said to be well is a device or a program that is set
// apart from the call under way: "app điện thoại thì gọi bình thường". What something is
// done with ("mang tai nghe vô thì nghe được") is none.
func otherThing(t *turn, head []word) bool {
	begun := led(head, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "classifier_words"), writtenPhrases(t, "side_heads"))
	for _, key := range [...]string{"computer_words", "machine_words", "app_words", "phone_things", "equipment_words", "other_channel_words"} {
		things := writtenPhrases(t, key)
		if longestHead(begun, things) > 0 {
			return true
		}
		for i := range head[1:] {
			if among(writtenPhrases(t, "done_in_words"), head[i]) && longestHead(head[i+1:], things) > 0 {
				return true
			}
		}
	}
	return false
}

// formerly reports whether a clause says that a call worked up to some time: "hồi trưa còn
// gọi được". That it still does, "vẫn còn gọi được", is news of now.
func formerly(t *turn, part string) bool {
	line := doneLine(t, part)
	if theDayBefore(t, part) {
		return t.mentions("call_works_words", part) || endsWith(line, writtenPhrases(t, "compare_ends"))
	}
	at := firstIn(line, writtenPhrases(t, "used_to_words"))
	if at < 0 || at > 0 && holdsPhrase(line[at-1:at], writtenPhrases(t, "still_words")) || holdsPhrase(line[max(0, at-1):], writtenPhrases(t, "negator_words")) {
		return false
	}
	return t.words.Lang() != ownTongue || t.mentions("call_works_words", part) || endsWith(line, writtenPhrases(t, "compare_ends"))
}

// worksLater reports whether a clause says when a call will work: "mấy ngày nữa mới gọi lại
// được". One that works only now, "giờ mới gọi được", does.
func worksLater(t *turn, part string) bool {
	line := spelled(t, part)
	at := firstIn(line, writtenPhrases(t, "only_then_words"))
	return at > 0 && holdsPhrase(line[:at], writtenPhrases(t, "ahead_words"))
}

// otherTime reports whether a clause that tells of a working call tells it of another time.
func otherTime(t *turn, part string) bool { return formerly(t, part) || worksLater(t, part) }

// theDayBefore reports whether a clause tells of another day and not of this one: "hôm qua
// gọi được". What was so "rồi" by then is so still.
func theDayBefore(t *turn, part string) bool {
	line := spelled(t, part)
	return holdsPhrase(line, writtenPhrases(t, "day_before_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) && !holdsPhrase(line, writtenPhrases(t, "today_words")) && !holdsPhrase(line, writtenPhrases(t, "done_ends"))
}

// onlyOtherTime reports whether all that a line says of a working call is of another time.
func onlyOtherTime(t *turn, s string) bool {
	other := false
	for _, part := range parts(t, s) {
		switch {
		case otherTime(t, part):
			other = true
		case t.meanings(part).Has(intent.Solved), callWorks(t, part), endsFine(t, part):
			return false
		}
	}
	return other
}

// worksNow reports whether a clause says that a call works, and means now.
func worksNow(t *turn, part string) bool {
	return (t.mentions("call_works_words", part) || triedWell(t, part)) && !otherTime(t, part) && !awaitsCaller(t, part)
}

// callWorks reports whether a line says of a call that it works, be it of one that was
// tried: "gọi thử được", "gọi lại được".
func callWorks(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool { return worksNow(t, part) })
}

// anotherCalls reports whether a clause says of somebody or something beside its writer, and
// before the call, that it calls well: "máy đứa bên cạnh gọi ngon". What does so by now is
// none.
func anotherCalls(t *turn, part string) bool {
	line := doneLine(t, part)
	at := firstIn(line, writtenPhrases(t, "calling_words"))
	if at < 1 || len(line)-at > briefAnswer || endsDone(t, part) || holdsPhrase(line, writtenPhrases(t, "recent_words")) {
		return false
	}
	own := line
	if among(writtenPhrases(t, "side_joints"), line[at-1]) {
		own = line[at:] // "bạn kia chưa bật mà gọi được"
	}
	if holdsPhrase(own, writtenPhrases(t, "negator_words")) {
		return false
	}
	return (holdsPhrase(line[:at], writtenPhrases(t, "beside_words")) || ofOthers(t, line)) && (callWorks(t, part) || endsFine(t, part) || endsWith(line, writtenPhrases(t, "compare_ends")))
}

// ofOthers reports whether words begin with somebody or some machine that is another than
// the writer's: "bạn kia".
func ofOthers(t *turn, line []word) bool {
	line = led(line, 1, writtenPhrases(t, "told_heads"))
	n := longestHead(line, writtenPhrases(t, "people_words"))
	return n > 0 && longestHead(line[n:], writtenPhrases(t, "other_words")) > 0
}

// worksOn reports whether a clause says of another device or program, or of somebody else's,
// that it works there, in the order of "it works on my phone" or of "my phone works". What
// works there by now may have been moved to; what a call is made with is no such place.
func worksOn(t *turn, line []word) bool {
	others := func(words []word) bool {
		return holdsPhrase(words, writtenPhrases(t, "party_words")) || holdsPhrase(words, writtenPhrases(t, "elsewhere_words")) || holdsPhrase(words, writtenPhrases(t, "beside_words"))
	}
	for i := range line {
		n := longestHead(line[i:], writtenPhrases(t, "works_verbs"))
		if n == 0 {
			continue
		}
		before, after := cutEnd(line[:i], 0, writtenPhrases(t, "works_subjects")), led(line[i+n:], 1, writtenPhrases(t, "works_fillers"))
		if len(after) > 1 && among(writtenPhrases(t, "place_joints"), after[0]) && !holdsPhrase(after, writtenPhrases(t, "equipment_words")) &&
			(others(after) || !holdsPhrase(line, writtenPhrases(t, "recent_words")) && otherThing(t, after[1:])) {
			return true
		}
		if len(before) > 0 && !holdsPhrase(line, writtenPhrases(t, "recent_words")) && !holdsPhrase(before, writtenPhrases(t, "works_joints")) &&
			(others(before) || otherThing(t, before)) {
			return true
		}
	}
	return false
}
