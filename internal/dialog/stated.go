package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// "Đang" tells what somebody does now, which is waited for, and how something is or
// what is used, which is a fact: "em đang mở cài đặt", but "trang đang chạy http".

// unheld takes from a line of such a fact that it asks for time.
func unheld(t *turn, u *utterance) {
	if !u.says.Has(intent.Hold) && !u.words.Has(intent.Hold) || !states(t, u.text) {
		return
	}
	u.without(intent.Hold)
}

// unwondering takes from a line that its writer does not know an answer, where what he
// does not know is whether he may: "không biết có được chỉnh không" at the question
// which browser it is.
func unwondering(t *turn, u *utterance) {
	if t.st.Place.Flow == nil || t.st.Place.Screen != AtCauses || !choosing(t) || !u.says.Has(intent.Unsure) && !u.words.Has(intent.Unsure) || !t.mentions("may_words", u.text) || !wonders(t, u.text) {
		return
	}
	u.without(intent.Unsure)
}

// asTold takes from a line that asks nothing the word "hướng dẫn" for the one it went by:
// "đã bật theo hướng dẫn" wants none.
func asTold(t *turn, u *utterance) {
	if (u.says.Has(intent.HowTo) || u.words.Has(intent.HowTo)) && t.mentions("as_told_words", u.text) && !asksSomething(t, u.text) && !t.mentions("ask_words", u.text) {
		u.without(intent.HowTo)
	}
}

// states reports whether a line tells how something is, and asks for no time besides.
func states(t *turn, s string) bool {
	found := false
	for _, part := range parts(t, s) {
		switch {
		case state(t, part):
			found = true
		case startsHold(t, part), promises(t, part), t.meanings(part).Has(intent.Hold):
			return false
		}
	}
	return found
}

// state reports whether a clause says how something is: by a verb of use, or by one
// of state whose subject is a thing.
func state(t *turn, part string) bool {
	line := spelled(t, part)
	if holdsPhrase(line, writtenPhrases(t, "in_use_words")) || anotherUses(t, part) || thingBusy(t, line) {
		return true
	}
	return cutSo(line, writtenPhrases(t, "state_verbs"), func(before, _ []word) bool {
		return len(before) > 0 && !amongAny(before[len(before)-1], writtenPhrases(t, "self_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "told_heads"), writtenPhrases(t, "recent_words"))
	})
}

// busyReach is how many words may stand between what is busy and that.
const busyReach = 3

// thingBusy reports whether words say of an account, a line or a customer that it is
// busy: "nó báo tài khoản đang bận". Who is busy himself asks for time.
func thingBusy(t *turn, line []word) bool {
	return cutSo(line, writtenPhrases(t, "busy_words"), func(before, _ []word) bool {
		return holdsPhrase(lastOf(before, busyReach), writtenPhrases(t, "busy_subject_words"))
	})
}

// switchedOn reports whether a line says that what the present step would switch on
// is on: it names that, or points at it, and ends so.
func switchedOn(t *turn, u *utterance) bool {
	s, ok := stepNow(t)
	if !ok || asksSomething(t, u.text) {
		return false
	}
	step := spell(chat.Plain(s.Text))
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := doneLine(t, part)
		return slices.ContainsFunc(writtenPhrases(t, "on_ends").all, func(p []word) bool {
			at := len(line) - len(p)
			return at > 0 && findPhrase(line[at:], p) == 0 && (slices.ContainsFunc(step, line[at-1].is) || among(writtenPhrases(t, "place_tails"), line[at-1]))
		})
	})
}
