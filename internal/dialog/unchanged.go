package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What came of a step, where it is told in no set phrase: that nothing changed,
// that every way was tried, that somebody else did it.

// noChangeReach is how many words behind a negator may tell what there is none
// of: "chẳng thấy nó có chút ăn thua gì".
const noChangeReach = 5

// outcome takes a line that says that a step changed nothing for what it says,
// where a step is waited for, whatever it is merely like.
func outcome(t *turn, u *utterance) {
	s := t.screen()
	if s.does && u.res.Code == "" && failsAnew(t, u.text) {
		u.says = u.says.Only(intent.NotSolved, actSure)
		u.words, u.guess, u.wants = u.says, false, false
		return
	}
	if !s.does && s.waits != "wait" || u.res.Code != "" || surelyAnother(t, u.res) && !(didIt(t, u) && unchanged(t, u.text)) || u.says.Has(intent.Human) || u.words.Has(intent.Human) ||
		u.words.Has(intent.Hold) || u.words.Has(intent.NotThere) || u.words.Has(intent.Solved) || corrects(t, u.text) {
		return
	}
	if nowhere(t, u.text) {
		u.says = u.says.Only(intent.NotThere, actSure)
		u.words, u.guess, u.wants = u.says, false, false
		return
	}
	if !allWaysTried(t, u.text) && (u.words.Has(intent.NotSolved) || !unchanged(t, u.text) && !notYet(t, u)) {
		return
	}
	u.says = u.says.Only(intent.NotSolved, actSure)
	u.words, u.guess, u.wants = u.says, false, false
}

// failsAnew reports whether a line says that a call went through and that the error is back
// behind that: "gọi được một cuộc rồi lại báo".
func failsAnew(t *turn, s string) bool {
	line := spelled(t, s)
	for i := range line {
		if n := longestHead(line[i:], writtenPhrases(t, "back_then_words")); n > 0 && longestHead(line[i+n:], writtenPhrases(t, "error_words")) > 0 {
			return holdsPhrase(line[:i], writtenPhrases(t, "managed_ends")) && !asksSomething(t, s)
		}
	}
	return false
}

// nowhere reports whether a line says that something is nowhere to be seen, which asks
// for no place: "không thấy kênh thoại ở đâu cả".
func nowhere(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return t.mentions("none_words", part) && endsWith(doneLine(t, part), writtenPhrases(t, "nowhere_ends"))
	})
}

// corrects reports whether a line takes back what was understood.
func corrects(t *turn, s string) bool { return t.mentions("correction_words", s) }

// unchanged reports whether a line denies that anything changed, or says that the
// error goes on: "mở rồi chả ăn thua", "nó cứ trơ ra".
func unchanged(t *turn, s string) bool {
	if t.mentions("recurs_words", s) && !strings.Contains(s, "?") {
		return true // "đâu lại vào đấy" asks nothing
	}
	if strings.Contains(s, "?") || wonders(t, s) || t.mentions("other_way_words", s) {
		return false
	}
	if t.mentions("goes_on_words", s) && !asksSomething(t, s) {
		return true
	}
	if recurs(t, s) || asBefore(t, s) {
		return true
	}
	line, negators := spelled(t, s), writtenPhrases(t, "negator_words")
	for i, w := range line {
		if among(negators, w) && holdsPhrase(firstOf(line[i+1:], noChangeReach), writtenPhrases(t, "change_words")) {
			return true
		}
	}
	return false
}

// asBefore reports whether a clause of a line says that what is seen is what was seen
// before: "it says the same thing", "lỗi giống hồi nãy". What is done as before is a deed.
func asBefore(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		if asksSomething(t, part) || callWorks(t, part) || t.mentions("undo_words", part) {
			return false
		}
		return cutSo(spelled(t, part), writtenPhrases(t, "as_seen_heads"), func(before, rest []word) bool {
			return longestHead(rest, writtenPhrases(t, "as_seen_ends")) > 0 && indexAmong(lastOf(before, alikeReach), writtenPhrases(t, "step_verbs")) < 0
		})
	})
}

// alikeReach is how many words before a likeness may say that it is one of what was done:
// "bấm giống hồi nãy".
const alikeReach = 3

// recurs reports whether a line says that what was done undoes itself: "tắt rồi mà lát
// nó tự bật lại". What works again does not.
func recurs(t *turn, s string) bool {
	line := spelled(t, s)
	done := indexAmong(line, writtenPhrases(t, "done_ends"))
	if done < 1 || callWorks(t, s) || endsFine(t, s) || endsWith(line, writtenPhrases(t, "works_ends_words")) || asksSomething(t, s) {
		return false
	}
	rest := line[done+1:]
	thing := indexAmong(rest, writtenPhrases(t, "itself_words"))
	return thing >= 0 && comesAnew(t, rest[thing+1:]) && !holdsPhrase(rest[thing+1:], writtenPhrases(t, "recurs_well_words"))
}

// comesAnew reports whether words say that something happens again: "nó tự bật lại". To
// load a page anew is a deed, or what the page does by itself: "nó kêu tải lại".
func comesAnew(t *turn, line []word) bool {
	for i := range line {
		n := longestHead(line[i:], writtenPhrases(t, "recurs_anew_words"))
		if n > 0 && !endsWith(line[:i+n], writtenPhrases(t, "remedy_words")) && longestHead(line[i+n:], writtenPhrases(t, "reloaded_words")) == 0 {
			return true
		}
	}
	return false
}

// allWaysTried reports whether a line says that nothing of what was told helps:
// "kiểu nào nó cũng không chịu".
func allWaysTried(t *turn, s string) bool {
	return t.mentions("all_ways_words", s) && !t.mentions("other_way_words", s) && !strings.Contains(s, "?")
}

// notYet reports whether a line begins with a no to the question what came of the
// step, and tells what is seen instead: "chưa, nó quay vòng vòng". Without that
// question only a "not yet" is one.
func notYet(t *turn, u *utterance) bool {
	at := strings.IndexAny(u.text, ",.;!\n")
	if at < 0 || asksSomething(t, u.text) || asks(u.words) || yetToCall(t, u) || holds(t, u) {
		return false
	}
	first, rest := t.meanings(u.text[:at]), heardAs(t, u.text[at+1:])
	if rest.Meanings.Has(intent.Hold) || rest.Meanings.Has(intent.NotAdmin) || rest.Meanings.Has(intent.Unsure) || laterHolds(t, u.text) {
		return false
	}
	return first.Whole(intent.NotSolved) || t.st.Place.Screen == AtResult && first.Whole(intent.No)
}

// laterHolds reports whether a clause of a line asks for time: "chưa, để em gọi đã".
func laterHolds(t *turn, s string) bool {
	return slices.ContainsFunc(clauses(t, s), func(c clause) bool { return startsHold(t, c.text) })
}

// didReach is how many words the deed of another may have: "anh IT vừa vào chỉnh
// lại cho em rồi".
const didReach = 12

// othersDid reports whether a line says that somebody of the user's own firm did
// what was asked of them: "sếp báo làm xong rồi".
func othersDid(t *turn, u *utterance) bool {
	if (asksSomething(t, u.text) || asks(u.words)) && !unchanged(t, u.text) || t.mentions("when_done_words", u.text) || u.words.Has(intent.Hold) || laterHolds(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool { return deedOfOthers(t, spelled(t, part)) })
}

// deedOfOthers reports whether a clause has somebody of the user's firm and behind
// that what they did; "nhắn sếp rồi" is what the user did.
func deedOfOthers(t *turn, line []word) bool {
	tells, dids, dones := writtenPhrases(t, "tell_words"), writtenPhrases(t, "did_words"), writtenPhrases(t, "done_ends")
	return cutSo(line, writtenPhrases(t, "own_words"), func(before, behind []word) bool {
		deed := firstOf(behind, didReach)
		at := indexAmong(deed, dids)
		return at >= 0 && indexAmong(deed[at:], dones) >= 0 && !endsWith(before, tells) && !endsWith(before[:max(0, len(before)-1)], tells)
	})
}

// hearOthersDid asks for a call from who tells that an admin did the step, unless
// it is told with it what came of that.
func hearOthersDid(t *turn, u *utterance) {
	t.st.Role = roleUser
	if u.says.Has(intent.NotSolved) || u.words.Has(intent.NotSolved) || unchanged(t, u.text) || t.mentions("still_words", u.text) {
		failed(t)
		return
	}
	askResult(t)
	t.out.Kind = chat.TurnResult
}
