package dialog

import (
	"regexp"
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Some speak of what never came: a number with its end crossed out, a picture that they
// think they have sent.

// masked is a number of which some digits are hidden: "0247109xxxx", "0236 3 88 99 xx".
var masked = regexp.MustCompile(`\d(?:[ .\-]?\d){2,}(?:(?:[ .\-]?[xX*•]){2,}|[ \-]?[.…]{2,})|[xX*•]{2,}[ .\-]?\d{3,}`)

// hearNotSent asks for the whole of a number that is needed, and says that no picture has
// come to who speaks of it.
func hearNotSent(t *turn, u *utterance) bool {
	switch at := t.st.Place.Screen; {
	case u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0:
		return false
	case (at == AtFact || at == AtPerson && t.st.Person) && masked.MatchString(u.text):
		if t.mentions("who_did_words", u.text) {
			t.pre(t.T("who_did"))
		}
		showAs(t, chat.TurnFact, t.unlike("fact_masked", "fact_masked_2"), t.st.Offer...)
	case t.mentions("secret_ask_words", u.text) && t.mentions("give_secret_words", u.text) && asksSomething(t, u.text):
		aroundAs(t, chat.TurnAnswer, "secret")
	case speaksOfPicture(t, u):
		aroundAs(t, chat.TurnMiss, "no_picture")
	default:
		return false
	}
	return true
}

// speaksOfPicture reports whether a line speaks of a picture that was sent, where none
// was.
func speaksOfPicture(t *turn, u *utterance) bool {
	if t.st.Pictured || u.res.Intent == intent.KindTopic || t.mentions("cannot_send_words", u.text) || asksSomething(t, u.text) || startsHold(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		return cutSo(line, writtenPhrases(t, "shown_picture_words"), func(before, _ []word) bool {
			if indexAmong(lastOf(before, 1), writtenPhrases(t, "screen_leads")) >= 0 {
				return false // a "màn hình" is no "hình"
			}
			return holdsPhrase(before, writtenPhrases(t, "like_words")) || holdsPhrase(line[len(before):], writtenPhrases(t, "sent_picture_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
		})
	})
}

// hearCallMe meets who wants to be called: people answer here, and the number stands on
// the request as his own.
func hearCallMe(t *turn, u *utterance) bool {
	wants := slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return callsBack(t, part) && t.mentions("call_me_words", part) && !t.mentions("during_words", part) // "đang gọi em lỡ bấm F5" wants no call
	})
	sent := wants && t.mentions("send_someone_words", u.text) && longestNumber(u.text) != ""
	if !wants || wantsNobody(t, u) || t.st.Person || rating(t) || u.res.Code != "" || u.fresh || u.words.Has(intent.NotSolved) || asks(u.words) || asksSomething(t, u.text) || u.words.Refuses(intent.Human) || amissHere(t, u) || t.mentions("own_words", u.text) || !sent && (t.mentions("staff_words", u.text) || t.mentions("somebody_words", u.text)) {
		return false
	}
	word := "call_me"
	for _, f := range factsIn(t, u.text) {
		t.st.Facts[phoneFact] = f.value
		t.pre(t.T("detail_kept", "detail", t.T("told_phone", "value", f.value)))
		word = "call_me_number"
	}
	t.st.Misses = 0
	switch {
	case t.st.Place.Screen == AtOffer && word == "call_me_number":
		acceptPerson(t) // who tells his number wants them
		return true
	case sent && word == "call_me_number":
		handOff(t, WhyAsked, "") // nothing is left to ask
		return true
	case t.st.Place.Screen == AtOffer:
		t.show(t.T(word), t.st.Offer...)
	default:
		offerPerson(t, WhyAsked, t.T(word))
	}
	t.out.Kind = chat.TurnOffer
	return true
}

// tellsWhereToCall takes the number of who was asked for it because he wants to be called,
// and reports whether a line has one.
func tellsWhereToCall(t *turn, u *utterance) bool {
	facts := factsIn(t, u.text)
	wanted := slices.ContainsFunc(t.st.Told, func(s string) bool { return callsBack(t, s) && t.mentions("call_me_words", s) })
	if !wanted || len(facts) != 1 || facts[0].kind != "" && facts[0].kind != phoneFact || u.res.Code != "" || u.fresh || asksSomething(t, u.text) {
		return false
	}
	t.st.Facts[phoneFact] = facts[0].value
	keepDetail(t, u.text)
	return true
}
