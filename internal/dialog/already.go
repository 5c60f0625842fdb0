package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What comes of a step is often neither yes nor no: what it would set is so already,
// which is the step done and no help; or some of those who have the error are over it,
// and the way goes on for the others.

// hearAlready takes such words at a step.
func hearAlready(t *turn, u *utterance) bool {
	if !instructed(t, u) || u.res.Code != "" || u.words.Has(intent.Human) {
		return false
	}
	switch {
	case wellByNow(t, u.text):
		solved(t)
	case doneForSome(t, u):
		aroundAs(t, chat.TurnHold, "rest_to_do")
	case hearHalf(t, u):
	case contrasts(t, u) && (t.mentions("still_words", u.text) || didIt(t, u) && !confirmTag(t, lastPart(t, u.text))), partlyDone(t, u):
		partly(t, u)
	case someWork(t, u) && asksOthers(t, u):
		quietly(t, func() { askResult(t) })
		showAs(t, chat.TurnHold, t.T("partly_asked"), results(t, false)...)
	case checkFound(t, u) > 0:
		foundRight(t, u)
	case checkFound(t, u) < 0:
		failed(t)
	case stepSoAlready(t, u) && (!asksMarked(t, lastPart(t, u.text)) || t.mentions("what_now_words", u.text)) && !u.words.Has(intent.Solved) && !callWorks(t, u.text):
		foundRight(t, u)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// partly goes on for those who still have the error. Behind the last way is only staff,
// whom nobody has asked for: there the step is still to be done for them.
func partly(t *turn, u *utterance) {
	if f := t.st.Place.Flow; lastWay(t) && f.Asked == 0 {
		f.Asked++ // and no second time
		keepDetail(t, u.text)
		t.st.Turn++
		aroundAs(t, chat.TurnHold, "rest_to_do")
		return
	}
	t.pre(t.T("partly_goes_on"))
	failed(t)
}

// alreadySo reports whether a clause says that what a step would set is so already: "nó
// để Cho phép sẵn", "the permission already says allow". Who has just set it himself
// tells what he did.
func alreadySo(t *turn, part, step string) bool {
	line := spelled(t, part)
	if t.meanings(part).Denies || asksMarked(t, part) || longestHead(line, writtenPhrases(t, "deed_heads")) > 0 {
		return false
	}
	if soonBehind(t, line, "reads_words", "set_on_words") && !holdsPhrase(line, writtenPhrases(t, "since_set_words")) {
		return true // "chỗ đó ghi Được phép mà": it is read off the screen
	}
	if !holdsPhrase(line, writtenPhrases(t, "already_so_words")) {
		return false
	}
	return holdsPhrase(line, writtenPhrases(t, "set_on_words")) || namesSetting(line, step)
}

// checkFound is what a line says of what the present step has the user look for: 1 that it
// is so ("vạch nhảy bình thường mà", where it is to be seen "xem vạch âm lượng có nhảy
// không"), -1 that it is not, 0 nothing. What the step goes on with "nếu" for is not in
// order where it is so.
func checkFound(t *turn, u *utterance) int {
	s, ok := stepNow(t)
	if !ok || holdsPhrase(spell(chat.Plain(s.Text)), writtenPhrases(t, "case_words")) || callWorks(t, u.text) {
		return 0
	}
	for _, clause := range strings.FieldsFunc(chat.Plain(s.Text), func(r rune) bool { return strings.ContainsRune(",.;:", r) }) {
		thing, does := lookedFor(t, clause)
		if len(thing) == 0 || len(does) == 0 {
			continue
		}
		for _, part := range parts(t, u.text) {
			line := spelled(t, part)
			has := func(w string) bool { return slices.ContainsFunc(line, func(x word) bool { return x.bare == w }) }
			lacks := func(w string) bool { return !has(w) }
			switch not := t.meanings(part).Denies || holdsPhrase(line, writtenPhrases(t, "negator_words")); {
			case !slices.ContainsFunc(thing, has), slices.ContainsFunc(does, lacks):
			case not && (endsWith(line, writtenPhrases(t, "contrast_ends")) || !asksSomething(t, part)):
				return -1 // "vạch có nhảy đâu"
			case !not && !asksSomething(t, part):
				return 1
			}
		}
	}
	return 0
}

// lookedFor is what a clause of a step has the user look at, and what that is to do: "vạch
// âm lượng" and "nhảy" of "xem vạch âm lượng có nhảy không".
func lookedFor(t *turn, clause string) (thing, does []string) {
	if before, behind, ok := yesNoQuestion(t, clause); ok {
		return content(t, before), content(t, behind)
	}
	line, whether := spelled(t, clause), writtenPhrases(t, "whether_begins")
	at := firstIn(line, whether)
	if at < 0 || t.words.Lang() == ownTongue {
		return nil, nil
	}
	said := content(t, line[at+longestHead(line[at:], whether):])
	n := max(0, len(said)-1)
	return said[:n], said[n:] // "whether the level moves"
}

// asksMarked reports whether a clause asks, be there an "a" behind it: without its mark
// that ends statements, too.
func asksMarked(t *turn, part string) bool {
	return asksSomething(t, strings.TrimSuffix(strings.TrimSpace(part), " a"))
}

// namesSetting reports whether words name what a step sets in the end: the last that it
// sets in bold, which is no path.
func namesSetting(line []word, step string) bool {
	all := bolds(step)
	return len(all) > 0 && !strings.Contains(all[len(all)-1], "→") && findPhrase(line, spell(all[len(all)-1])) >= 0
}

// stepSoAlready reports whether a line says so of the present step.
func stepSoAlready(t *turn, u *utterance) bool {
	s, ok := stepNow(t)
	return ok && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return alreadySo(t, part, s.Text) })
}

// toldAlready reports whether the line being answered says so of a step that is about
// to be shown for the first time, or that it was done and the error stayed.
func toldAlready(t *turn, s *kb.Step) bool {
	if t.heard == nil || s.Kind != kb.Do || slices.ContainsFunc(t.st.Path, func(p chat.Tried) bool { return p.Node == s.ID }) {
		return false
	}
	if setInVain(t, t.heard, s.Text) {
		return true
	}
	return slices.ContainsFunc(parts(t, t.heard.text), func(part string) bool {
		return alreadySo(t, part, s.Text) && sharesName(spell(fold(part)), s.Text, literally) // "micro" is the step's "Micrô"
	})
}

// unseenAlready reports whether the line being answered says that what a step sends to, which
// is about to be shown for the first time, is not there, and the next is for those who do
// not see it: "em dùng Chrome, bấm ổ khóa mà không có mục micro".
func unseenAlready(t *turn, s *kb.Step) bool {
	if t.heard == nil || s.Kind != kb.Do || slices.ContainsFunc(t.st.Path, func(p chat.Tried) bool { return p.Node == s.ID }) {
		return false
	}
	steps, _, _ := t.steps()
	if next := t.st.Place.Flow.Step + 1; next >= len(steps) || !t.mentions("unseen_step_words", chat.Plain(steps[next].Text)) {
		return false
	}
	return slices.ContainsFunc(parts(t, t.heard.text), func(part string) bool {
		return mentionsAny(t, part, "none_words", "empty_words") && !asksSomething(t, part) && (sharesName(spell(fold(part)), s.Text, literally) || touches(t, &utterance{text: part}))
	})
}

// setInVain reports whether a line says that what a step sets is set, and goes on with
// what is amiss all the same: "Chrome cho phép rồi mà gọi vẫn lỗi mic".
func setInVain(t *turn, u *utterance, step string) bool {
	if !t.mentions("still_words", u.text) && !u.says.Has(intent.NotSolved) {
		return false
	}
	all := sides(t, u.text)
	at := slices.IndexFunc(all, func(side string) bool {
		line := spelled(t, side)
		return endsDone(t, side) && holdsPhrase(line, writtenPhrases(t, "set_on_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) &&
			!t.meanings(side).Denies && !asksMarked(t, side) && (namesSetting(line, step) || sharesName(spell(fold(side)), step, literally)) // "micro" is the step's "Micrô"
	})
	return at >= 0 && at < len(all)-1
}

// someWork reports whether a clause counts people or machines that can call.
func someWork(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := doneLine(t, part)
		return countIn(t, line).to > 0 && (callWorks(t, part) || endsWith(line, writtenPhrases(t, "compare_ends")))
	})
}

// partlyDone reports whether a line says that some of several can call and others still
// cannot: "1 bạn được rồi, bạn kia ổ khóa xám", "số đầu được rồi, số sau vẫn chặn". Whom it
// works for is counted, or those are spoken of who are left, or both by the same word: one
// who never had the error is no part of it.
func partlyDone(t *turn, u *utterance) bool {
	some, works, fails := false, "", ""
	for _, side := range sides(t, u.text) {
		line := doneLine(t, side)
		counted := countIn(t, line).to > 0 || t.mentions("rest_words", side)
		switch {
		case len(line) > 1 && sideFails(t, side, line): // "không, …" alone says no to something else
			some, fails = some || t.mentions("rest_words", side), side
		case wholeIn(t, line) >= 0 || asksSomething(t, side):
			return false
		case callWorks(t, side) || endsFine(t, side) || endsWith(line, writtenPhrases(t, "compare_ends")):
			some, works = some || counted, side
		}
	}
	return works != "" && fails != "" && (some || ofAKind(t, works, fails))
}

// ofAKind reports whether two clauses begin with the same word for two of a kind: "số đầu …,
// số sau …".
func ofAKind(t *turn, a, b string) bool {
	begun := func(s string) []word {
		return led(spelled(t, s), 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "by_now_words"))
	}
	x, y := begun(a), begun(b)
	return len(x) > 1 && len(y) > 1 && x[0] == y[0] && x[1] != y[1] && (longestHead(x, writtenPhrases(t, "people_words")) > 0 || longestHead(x, writtenPhrases(t, "happened_words")) > 0)
}

// doneForSome reports whether a line says that the step was done for a number of people
// and that the rest still have the error: for those it is still to be done. "tách cho 2
// bạn rồi, 3 bạn còn lại vẫn bị".
func doneForSome(t *turn, u *utterance) bool {
	done, others := false, t.mentions("rest_words", u.text) // "còn lại" stands on both sides of a joint
	for _, side := range sides(t, u.text) {
		line := doneLine(t, side)
		counted := countIn(t, line).to > 0
		switch {
		case asksSomething(t, side), callWorks(t, side):
			return false
		case counted && endsDone(t, side) && t.mentions("did_words", side) && !t.mentions("still_words", side):
			done = true
		case done:
			others = others || counted || othersIn(t, line)
			if others && sideFails(t, side, line) {
				return true
			}
		}
	}
	return false
}

// sideFails reports whether one side of such a line says that a call fails there, or the
// step.
func sideFails(t *turn, side string, line []word) bool {
	if longestHead(line, writtenPhrases(t, "not_so_heads")) > 0 || endsWith(line, writtenPhrases(t, "not_so_ends")) || t.mentions("still_words", side) || unchanged(t, side) {
		return !cured(t, side)
	}
	return partDoes(t, side, actSure, intent.NotSolved, intent.Relapse, intent.Problem, intent.NotThere) && !cured(t, side)
}

// asksOthers reports whether a clause says that others are still to be asked.
func asksOthers(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return (startsHold(t, part) || t.mentions("let_words", part)) && t.mentions("ask_round_words", part)
	})
}
