package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// "Em có quyền mà" answers who may do a step of an admin where that is asked, or where a
// step is in the company's settings. Elsewhere nobody knows which rights are meant, those
// of an account to call or of a page to hear: it is no yes, no role and no error.

// hearRights notes such a claim, and asks again for what is waited for.
func hearRights(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Place.Flow == nil || u.res.Code != "" || u.fresh || !s.expects() || !claimsRights(t, u.text) {
		return false
	}
	switch asked := rightsAsked(t); {
	case asked && !t.mentions("calling_words", u.text):
		return false
	case asked:
		noteBesides(t, u)
		return true
	case s.does:
		aroundAs(t, chat.TurnAck, "rights_any")
	default:
		noteAndAsk(t, "noted_role")
	}
	t.st.Misses = 0
	return true
}

// rightsAsked reports whether the screen asks for rights in the company's account, or
// sends to a page that needs them.
func rightsAsked(t *turn) bool {
	switch t.st.Place.Screen {
	case AtRole, AtForward:
		return true
	case AtStep, AtResult:
		if t.st.Place.Flow == nil || ownMachine(t) {
			return false
		}
		s, ok := stepNow(t)
		if !ok {
			return false
		}
		_, settings := pathOf(s.Text)
		return settings || gatedNow(t)
	}
	return false
}

// claimsRights reports whether a line says that somebody has rights, not which, and
// nothing else: "tài khoản em có quyền gọi mà".
func claimsRights(t *turn, s string) bool {
	all := parts(t, s)
	if len(all) != 1 || asksSomething(t, s) || namesHolder(t, s) || t.mentions("negator_words", s) || t.mentions("others_words", s) {
		return false
	}
	if t.meanings(s).HasAny(intent.NotSolved, intent.Solved, intent.Unsure, intent.Human) {
		return false
	}
	line, polite := doneLine(t, all[0]), writtenPhrases(t, "number_polite")
	for i := range line[:min(len(line), claimReach)] {
		n := longestHead(line[i:], writtenPhrases(t, "has_right_heads"))
		if n > 0 && len(led(line[:i], 0, writtenPhrases(t, "told_heads"), polite, writtenPhrases(t, "claimer_heads"))) == 0 {
			return len(led(line[i+n:], 0, writtenPhrases(t, "right_ends"), writtenPhrases(t, "calling_words"), polite, writtenPhrases(t, "question_polite"))) == 0
		}
	}
	return false
}

// claimReach is how many words of a clause whose rights they are may be among.
const claimReach = 6
