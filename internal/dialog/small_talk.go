package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// "Em ăn cơm chưa", "how are you": people are kind to whoever answers. It is met with a
// word of thanks, and what is wrong is asked for; no person is offered for it.

// smallTalkLine is how many words such a line has.
const smallTalkLine = 8

// hearSmallTalk answers such a line where it tells nothing else.
func hearSmallTalk(t *turn, u *utterance) bool {
	r := u.res
	if u.says.Words > smallTalkLine || !t.mentions("small_talk_words", u.text) || r.Code != "" || r.Intent == intent.KindTopic || u.fresh || !asksSomething(t, u.text) || startsHold(t, u.text) || comesBack(t, u) || rating(t) || longestNumber(u.text) != "" || amissHere(t, u) {
		return false
	}
	t.out.Kind = chat.TurnBot
	switch {
	case t.st.Place.Screen == AtPerson:
		t.show(t.unlike("small_talk_waiting", "waiting_yes"), personChoices(t)...)
	case walking(t):
		t.around("small_talk_walk")
	default:
		t.st.Misses = 0
		t.around("small_talk")
	}
	return true
}
