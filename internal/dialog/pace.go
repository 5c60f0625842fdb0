package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearPace meets who asks to be helped slower, or faster: neither is a matter of
// its own that no document covers.
func hearPace(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtPerson || u.res.Code != "" || u.says.Has(intent.Insult) || u.says.Has(intent.Human) || u.wants {
		return false
	}
	switch sure := u.res.Intent == intent.KindTopic; {
	case t.mentions("slow_words", u.text) && !t.mentions("voice_words", u.text) && !(sure && !walking(t)):
		slower(t)
	case sure, !t.mentions("hurry_words", u.text):
		return false
	case !walking(t):
		t.leave()
		showAs(t, chat.TurnAsk, t.unlike("hurry", "hurry_2"), t.human(), t.menuButton())
	default:
		t.out.Kind = chat.TurnCalm
		t.pre(t.T("hurry_walk"))
		t.st.Turn++
		t.again()
	}
	t.st.Misses = 0
	return true
}

// slower says again what is asked or to be done; where nothing was said yet, in
// plainer words what is needed.
func slower(t *turn) {
	if walking(t) {
		repeat(t)
		return
	}
	t.leave()
	showAs(t, chat.TurnRepeat, t.unlike("slow", "slow_2"), t.human(), t.menuButton())
}
