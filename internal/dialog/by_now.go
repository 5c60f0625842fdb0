package dialog

import "strings"

// How it was is told beside how it is: "hôm qua bị, nay hết rồi". What is now counts.

// wellByNow reports whether a line says that a fault was there some time ago, and is not
// any more, in either order.
func wellByNow(t *turn, s string) bool {
	then, now := false, false
	for _, side := range sides(t, s) {
		line := doneLine(t, side)
		past := holdsPhrase(line, writtenPhrases(t, "before_words")) || holdsPhrase(line, writtenPhrases(t, "time_past_words"))
		switch {
		case len(line) == 1 && !past: // "dạ"
		case fineToday(t, side):
			now = true
		case past && (amissBy(t, side, t.meanings(side)) || t.meanings(side).Denies || endsWith(line, writtenPhrases(t, "not_so_ends"))):
			then = true
		default:
			return false
		}
	}
	return then && now && !strings.Contains(s, "?")
}

// fineToday reports whether one side of a line says that all is well now: it has the time,
// and ends in that.
func fineToday(t *turn, side string) bool {
	line := spelled(t, side)
	if !holdsPhrase(line, writtenPhrases(t, "today_words")) || t.mentions("still_words", side) || asksSomething(t, side) {
		return false
	}
	return cured(t, side) || turnsWell(t, side) && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// turnsWell reports whether a clause ends in that something is well.
func turnsWell(t *turn, part string) bool {
	ends := func(line []word) bool {
		return endsWith(line, writtenPhrases(t, "works_ends_words"), writtenPhrases(t, "fine_ends"), writtenPhrases(t, "compare_ends"), writtenPhrases(t, "remedy_ends_words"), writtenPhrases(t, "well_now_ends"))
	}
	for _, line := range [...][]word{doneLine(t, part), spelled(t, part)} {
		if ends(line) || ends(cutEnd(line, 1, writtenPhrases(t, "done_ends"))) {
			return true
		}
	}
	return false
}
