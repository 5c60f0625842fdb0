package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What is told may contradict what was understood: a call that is cut after some minutes
// does not end at once, and who does not hear the customer has not the fault of whom the
// customer does not hear. The fact counts, and no document has it.

// hearContrary takes such a fact, and gives up what it contradicts.
func hearContrary(t *turn, u *utterance) bool {
	why := u.words.Has(intent.Why) || u.surely(actSure, intent.Why) // asks of what it tells: "tại sao cứ 5 phút là bị ngắt"
	if t.st.Person || u.res.Code != "" || u.fresh || u.words.Has(intent.Human) || !why && (asks(u.words) || asksSomething(t, u.text)) {
		return false
	}
	if hearUnheard(t, u) {
		return true
	}
	tp, known := subject(t)
	under := known && walking(t) && t.st.Place.Screen != AtOffer
	word := ""
	switch d := u.says.Deaf; {
	case lasted(t, u.text, under) && (under && endsAtOnce(t, tp) || (!under || why) && listsEnding(t, u)):
		word = "outside_lasted"
	case d.Us && !d.Them && !under && toldUnheard(t), d.Us && !d.Them && t.st.Place.Screen == AtCauses && doubted(t):
		word = "outside_sound"
	default:
		return false
	}
	if under && (endsAtOnce(t, tp) || word != "outside_lasted") {
		t.st.Rejected = append(t.st.Rejected, tp.ID)
		t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, []string{u.text}
	}
	keepDetail(t, u.text)
	t.st.Misses = 0
	spokeOfID(t) // it would help, the offer says
	offerPerson(t, WhyOutside, t.T(word))
	t.out.Kind = chat.TurnOutside
	return true
}

// lasted reports whether a clause says that a call went on for a while before it was cut.
// Where an error is under way it need not say that people talked.
func lasted(t *turn, s string, under bool) bool {
	for _, part := range parts(t, s) {
		line := spelled(t, part)
		end := firstIn(line, writtenPhrases(t, "cut_off_words"))
		if end < 0 || endsWith(line[:end], writtenPhrases(t, "caller_words")) || t.mentions("lasts_not_words", part) || t.mentions("soundless_words", part) {
			continue // "khách tắt máy", "đổ chuông 1 phút rồi tắt", "nói được một lúc mất tiếng"
		}
		if holdsPhrase(line, writtenPhrases(t, "midway_words")) {
			return true
		}
		if holdsPhrase(line, writtenPhrases(t, "minute_words")) && (under || holdsPhrase(line, writtenPhrases(t, "calling_words"))) {
			return true
		}
	}
	return false
}

// endsAtOnce reports whether an error is that a call ends at once, by its name.
func endsAtOnce(t *turn, tp *kb.Topic) bool {
	return t.mentions("instant_words", tp.Name) && t.mentions("cut_off_words", tp.Name)
}

// listsEnding reports whether that error is what a line is taken for, or may be.
func listsEnding(t *turn, u *utterance) bool {
	ids := []string{u.res.Topic}
	for _, c := range u.res.Candidates {
		ids = append(ids, c.Topic)
	}
	return slices.ContainsFunc(ids, func(id string) bool {
		tp, ok := t.guide.Topic(id)
		return ok && endsAtOnce(t, tp)
	})
}

// toldUnheard reports whether an earlier line of the matter said that the customer does
// not hear the user.
func toldUnheard(t *turn) bool {
	n := len(t.st.Told)
	return n > 1 && slices.ContainsFunc(t.st.Told[:n-1], func(s string) bool { return isUnheard(t, s) })
}
