package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/prompts"
)

// Who does something first and comes back is waited for, whatever the screen asks:
// "để em gọi lại rồi chụp", "họp xong em nhắn tiếp". It is no detail, no good-bye
// and no answer.

// comesBack reports whether a line says so, and asks nothing besides.
func comesBack(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.words.Has(intent.NotSolved) || u.words.Has(intent.Solved) || givesUp(t, u) || len(longestNumber(u.text)) >= shortestFact {
		return false
	}
	waits := false
	for _, part := range parts(t, u.text) {
		if !tries(t, part) && asksSomething(t, part) {
			return false
		}
		waits = waits || startsHold(t, part) || promises(t, part) || occupied(t, u.text, part) || firstDoes(t, part) && !u.says.Has(intent.Bye) && !u.words.Has(intent.Bye)
	}
	return waits
}

// occupied reports whether a clause says that its writer is at something else just now,
// and the line when he will be back or next to nothing: "chị đang lái xe, tối về xem". Who
// tells what happened meanwhile ("đang họp thì máy rớt") says more.
func occupied(t *turn, s, part string) bool {
	line := spelled(t, part)
	at, n := -1, 0
	for i := range min(len(line), occupiedHead+1) {
		if n = longestHead(line[i:], writtenPhrases(t, "occupied_words")); n > 0 {
			at = i
			break
		}
	}
	if at < 0 || len(led(line[:at], 0, writtenPhrases(t, "self_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "occupied_leads"))) > 0 {
		return false
	}
	return len(cutEnd(line[at+n:], 0, writtenPhrases(t, "number_polite"))) == 0 && len(parts(t, s)) == 1 || t.mentions("soon_words", s)
}

// occupiedHead is how many words say of whom it is told.
const occupiedHead = 3

// shortestFact is how many digits a line has that tells a number rather than asks
// for time.
const shortestFact = 4

// firstDoes reports whether a clause says that its writer does something first: "thôi
// chị qua máy khác đã".
func firstDoes(t *turn, part string) bool {
	line := spelled(t, part)
	return len(line) > 2 && endsWith(line, writtenPhrases(t, "first_ends")) && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// tries reports whether a clause says that its writer tries something out, which is
// worded as a question is: "cắm mạng khác xem sao", "để em gọi coi nó báo gì".
func tries(t *turn, part string) bool {
	if startsHold(t, part) && t.mentions("tryout_words", part) && !strings.Contains(part, "?") {
		return true
	}
	return slices.ContainsFunc(written(t), func(say *prompts.Say) bool {
		return endsWith(bareEnd(say, spelled(t, part)), phrases(say, "dialog.trial_ends"))
	})
}

// promises reports whether a clause says that its writer will write again: who, a
// verb of writing, and when or "again". What is over is no promise, nor is what fails
// ("em gọi lại không nghe chuông").
func promises(t *turn, part string) bool {
	if t.mentions("come_back_words", part) {
		return true
	}
	if t.mentions("before_words", part) || t.mentions("asks_you_words", part) || endsDone(t, part) {
		return false
	}
	line, selves := spelled(t, part), writtenPhrases(t, "self_words")
	return cutSo(line, writtenPhrases(t, "write_again_verbs"), func(before, behind []word) bool {
		at := len(before) - 1
		return at >= 0 && among(selves, before[at]) && (soonOnce(t, before[:at]) || indexAmong(firstOf(behind, 1), writtenPhrases(t, "again_tails")) == 0 && !holdsPhrase(behind[1:], writtenPhrases(t, "negator_words")))
	})
}

// soonOnce reports whether words tell when somebody will do something. Words that deny
// something behind that tell what is amiss: "cài lại xong thì không nhận mic để gọi".
func soonOnce(t *turn, before []word) bool {
	for _, behind := range cuts(before, writtenPhrases(t, "later_words"), writtenPhrases(t, "once_words")) {
		if !holdsPhrase(behind, writtenPhrases(t, "negator_words")) {
			return true
		}
	}
	return false
}

// awaitsMatter waits for who comes back to where nothing is under way but a
// description was asked for, and reports whether it did.
func awaitsMatter(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtMenu || t.st.Person || asks(u.says) || !comesBack(t, u) {
		return false
	}
	awaitBack(t)
	return true
}

// awaitBack waits for who comes back, and says how to go on then.
func awaitBack(t *turn) {
	t.st.Misses = 0
	t.out.Kind = chat.TurnHold
	switch {
	case t.screen().collects():
		t.around("hold_collect")
	case walking(t) && t.st.Place.Screen != AtOffer:
		t.around("hold")
	default:
		t.around("hold_open")
	}
}
