package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// People say whom they want in place of a yes: "chuyển tôi cho kế toán đi", "cho em gặp
// lại anh Tuấn", "thế liên hệ ai". And what fails by now is no detail of what was asked
// before: "giá bao nhiêu" – "mà gọi không được".

const (
	putReach   = 2  // words from the verb to whom it names
	putLine    = 12 // words of a clause that asks for somebody; a longer one tells a story
	failsReach = 4  // words from the verb of calling to what says that it fails
)

// putThrough reports whether a clause asks to be handed to somebody: a department, or
// somebody of staff by name. Who was spoken to before, and whoever is of the user's own
// firm, is none.
func putThrough(t *turn, part string) bool {
	rest, ordered := handing(t, part)
	switch {
	case rest == nil:
		return false
	case holdsPhrase(rest, writtenPhrases(t, "own_words")):
		return false
	}
	if body, at := soonest(rest, putReach, writtenPhrases(t, "body_words")); body != nil {
		return ordered || at+len(body) == len(rest)
	}
	_, named := unaddressed(t.words, part, t.heard.Served)
	return named
}

// orders reports whether a clause orders to be handed to staff, or to whoever is above
// them: "gửi nhân viên xem giúp em", "đưa máy cho quản lý của bạn".
func orders(t *turn, part string) bool {
	rest, ordered := handing(t, part)
	if rest == nil {
		return false
	}
	staff, _ := soonest(rest, putReach, writtenPhrases(t, "staff_words"))
	return theirs(t, rest) || ordered && staff != nil && !holdsPhrase(rest, writtenPhrases(t, "other_words"))
}

// handing is what stands behind the verb of a clause that asks to be handed to
// somebody, nil where it asks no such thing, and whether it is put as an order.
func handing(t *turn, part string) (rest []word, ordered bool) {
	line := led(spelled(t, part), 1, writtenPhrases(t, "put_leads"))
	verb := max(longestHead(line, writtenPhrases(t, "agree_verbs")), longestHead(line, writtenPhrases(t, "put_verbs")))
	if verb == 0 || verb == len(line) || len(line) > putLine || holdsPhrase(line, writtenPhrases(t, "negator_words")) || startsHold(t, part) || promises(t, part) || endsDone(t, part) {
		return nil, false
	}
	ordered = t.mentions("wish_leads", part) || endsWith(line, writtenPhrases(t, "order_ends"), writtenPhrases(t, "favour_ends"), writtenPhrases(t, "put_ends"))
	if !ordered && (t.mentions("before_words", part) || asksSomething(t, part)) {
		return nil, false
	}
	return led(line[verb:], 1, writtenPhrases(t, "put_fillers")), ordered
}

// theirs reports whether words name whoever is above staff.
func theirs(t *turn, rest []word) bool {
	head, _ := soonest(rest, putReach, writtenPhrases(t, "their_head_words"))
	return head != nil
}

// keepWanted writes down whom a line asks for, where it says: staff know who that is.
func keepWanted(t *turn, u *utterance) {
	for _, part := range parts(t, u.text) {
		rest, _ := handing(t, part)
		_, named := unaddressed(t.words, part, u.Served)
		body, _ := soonest(rest, putReach, writtenPhrases(t, "body_words"))
		staff, _ := soonest(rest, putReach, writtenPhrases(t, "staff_words"))
		if rest != nil && (named || theirs(t, rest) || body != nil && staff == nil) {
			keepDetail(t, part)
		}
	}
}

// asksWhom reports whether a clause asks who is to be turned to: "thế liên hệ ai". That
// nobody knows ("hỏi ai cũng vậy") asks nothing.
func asksWhom(t *turn, part string) bool {
	line := spelled(t, part)
	if len(line) > putLine || holdsPhrase(line, writtenPhrases(t, "own_words")) || holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	who, at := soonest(line, putLine, writtenPhrases(t, "whom_words"))
	if who == nil || at+len(who) < len(line) && among(writtenPhrases(t, "also_words"), line[at+len(who)]) {
		return false
	}
	near := line[max(0, at-putReach-1):min(len(line), at+len(who)+putReach+2)]
	return holdsPhrase(near, writtenPhrases(t, "reach_words")) || holdsPhrase(near, writtenPhrases(t, "whom_verbs"))
}

// callsFail reports whether a clause says that calls cannot be made, whatever the
// reason: "gọi ra không được". What a customer cannot do is another matter.
func callsFail(t *turn, part string) bool {
	line := spelled(t, part)
	if comesIn(t, part) {
		return false
	}
	calling := writtenPhrases(t, "calling_words")
	for i, w := range line {
		if !among(calling, w) || i > 0 && among(writtenPhrases(t, "caller_words"), line[i-1]) {
			continue
		}
		behind := line[i+1 : min(len(line), i+1+failsReach)]
		no, at := soonest(behind, failsReach, writtenPhrases(t, "negator_words"))
		if no != nil && at+1 < len(behind) && among(writtenPhrases(t, "able_words"), behind[at+1]) {
			return true
		}
		if i > 0 && among(writtenPhrases(t, "negator_words"), line[i-1]) && holdsPhrase(behind, writtenPhrases(t, "able_words")) {
			return true
		}
	}
	return false
}

// failing is what a line says that fails by now, where a person is offered for something
// that is no error of a document: the clause, as it would be heard by itself.
func failing(t *turn, u *utterance) (r intent.Result, ok bool) {
	switch t.st.Place.Why {
	case WhyOutside, WhyAsked, WhyMissed:
	default:
		return r, false // it is more of the error that the offer is about
	}
	if len(t.st.Place.Stack) > 0 || u.res.Code != "" || u.fresh || t.mentions("said_before_words", u.text) {
		return r, false // who has said it before is angry, and wants no list
	}
	for _, part := range parts(t, u.text) {
		if !callsFail(t, part) || wonders(t, part) || longestHead(spelled(t, part), writtenPhrases(t, "so_words")) > 0 {
			continue
		}
		if r = heardAs(t, strings.TrimSpace(part)).Result; r.Intent == intent.KindAsk || r.Intent == intent.KindNone {
			return r, true
		}
	}
	return r, false
}

// plainFault takes a line that says in a clause that calls fail for what that clause says:
// who one is, where, and what is done meanwhile tell of no error ("em đang bán hàng mà
// gọi không đi").
func plainFault(t *turn, u *utterance) {
	r := u.res
	if walking(t) || r.Code != "" || r.Partial || r.Intent != intent.KindNone && (r.Intent != intent.KindTopic || !onlyUntilNow(t, u)) || t.st.Place.Screen == AtPerson || len(r.Refs)+len(r.BadRefs) > 0 || strings.Contains(u.text, "?") || !slices.ContainsFunc(parts(t, u.text), func(part string) bool { return callsFail(t, part) }) {
		return
	}
	for _, c := range clauses(t, u.text) {
		if !callsFail(t, c.text) {
			continue
		}
		u.fails = true
		if c.res.Intent == intent.KindAsk || r.Intent == intent.KindTopic {
			u.res = c.res
			return
		}
	}
}

// onlyUntilNow reports whether a line says that calls were well before and fail by now,
// and nothing else: that is likely more than one error's beginning, and names none.
func onlyUntilNow(t *turn, u *utterance) bool {
	before, now := false, false
	for _, c := range clauses(t, u.text) {
		switch {
		case wellBefore(t, c.text):
			before = true
		case callsFail(t, c.text):
			now = true
		case t.mentions("error_words", c.text), t.mentions("fault_words", c.text), c.reported:
			return false
		}
	}
	return before && now
}

// hearFailing asks which error it is that keeps calls from being made, and lets the
// offer go.
func hearFailing(t *turn, u *utterance) bool {
	r, ok := failing(t, u)
	if !ok {
		return false
	}
	t.st.Misses = 0
	if len(r.Candidates) == 0 || r.Intent != intent.KindAsk {
		askTrouble(t, u)
		return true
	}
	askAbout(t, r)
	return true
}

// noFault reports whether a line says that it is no error that is told of: "không phải
// lỗi, hỏi cách dùng thôi". An error that it names is another that is denied.
func noFault(t *turn, u *utterance) bool {
	return t.st.Place.Screen == AtOffer && t.st.Place.Why == WhyOutside && t.mentions("no_fault_words", u.text) &&
		u.res.Code == "" && u.res.Intent != intent.KindTopic && !u.rejected && !u.fresh && longestNumber(u.text) == "" && !tellsWhatElse(t, u.text)
}

// tellsWhatElse reports whether a line says beside that no error shows what is amiss all the
// same: "không phải lỗi gọi, chỉ là con số tổng bị lệch". Who asks or wishes tells none.
func tellsWhatElse(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return fieldCount(part) >= behindWords && !mentionsAny(t, part, "no_fault_words", "enough_verbs", "show_me_words") &&
			(mentionsAny(t, part, "symptom_words", "amiss_words") || shownFrom(t, spelled(t, part)) >= 0) && !asksSomething(t, part) && !asks(t.meanings(part))
	})
}

// saysNoFault reports whether a clause says no more than that nothing is wrong: "đâu phải
// lỗi". "Không phải lỗi mic" denies one error.
func saysNoFault(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool { return says(t, part, "no_fault_words") })
}

// noteNoFault says that a question was understood as one, and offers to pass it on.
func noteNoFault(t *turn) {
	t.st.Misses = 0
	showAs(t, chat.TurnOutside, t.unlike("offer_question", "offer_question_2"), t.st.Offer...)
}
