package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who is weary, or mocks, wants no answer to his words: "chán ghê", "vậy giờ tôi ngồi
// chơi hả". He gets an apology in a few words and the fastest way on. And who will wait
// has agreed to what he waits for.

// moodLine is how many words a line has that tells a mood and next to nothing besides.
const moodLine = 9

// hearMood meets such a mood where nothing else is told.
func hearMood(t *turn, u *utterance) bool {
	if tiredOfAsking(t, u) {
		askedWhy(t)
		return true
	}
	if u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.says.Words > moodLine || rating(t) || longestNumber(u.text) != "" || !moody(t, u.text) {
		return false
	}
	if u.res.Intent == intent.KindTopic && u.res.Score >= likely || t.mentions("asked_enough_words", u.text) {
		return false
	}
	if u.words.HasAny(intent.NotSolved, intent.Solved, intent.Hold, intent.Human, intent.Cancel, intent.NotAdmin, intent.Insult, intent.Menu, intent.AnyoneYet) {
		return false
	}
	if wants, _ := wantsSetUp(t, u); wants {
		return false // "lam sao de chan khach nay" blocks, and is weary of nothing
	}
	if t.st.Place.Screen == AtPerson {
		calmWaiting(t)
	} else {
		calm(t)
	}
	return true
}

// tiredOfAsking reports whether a line, in a walk, is of nothing but how much is asked:
// "hỏi gì hỏi lắm, giải quyết đi". Who is asked for a number may go on without, which is
// hearAsked's; and others may ask much, too: "khách hỏi hoài".
func tiredOfAsking(t *turn, u *utterance) bool {
	if !walking(t) || t.screen().collects() || t.st.Place.Screen == AtOffer || u.res.Code != "" || u.fresh || u.trait != "" || longestNumber(u.text) != "" || u.says.Words > tiredLine {
		return false
	}
	if u.words.Has(intent.Human) || u.words.Has(intent.Cancel) || u.words.Has(intent.Insult) || u.words.Has(intent.Solved) {
		return false
	}
	tired := false
	for _, part := range parts(t, u.text) {
		line := spelled(t, part)
		switch p, at := soonest(line, len(line), writtenPhrases(t, "asked_enough_words")); {
		case p != nil:
			if before := line[:at]; holdsPhrase(before, writtenPhrases(t, "client_words")) || holdsPhrase(before, writtenPhrases(t, "own_words")) {
				return false
			}
			tired = true
		case len(line) > moodBeside && !holdsPhrase(line, writtenPhrases(t, "mend_words")) && !moody(t, part):
			return false
		}
	}
	return tired
}

// tiredLine is how many words a line has that tells of that and next to nothing besides.
const tiredLine = 14

// askedWhy apologises for how much was asked, says what for, and asks again. Where
// nothing is asked it is weariness as any other.
func askedWhy(t *turn) {
	if t.screen().does {
		calm(t)
		return
	}
	t.st.Misses = 0
	t.pre(t.T("asked_why", "human", t.T("human_button")))
	t.again()
	t.out.Kind = chat.TurnCalm
}

// calmWaiting apologises to who waits for staff, and lets them know.
func calmWaiting(t *turn) {
	tellWaiting(t, chat.TurnCalm, t.unlike("waiting_sorry", "waiting_sorry_2"))
}

// hearThreat apologises to who complains with a threat, and offers a person at once.
// An error that is told with it comes first.
func hearThreat(t *turn, u *utterance) bool {
	if !t.mentions("threat_words", u.text) || u.res.Code != "" || u.fresh || u.res.Intent == intent.KindTopic && u.res.Score >= likely || asksSomething(t, u.text) || rating(t) || u.words.Has(intent.Cancel) && t.st.Person {
		return false
	}
	keepDetail(t, u.text)
	t.st.Misses = 0
	if t.st.Place.Screen == AtPerson {
		calmWaiting(t)
		return true
	}
	offerPerson(t, WhyAsked, t.T("threat_sorry"))
	t.out.Kind = chat.TurnCalm
	return true
}

// moody reports whether a line tells weariness, or mocks.
// What it tells besides is heard.
func moody(t *turn, s string) (moody bool) {
	for _, part := range parts(t, s) {
		switch {
		case t.mentions("weary_words", part), t.mentions("mocking_words", part):
			moody = true
		case len(look(t, part).words) > moodBeside:
			return false
		}
	}
	return moody
}

// moodBeside is how many words a clause beside a mood has that tells nothing.
const moodBeside = 2

// agreesToWait reports whether a line agrees to wait for a person: "ok chị đợi, mà trong
// chiều nay nha". Who asks the bot to wait says whom for.
func agreesToWait(t *turn, s string) bool {
	assents := t.mentions("wait_assents", s)
	for _, part := range parts(t, s) {
		line := cutEnd(look(t, part).words, 1, writtenPhrases(t, "number_polite"))
		assents = assents || longestHead(line, writtenPhrases(t, "agree_words")) > 0
		for i, w := range line {
			if !among(writtenPhrases(t, "wait_verbs"), w) {
				continue
			}
			self := i > 0 && among(writtenPhrases(t, "self_words"), line[i-1]) && !startsHold(t, part)
			rest := line[i+1:]
			if assents && (self || t.mentions("wait_assents", part)) && waitsOnly(t, rest) {
				return true
			}
		}
	}
	return false
}

// waitsOnly reports whether the words behind "chờ" say no more than how long.
func waitsOnly(t *turn, rest []word) bool {
	for len(rest) > 0 {
		n := longestHead(rest, writtenPhrases(t, "wait_tails"))
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return true
}
