package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A customer who does not hear the user has the user's microphone to blame, and a
// document may tell of that. Where the user hears nothing, or neither side does, no
// document does: not the one of the microphone, and not the one of a customer whose
// phone does not ring. A person looks at the call.

// soundless reports whether a line, outside a walk, tells of a call that is connected
// and is not heard at the user's side.
func soundless(t *turn, u *utterance) bool {
	if t.T("soundless_words") == "" {
		return false // a company that connects nobody may have documents on what is not heard
	}
	if r := u.res; walking(t) || t.st.Place.Screen == AtPerson || r.Code != "" || r.Intent == intent.KindHuman {
		return false
	}
	s, d := withoutNot(t, u.text), u.says.Deaf
	if s != u.text {
		d = t.meanings(s).Deaf // "không phải mất tiếng, mà gọi không đi"
	}
	switch {
	case d.Us:
		return true
	case d.Them, t.mentions("sound_other_words", u.text):
		return false
	}
	return d.Nothing || t.mentions("soundless_words", s)
}

// withoutNot is a line without the clauses that begin with what it is not; the line itself
// where none does.
func withoutNot(t *turn, s string) string {
	var kept []string
	all := clauses(t, s)
	for _, c := range all {
		if line := spelled(t, c.text); longestHead(line, writtenPhrases(t, "not_error_words")) == 0 {
			kept = append(kept, c.text)
		}
	}
	if len(kept) == len(all) {
		return s
	}
	return strings.Join(kept, ", ")
}

// passSound offers a person for such a call, and says what helps him find it.
func passSound(t *turn, u *utterance) {
	if t.st.Place.Screen == AtOffer {
		keepDetail(t, u.text)
		t.pre(t.T("detail_noted", "detail", quoteDetail(t, u.text)))
	}
	t.st.Misses = 0
	t.out.Kind = chat.TurnOutside
	spokeOfID(t) // it would help, the offer says
	offerPerson(t, WhyOutside, t.T("outside_sound"))
}

// toldSilence reports whether a line of the matter told of a call that is not heard.
func toldSilence(t *turn) bool {
	return slices.ContainsFunc(t.st.Told, func(s string) bool { return t.mentions("soundless_words", s) || t.meanings(s).Deaf.Us })
}

// heardWell reports whether a line says of a device that something is heard by it:
// "rút tai nghe ra thì loa nghe", "mic thì khách vẫn nghe". Nothing is amiss with that.
func heardWell(t *turn, u *utterance) bool {
	if u.says.Deaf.Them || u.res.Code != "" || asksSomething(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := doneLine(t, part)
		return endsWith(line, writtenPhrases(t, "heard_ends")) && holdsPhrase(line, writtenPhrases(t, "equipment_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
	})
}
