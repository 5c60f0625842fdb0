package dialog

import (
	"strings"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Behind a yes or a no to a person people tell the next thing: "thôi khỏi, mà số này gọi
// đổ chuông hoài", "ok chuyển giúp, mà còn cái mic nữa". The answer is taken, and what
// stands behind it is an error of its own.

// hearBehindOffer takes both.
func hearBehindOffer(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtOffer || t.st.Person || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	all := sides(t, u.text)
	said, rest := 0, ""
	for i, side := range all {
		s := offerSign(t, side)
		if s == 0 {
			rest = strings.Join(all[i:], ", ")
			break
		}
		said = s
	}
	tp := nextError(t, rest)
	switch {
	case said == 0 || tp == nil:
		return false
	case said > 0:
		keepDetail(t, rest)
		t.pre(t.T("offered_and_next", "title", title(t, tp)))
		acceptPerson(t)
	default:
		t.st.Refused, t.st.Misses = true, 0
		t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
		listenTo(t, u, rest)
	}
	return true
}

// offerSign is what a side of a line says to the offer of a person, and no more: 1 for yes,
// -1 for no, 0 for neither. "Thôi được rồi" lets it be.
func offerSign(t *turn, side string) int {
	line := led(spelled(t, side), 1, writtenPhrases(t, "number_polite"))
	leaves := longestHead(line, writtenPhrases(t, "left_aside_heads")) > 0 && !holdsPhrase(line, writtenPhrases(t, "agree_verbs"))
	switch {
	case says(t, side, "decline_words"), forgoes(t, side), t.meanings(side).Refuses(intent.Human), leaves && says(t, side, "decline_words", "agree_words"):
		return -1
	case says(t, side, "agree_words", "agree_verbs"):
		return 1
	}
	return 0
}

// nextError is the error that words tell, of those not under way; nil for none.
func nextError(t *turn, s string) *kb.Topic {
	if s == "" {
		return nil
	}
	r := heardAs(t, s).Result
	id, _ := readTopic(r)
	if r.Intent == intent.KindAsk && !calledBy(t, s, id) {
		return nil
	}
	for _, f := range t.st.Place.Stack {
		if f.Topic == id {
			return nil
		}
	}
	tp, ok := t.guide.Topic(id)
	if !ok {
		return nil
	}
	return tp
}
