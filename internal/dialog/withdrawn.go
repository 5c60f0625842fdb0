package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A place in the queue is lost at a word. A request is taken back at once only where the
// words allow no other reading; what merely sounds like it is asked about.

// withdraw takes the request back that a line no longer needs, or asks whether to.
func withdraw(t *turn, u *utterance) {
	if !outright(t, u) {
		askCancelPicked(t)
		return
	}
	if u.words.Has(intent.Solved) {
		t.pre(t.T("solved"))
	}
	cancel(t)
}

// outright reports whether a line that takes the request back says so outright: it
// orders it, or calls work again. Who only refuses a person may mean not now or not by
// phone, where he speaks of an answer to come, or that there is no hurry.
func outright(t *turn, u *utterance) bool {
	return callWorks(t, u.text) || isCured(t, u.text) || slices.ContainsFunc(clauses(t, u.text), func(c clause) bool { return ordered(t, c) && t.mentions("drop_request_words", c.text) }) ||
		!expectsAnswer(t, u.text) && !mayMeanHurry(t, u.text)
}

// ordered reports whether a clause orders that the request be taken back. What a
// customer cancels is another thing.
func ordered(t *turn, c clause) bool {
	return c.says.Strength(intent.Cancel) >= orderShare && !ofCustomers(t, c.text)
}

// ofCustomers reports whether a line speaks of what customers do, and of no request.
func ofCustomers(t *turn, s string) bool {
	return t.mentions("caller_words", s) && !t.mentions("request_words", s)
}

// expectsAnswer reports whether a line speaks of when or how an answer may come.
func expectsAnswer(t *turn, s string) bool {
	return t.mentions("later_words", s) || t.mentions("answer_comes_words", s)
}

// mayMeanHurry reports whether a line without marks that seems to refuse a person may
// speak of hurry instead, and names nobody: "khong can gap" is "gấp" or "gặp".
func mayMeanHurry(t *turn, s string) bool {
	return t.mentions("urgent_words", s) && !t.mentions("nobody_bodies_words", s) && !t.mentions("staff_words", s)
}

// unhurried keeps for staff that there is no hurry. Without marks only the answer that
// is spoken of tells so.
func unhurried(t *turn, u *utterance) bool {
	bare := expectsAnswer(t, u.text)
	denies := func(part string) bool { return mayMeanHurry(t, part) && deniesHurry(t, part, bare) }
	if u.res.Code != "" || ordersCancel(t, u) && outright(t, u) || !slices.ContainsFunc(parts(t, u.text), denies) {
		return false
	}
	keepDetail(t, u.text)
	tellWaiting(t, chat.TurnNoted, t.T("waiting_unhurried"))
	return true
}

// hurryReach is how many words may stand between a negator and the hurry it denies.
const hurryReach = 2

// deniesHurry reports whether a clause denies that something is urgent; bare says that a
// word without marks is enough.
func deniesHurry(t *turn, part string, bare bool) bool {
	line := spelled(t, part)
	for urgent := range writtenPhrases(t, "urgent_words").near(line) {
		at := findPhrase(line, urgent)
		if at > 0 && (bare || line[at].sign == urgent[0].sign) && holdsPhrase(line[max(0, at-hurryReach-1):at], writtenPhrases(t, "negator_words")) {
			return true
		}
	}
	return false
}

// hearContested undoes what was done about the request against the user's will: it is
// opened again where it was just taken back, and taken back where it was just made, for
// who denies it, asks why or by whom, or says that he meant something else.
func hearContested(t *turn, u *utterance) bool {
	h, ok := lastHeard(t)
	switch {
	case !ok || u.res.Code != "":
		return false
	case t.st.Person:
		return !h.Person && t.st.Place.Screen == AtPerson && contestsCall(t, u, h)
	case !strings.HasPrefix(h.Took, chat.TurnCancel+" "):
		return false
	}
	if _, corrects := restated(t, u); !corrects && !slices.ContainsFunc(parts(t, u.text), func(part string) bool { return contests(t, part) }) {
		return false
	}
	t.pre(t.T("corrected"))
	askedHuman(t, u.res)
	return true
}

// contestsCall takes back a request that nobody asked for, and goes back to before it: what
// is said besides is heard there, and where that is nothing the screen is shown again. One
// that was asked for is taken back so where something else is asked for in its place.
func contestsCall(t *turn, u *utterance, h Heard) bool {
	wanted := h.Place.Screen == AtOffer || t.st.Place.Why == WhyAsked || t.st.Place.Why == ""
	if !mentionsAny(t, u.text, "untried_words", "not_asked_words") && (expectsAnswer(t, u.text) || mayMeanHurry(t, u.text)) {
		return false // an answer is: "khỏi cần ai gọi điện, cứ nhắn ở đây"
	}
	against := false
	rest := joinBut(parts(t, u.text), func(part string) bool {
		no := deniesCall(t, part)
		against = against || no
		return no
	})
	if wanted && (!against || heardAs(t, rest).Result.Intent != intent.KindTopic && articleFor(t, rest, nil, inName|ofWord|mendsIt|askedSo) == nil) {
		return false
	}
	said := *u
	said.text = rest
	again, corrects := restated(t, &said)
	switch {
	case rest == "":
	case corrects:
		rest = again
	case !against:
		return false
	}
	before := copyOf(t)
	back := func() {
		takeBackRequest(t)
		undo(t, h)
	}
	if back(); fieldCount(rest) >= restWords && hearAnew(t, u, rest) && t.st.Place.Flow != nil && t.out.Handoff == nil {
		if !wanted || corrects {
			sorry(t, h)
		}
		return true
	}
	if *t = before; !against || wanted {
		return false
	}
	back()
	t.wrong = nil
	t.pre(t.T("corrected"))
	t.again()
	t.out.Kind = chat.TurnCancel
	return true
}

// deniesCall reports whether a clause says that no person is wanted, was asked for, or is
// needed yet: "đâu cần gặp ai", "ai bảo chuyển", "em đã thử gì đâu".
func deniesCall(t *turn, part string) bool {
	if t.mentions("untried_words", part) || t.mentions("not_asked_words", part) || refusesCall(t, part) || partDoes(t, part, actFirm, intent.NotHuman) {
		return true
	}
	return cutSo(doneLine(t, part), writtenPhrases(t, "nobody_verbs"), func(before, behind []word) bool {
		whom := firstOf(behind, bodyReach)
		return (holdsPhrase(whom, writtenPhrases(t, "staff_words")) || holdsPhrase(whom, writtenPhrases(t, "nobody_bodies_words"))) && contested(t, lastOf(before, refusalReach), behind)
	})
}

// asksWhyCalled reports whether a clause asks why somebody is called: "sao lại chuyển nhân
// viên". Why nobody is called asks for one.
func asksWhyCalled(t *turn, part string) bool {
	return cutSo(doneLine(t, part), writtenPhrases(t, "nobody_verbs"), func(before, behind []word) bool {
		return holdsPhrase(lastOf(before, refusalReach), writtenPhrases(t, "reason_heads")) && indexAmong(before, writtenPhrases(t, "negator_words")) < 0 &&
			holdsPhrase(firstOf(behind, bodyReach), writtenPhrases(t, "staff_words"))
	})
}

// contests reports whether a clause denies or wonders that something was taken back:
// "sao hủy", "ai kêu hủy", "có bảo hủy đâu".
func contests(t *turn, part string) bool {
	line := doneLine(t, part)
	return cutSo(line, writtenPhrases(t, "drop_request_words"), func(before, behind []word) bool { return contested(t, before, behind) })
}

// contested reports whether the words around a verb deny or wonder at what it says.
func contested(t *turn, before, behind []word) bool {
	return holdsPhrase(before, writtenPhrases(t, "contest_heads")) || holdsPhrase(before, writtenPhrases(t, "negator_words")) || endsWith(behind, writtenPhrases(t, "contest_ends"))
}
