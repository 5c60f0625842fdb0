package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who wants nobody says so in any words: "đừng chuyển cho ai", "khỏi gọi ai",
// "để mình tự mò". The step is kept, an offer is declined. What is refused is
// the passing on: "không gọi được cho ai" tells an error.

const (
	refusalReach = 3 // words between what refuses and what it refuses
	bodyReach    = 4 // words between a verb of passing on and to whom
)

// wantsNobody reports whether a line refuses that anybody is called, and wishes for
// nobody besides.
func wantsNobody(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.words.Has(intent.NotSolved) {
		return false
	}
	refuses := false
	for _, part := range parts(t, u.text) {
		switch {
		case refusesCall(t, part), goesAlone(t, part):
			refuses = true
		case t.meanings(part).Has(intent.Human):
			return false
		}
	}
	return refuses && !wantsSomebody(t, u.text)
}

// refusesCall reports whether a clause refuses that somebody is called, asked or
// told: "thôi đừng báo ai", "ai cũng không cần gọi", "không cần ai", "gặp ai mà
// gặp".
func refusesCall(t *turn, part string) bool {
	line := spelled(t, part)
	if callsWho(t, line) || shuns(t, part) && (holdsPhrase(line, writtenPhrases(t, "staff_words")) || holdsPhrase(line, writtenPhrases(t, "nobody_bodies_words"))) {
		return true
	}
	if wonders(t, part) || t.mentions("why_words", part) || namesHolder(t, part) {
		return false // "không phải người quản trị" tells who one is
	}
	verbs, alone, bodies := writtenPhrases(t, "nobody_verbs"), writtenPhrases(t, "nobody_alone"), writtenPhrases(t, "nobody_bodies_words")
	for before, rest := range cuts(line, writtenPhrases(t, "nobody_refusers")) {
		if longestHead(rest, bodies) > 0 && (!among(writtenPhrases(t, "negator_words"), rest[len(rest)-1]) || endsWith(rest, writtenPhrases(t, "contest_ends"))) { // "không cần nhân viên đâu"
			return true
		}
		verb, at := soonest(rest, refusalReach, verbs)
		if verb == nil {
			continue
		}
		behind := rest[at+len(verb):]
		if body, _ := soonest(behind, bodyReach, bodies); body != nil || longestHead(rest[at:], alone) > 0 || holdsPhrase(before, writtenPhrases(t, "nobody_before")) {
			return true
		}
	}
	return false
}

// callsWho reports whether a clause waves a call off: "gặp ai mà gặp", "gọi ai mà
// gọi".
func callsWho(t *turn, line []word) bool {
	mocks := writtenPhrases(t, "mock_words")
	for i := 1; i < len(line); i++ {
		if n := longestHead(line[i:], mocks); n > 0 && i+n < len(line) && line[i+n].bare == line[i-1].bare {
			return true
		}
	}
	return false
}

// soonest is the phrase that begins first among the next few words, and where; nil
// for none.
func soonest(line []word, reach int, lists ...*phraseList) (found []word, at int) {
	for at := range line[:min(len(line), reach)] {
		if n := longestHead(line[at:], lists...); n > 0 {
			return line[at : at+n], at
		}
	}
	return nil, 0
}

// goesAlone reports whether a clause says that its writer does it himself: "để mình
// tự mò", "tự tui tính". What goes on by itself, or can't be done alone, is no such
// word.
func goesAlone(t *turn, part string) bool {
	if endsDone(t, part) || wonders(t, part) {
		return false
	}
	line, selves, not := spelled(t, part), writtenPhrases(t, "self_words"), writtenPhrases(t, "alone_not_words")
	if cutSo(line, writtenPhrases(t, "alone_phrases"), func(before, _ []word) bool { return !holdsPhrase(before, not) }) {
		return true
	}
	by := writtenPhrases(t, "alone_words")
	for i, w := range line {
		if !among(by, w) || holdsPhrase(line[:i], not) {
			continue
		}
		rest := line[i+1:]
		self := i == 0 || among(selves, line[i-1])
		if len(rest) > 0 && among(selves, rest[0]) {
			self, rest = true, rest[1:]
		}
		if self && longestHead(rest, writtenPhrases(t, "alone_verbs")) > 0 && !holdsPhrase(rest, not) {
			return true
		}
	}
	return false
}

// keepGoing goes on without a person where the user is: at a step it waits, a
// question is asked again.
func keepGoing(t *turn) {
	t.st.Refused = true
	switch u := t.heard; {
	case t.screen().does && t.mentions("other_way_words", u.text):
		otherWay(t)
		return
	case t.screen().does && slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return !refusesCall(t, part) && (asks(t.meanings(part)) || t.mentions("show_me_words", part))
	}):
		how(t, u)
		return
	case t.screen().does, t.screen().waits == "wait":
		t.around("no_person_step")
	case t.st.Place.Screen == AtRole && t.mentions("show_me_words", u.text):
		roleHow(t)
		return
	case walking(t) && !t.screen().collects():
		t.pre(t.T("no_person_ask"))
		t.again()
	default:
		t.around("no_person")
	}
	t.out.Kind = chat.TurnAck
}

// ownHands meets who wants nobody, or does the step himself, on any screen but
// those of a person: there the offer is declined, and a request is asked about.
func ownHands(t *turn, u *utterance) bool {
	switch {
	case t.st.Person || t.screen().idle || t.st.Place.Screen == AtPerson || !wantsNobody(t, u):
		return false
	case t.st.Place.Screen == AtOffer:
		refuse(t, u)
	case !walking(t) && !slices.ContainsFunc(parts(t, u.text), func(part string) bool { return refusesCall(t, part) }):
		return false
	case walking(t) && goesAround(t, u):
		drop(t)
	default:
		keepGoing(t)
	}
	return true
}

// goesAround reports whether who wants nobody says that he takes something else instead:
// "thôi em mua tai nghe khác xài". Then there is nothing to go on with.
func goesAround(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		begun := led(line, 1, writtenPhrases(t, "told_heads"))
		return longestHead(begun, writtenPhrases(t, "put_off_heads")) > 0 && holdsPhrase(line, writtenPhrases(t, "self_words")) && holdsPhrase(line, writtenPhrases(t, "other_thing_words")) &&
			!refusesCall(t, part) && !asksSomething(t, part) && !startsHold(t, part)
	})
}

// suffers reports whether a line tells of people who have the error too: "mấy đứa
// nhân viên bên chị cũng bị y như vậy" refuses none.
func suffers(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return holdsPhrase(spelled(t, part), writtenPhrases(t, "also_words")) && t.mentions("suffer_words", part) && !refusesCall(t, part)
	})
}
