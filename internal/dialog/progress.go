package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearProgress takes words that say how far the user is, and nothing about
// the outcome: he needs time, he heard, he did it. None of them is evidence
// that a call works.
func hearProgress(t *turn, u *utterance) bool {
	if !commandsOnly(t, u) {
		return false // "để em gõ: FROM_NUMBER_NOT" tells what was waited for
	}
	if idle := t.screen().idle; idle || elsewhere(t, u) {
		return idle && awaitsMatter(t, u)
	}
	switch f := u.says; {
	case t.screen().does && !asks(f) && waited(t, u.text) && (f.Has(intent.Hold) || u.words.Has(intent.Hold) || t.mentions("wait_verbs", u.text)):
		t.st.Misses = 0
		askResult(t) // "em chờ 5 phút rồi" waits no longer
	case comesBack(t, u) && !asks(f):
		awaitBack(t)
	case (f.Has(intent.Hold) || t.screen().does && (holds(t, u) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return postpones(t, part) }))) && !asks(f) && !(u.guess && asksBack(t, u)), tellsOwn(t, u):
		t.st.Misses = 0
		t.out.Kind = chat.TurnHold
		word := "hold"
		if t.screen().does && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return postpones(t, part) }) {
			word = "hold_later"
		}
		t.around(word)
	case t.st.Place.Screen == AtStep && t.st.Place.Flow != nil && assents(t, u.text):
		confirmTopic(t) // "à đúng nó rồi" is no deed
	case did(t, u):
		t.st.Misses = 0
		askResult(t)
	case f.Whole(intent.Ack), f.Whole(intent.Yes):
		if t.screen().closed() && nods(t, u) {
			noteAndAsk(t, "nodded")
			return true
		}
		t.st.Misses = 0
		aroundAs(t, chat.TurnAck, t.screen().ack())
	default:
		return false
	}
	return true
}

// endsDone reports whether a line ends as one about something done, whoever is
// addressed behind it: "chữ về như cũ rồi đó cháu".
func endsDone(t *turn, s string) bool {
	line := cutEnd(bareEnd(t.words, spelled(t, s)), 1, writtenPhrases(t, "vocative_words"))
	return len(line) > 1 && endsWith(line, writtenPhrases(t, "done_ends"))
}

// assents reports whether a clause says that something is so, and no more: "à đúng nó
// rồi" tells of nothing that was done.
func assents(t *turn, part string) bool {
	nods := writtenPhrases(t, "nod_words")
	return longestHead(led(spelled(t, part), 1, writtenPhrases(t, "assent_leads")), nods) > 0 && says(t, part, "nod_words", "agree_words", "assent_leads")
}

// did reports whether a line says that an instruction was followed.
func did(t *turn, u *utterance) bool {
	f := u.says
	if !t.screen().does || asks(f) && !lastClause(t, u).Already {
		return false
	}
	return f.Has(intent.Done) || f.Already || asks(f) || (f.Whole(intent.Yes) && !f.Whole(intent.Ack))
}
