package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// What was amiss may be a slip of the user's own: "à em nhầm, nãy chưa đăng nhập". Who
// tells of it in the past, or of a call behind it, is well by now; who has just found it
// is still to call. Neither is blamed.

// hearSlip takes such a line where the result of a step is waited for.
func hearSlip(t *turn, u *utterance) bool {
	if t.st.Person || t.st.Place.Flow == nil || !t.screen().does || elsewhere(t, u) || t.mentions("return_words", u.text) {
		return false
	}
	switch {
	case slipOver(t, u):
		t.st.Misses = 0
		t.pre(t.T("slip_found"))
		solved(t)
	case !u.says.Has(intent.Solved) && !u.surely(actSure, intent.Solved) && slipTold(t, u):
		t.st.Misses = 0
		t.pre(t.T("slip_found"))
		askResult(t)
	default:
		return false
	}
	return true
}

// slipTold reports whether a line tells of a slip, and not that something still fails.
func slipTold(t *turn, u *utterance) bool {
	if t.mentions("still_words", u.text) || asksSomething(t, u.text) || u.res.Code != "" || holds(t, u) || laterHolds(t, u.text) || yetToCall(t, u) || stillAmiss(t, u) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool { return ownSlip(t, part) })
}

// slipOver reports whether such a line says that all is well by now: by when the slip was,
// or by what another clause tells of the call.
func slipOver(t *turn, u *utterance) bool {
	if !slipTold(t, u) {
		return false
	}
	if explained(t, u) {
		return true
	}
	all := parts(t, u.text)
	at := slices.IndexFunc(all, func(part string) bool { return ownSlip(t, part) })
	if t.mentions("slip_past_words", all[at]) && !t.mentions("slip_words", u.text) && at == len(all)-1 {
		return true // he has put it right, or would not look back
	}
	return slices.ContainsFunc(all[at+1:], func(part string) bool {
		line := spelled(t, part)
		return (holdsPhrase(line, writtenPhrases(t, "calling_words")) || t.mentions("hears_words", part)) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) &&
			(turnsWell(t, part) || endsWith(line, writtenPhrases(t, "at_once_ends")) || callWorks(t, part))
	})
}

// ownSlip reports whether a clause says that its writer had done something wrong, or left it
// undone: "hóa ra em quên cắm tai nghe", "nãy em mở nhầm trang". Other people, and what
// the documents have not been told to be wrong, are none of it.
func ownSlip(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "slip_heads"))
	found := len(line) < len(led(spelled(t, part), 1, writtenPhrases(t, "told_heads")))
	own := led(line, 1, writtenPhrases(t, "self_words"), writtenPhrases(t, "remedy_heads"), writtenPhrases(t, "slip_heads"))
	return (found || len(own) < len(line)) && longestHead(own, writtenPhrases(t, "slip_verbs")) > 0 && (found || t.mentions("slip_past_words", part))
}
