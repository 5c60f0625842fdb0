package dialog

import (
	"slices"

	"hotro/internal/company"
	"hotro/internal/intent"
)

// Facts of the matter that answer nothing that is asked and deny nothing of the error:
// how often it comes, that its writer alone has it, whose number it is, which headset it
// is with, that the screen says nothing. The walk stays where it is, and they are noted.

// howOften reports whether a line tells how often the error comes: "lúc được lúc không",
// "mười cuộc thì dính ba".
func howOften(t *turn, s string) bool {
	if t.mentions("often_words", s) {
		return true
	}
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := spelled(t, part)
		calls := countOf(t, line, "happened_words")
		return calls.to > 0 && holdsPhrase(line[calls.to:], writtenPhrases(t, "suffer_words"))
	})
}

// oftenLine is how many words a line has that tells that and hardly more.
const oftenLine = 14

// onlyMe reports whether a clause says that its writer alone has the error: "trong sáu
// đứa có mình tui dính".
func onlyMe(t *turn, line []word) bool {
	selves := writtenPhrases(t, "self_words")
	return cutSo(line, writtenPhrases(t, "some_words"), func(_, rest []word) bool {
		n := longestHead(rest, selves)
		return (n > 0 || among(selves, line[len(line)-len(rest)-1])) && longestHead(rest[n:], writtenPhrases(t, "suffer_words")) > 0
	})
}

// hidesNumber reports whether a line tells a number whose digits are not all there, and
// whose it is.
func hidesNumber(t *turn, s string) bool {
	return masked.MatchString(s) && calledLast(t, s) != ""
}

// tellsExtent reports whether a line tells how many have the error, or how often, where
// another thing is asked for: that is no yes and no no to it.
func tellsExtent(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || u.says.Ordinal != 0 || u.trait != "" || asks(u.words) || asksSomething(t, u.text) || answersApart(t, u.text) {
		return false
	}
	for i := range tp.Causes {
		if byExtent(t, &tp.Causes[i]) {
			return false
		}
	}
	if at, denied := byAspect(t, tp, u.text); at >= 0 || len(denied) > 0 {
		return false // "có mình em thôi" is of an account, too
	}
	if sufferersOnly(t, u.text) {
		return true
	}
	told := affected(t, u.text) != "" || (extentOf(t, u.text) != 0 || howOften(t, u.text)) && !describes(t, u)
	return told && figures(t, u) && namedCause(t, tp, u.text) < 0
}

// sufferersOnly reports whether a line says no more than that so many, or all, have the
// error: no word of it is a cause's, be it like one, and "bị hết" is not over.
func sufferersOnly(t *turn, s string) bool {
	line := spelled(t, s)
	who, ok := sideBySide(groupIn(t, line), countIn(t, line))
	if !ok || len(parts(t, s)) > 1 {
		return false
	}
	rest := slices.Concat(line[:who.from], line[who.to:])
	return holdsPhrase(rest, writtenPhrases(t, "having_words")) &&
		len(led(rest, 0, writtenPhrases(t, "suffer_words"), writtenPhrases(t, "having_words"), writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "count_fillers"))) == 0
}

// answersApart reports whether a clause of a line says yes or no, and not of who has the
// error: the "bị" of "5 người bị hết" is no yes.
func answersApart(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return sign(t.meanings(part)) != 0 && affected(t, part) == "" && extentOf(t, part) == 0
	})
}

// hearExtent notes who has the error where the causes are asked about.
func hearExtent(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtCauses || elsewhere(t, u) || !tellsExtent(t, u) {
		return false
	}
	if t.st.Misses > 0 {
		noteBesides(t, u)
		return true
	}
	t.st.Misses++
	keepDetail(t, u.text)
	noteAndAsk(t, "detail_kept", "detail", saidBack(t, u.text))
	return true
}

// deniesDetail reports whether a line denies no error, but that it always comes, or that
// a number is whose it was taken for: "không phải lúc nào cũng bị", "không phải số tổng
// đài, số khách".
func deniesDetail(t *turn, s string) bool {
	line := spelled(t, s)
	for before, behind := range cuts(line, writtenPhrases(t, "not_that_heads")) {
		if len(before) <= 1 && longestHead(behind, writtenPhrases(t, "often_words")) > 0 {
			return true
		}
	}
	kinds := 0
	lists := []*phraseList{writtenPhrases(t, "not_that_heads"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "detail_fillers")}
	for _, kind := range t.guide.Company().Of(company.Phone) {
		called := writtenPhrases(t, "told_"+kind+"_words")
		if holdsPhrase(line, called) {
			kinds++
		}
		lists = append(lists, called)
	}
	if kinds < 2 {
		return false
	}
	return len(led(line, 0, lists...)) == 0
}

// tellsDevice reports whether a few words tell with what the user calls, where another
// thing is asked for: "tai nghe không dây", "có cắm tai nghe rồi".
func tellsDevice(t *turn, u *utterance) bool {
	if u.says.Words > affectedLine || u.res.Code != "" || !t.mentions("headset_words", u.text) || u.trait != "" || elsewhere(t, u) || asks(u.words) || asksSomething(t, u.text) || t.mentions("still_words", u.text) || amissHere(t, u) || heardWell(t, u) {
		return false
	}
	if u.words.HasAny(intent.Solved, intent.Hold, intent.Unsure, intent.Human, intent.Relapse) {
		return false
	}
	return t.screen().closed() || t.screen().collects() || !didIt(t, u) && !deniesBeside(t, u.text, "headset_words")
}

// deniesBeside reports whether a line denies anything but in a word under a key that does
// so itself: "tai nghe không dây".
func deniesBeside(t *turn, s, key string) bool {
	line, no := spelled(t, s), writtenPhrases(t, "negator_words")
	for i := 0; i < len(line); i++ {
		if n := longestHead(line[i:], writtenPhrases(t, key)); n > 0 {
			i += n - 1
		} else if among(no, line[i]) {
			return true
		}
	}
	return false
}

// saysBlank reports whether a line says that the screen shows no error: nothing is said
// of the call ID by that.
func saysBlank(t *turn, u *utterance) bool {
	return !asks(u.words) && !asksSomething(t, u.text) && !namesID(t, u) && slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		at := firstIn(line, writtenPhrases(t, "negator_words"))
		return at >= 0 && holdsPhrase(line[at:], writtenPhrases(t, "shown_error_words"))
	})
}
