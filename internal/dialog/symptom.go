package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who tells once more what is amiss ("bên khách không reng") confirms the error that is
// being walked: it is no question, no answer to what the screen asks, and no news.

// hearSymptom says that it is this error, and goes on waiting for what was asked.
func hearSymptom(t *turn, u *utterance) bool {
	if !restatesError(t, u) {
		return false
	}
	confirmTopic(t)
	return true
}

// confirmTopic says that it is the error that is walked, and goes on waiting.
func confirmTopic(t *turn) {
	t.st.Misses = 0
	t.st.Place.Flow.Doubt = false
	if t.screen().does {
		t.around("symptom_step")
	} else {
		t.pre(t.T("symptom"))
		t.again()
	}
	t.out.Kind = chat.TurnTold
}

// restatesError reports whether a line is surely about the error under way, and tells
// nothing of what was done about it.
func restatesError(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Place.Flow == nil || s.idle || !s.does && !s.closed() || u.res.Code != "" || u.fresh || u.trait != "" || u.rejected {
		return false
	}
	if !oneSided(t, u.text) && (asksSomething(t, u.text) || asks(u.says)) || asks(u.words) || didIt(t, u) || unchanged(t, u.text) || t.mentions("still_words", u.text) || corrects(t, u.text) || deniesPart(t, u.text) {
		return false
	}
	if !u.says.Denies && !u.says.Has(intent.Problem) && !oneSided(t, u.text) && !u.says.Has(intent.Yes) || longestHead(headless(t, spelled(t, u.text)), writtenPhrases(t, "remedy_words")) > 0 {
		return false // a fact about a thing is no symptom, and what was done is none
	}
	symptom := u.words.Has(intent.NotThere) && !t.mentions("place_words", u.text) && !touches(t, u) // "không thấy reo" looks for nothing on the screen
	if u.words.Strength(intent.NotSolved) >= 0.4 || u.words.Has(intent.NotThere) && !symptom || u.words.HasAny(intent.Solved, intent.Done, intent.Hold, intent.Human, intent.IsAdmin, intent.NotAdmin, intent.Unsure, intent.Relapse) {
		return false
	}
	r := u.res
	switch {
	case r.Intent == intent.KindTopic:
		return same(t, r.Topic) && r.Score >= symptomSure
	case r.Intent == intent.KindAsk && len(r.Candidates) > 0:
		return same(t, r.Candidates[0].Topic) && r.Candidates[0].Score >= leaveSure
	}
	return false
}

// symptomSure is how surely a line is about the error under way that says what is amiss.
const symptomSure = 0.7

// oneSided reports whether a line says of one side what it denies of the other, which
// ends as a question does: "bên mình reng mà bên khách không".
func oneSided(t *turn, s string) bool {
	all := sides(t, s)
	if len(all) < 2 {
		return false
	}
	line := doneLine(t, all[len(all)-1])
	return len(line) > 1 && len(line) <= sideWords && endsWith(line, writtenPhrases(t, "not_so_ends"))
}

// sideWords is how many words the side has at most of which something is denied.
const sideWords = 5
