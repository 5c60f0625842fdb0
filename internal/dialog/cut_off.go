package dialog

import (
	"strings"

	"hotro/internal/intent"
)

// A call that is cut off the moment it is answered is told with the words of calls that
// are answered, and "bắt máy cái là mất" is like lines about what is heard. What ends it
// is all that it tells: it is read as if it had ended when it was made, and the user
// hears that it is likely.

const (
	cutReach  = 6 // words between "bắt máy" and "mất"
	cutBefore = 5 // words before "bắt máy": who answers
)

// cutOff takes what such a line is about from that clause.
func cutOff(t *turn, u *utterance) {
	r := u.res
	if walking(t) && !doubted(t) || r.Code != "" || r.Partial || r.Intent == intent.KindHuman || r.Intent == intent.KindTopic && r.Score >= likely || asksSomething(t, u.text) {
		return
	}
	for _, part := range parts(t, u.text) {
		s := endedWhenMade(t, part)
		if s == "" {
			continue
		}
		told := heardAs(t, s).Result
		topic, surely := readTopic(told)
		if topic == "" || !surely && told.Intent != intent.KindTopic {
			continue
		}
		told.Intent, told.Topic, told.Score = intent.KindTopic, topic, min(told.Score, besideSure)
		u.res = unrejected(t, told)
		return
	}
}

// endedWhenMade is a clause that tells of a call that ends at once when it is answered, as
// one that ends when it is made; "" for any other.
func endedWhenMade(t *turn, part string) string {
	line := spelled(t, part)
	if fieldCount(part) != len(line) {
		return ""
	}
	for before, behind := range cuts(line, writtenPhrases(t, "answered_words")) {
		if len(before) > cutBefore {
			continue
		}
		to := len(line) - len(behind)
		end, n := soonest(behind, cutReach, writtenPhrases(t, "cut_off_words"))
		if end == nil || holdsPhrase(line[to:to+n], writtenPhrases(t, "negator_words")) || !holdsPhrase(line[:to+n], writtenPhrases(t, "instant_words")) {
			continue
		}
		return strings.TrimSpace(t.T("cut_off_as") + " " + afterWord(part, to))
	}
	return ""
}
