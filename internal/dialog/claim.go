package dialog

import (
	"slices"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A cause claims that a thing is in a state: that a number was deleted, that an account
// is in no group. A line may state the contrary ("số vẫn còn trên Portal"), which rules
// the cause out, or another thing altogether ("có 2 số, số kia gọi được"), which tells no
// cause, however many words they have in common.

// claims is what a cause says of an aspect: in its answer or, where that says nothing
// of it, in its title.
func (a aspect) claims(t *turn, c *kb.Cause) int {
	if said := a.said(t, answerOf(c)); said != 0 {
		return said
	}
	return a.said(t, c.Title)
}

// stated is what a text says of the state of a thing: 1 that it is so, -1 that it is
// not, 0 nothing. What is wished or asked is no state, nor is that of another thing.
func (a aspect) stated(t *turn, s string) int {
	for _, part := range parts(t, s) {
		line := doneLine(t, part)
		named := a.of == "" || a.isOf(t, line)
		switch {
		case t.meanings(part).Has(intent.HowTo), asksSomething(t, part) && !endsWith(doneLine(t, part), writtenPhrases(t, "contrast_ends")):
			continue // "lấy lại số bị xóa kiểu gì" denies nothing
		case !named && (len(line) > elliptic || a.denies == "" || holdsPhrase(line, writtenPhrases(t, a.of))):
			continue
		case named && a.denies != "" && a.stands(t, a.denies, line) == 1 && !leadsTo(line, writtenPhrases(t, a.denies), 1, writtenPhrases(t, "error_words")): // not "số vẫn còn lỗi"
			return -1
		case soonBehind(t, line, a.affirms, "cleared_words"):
			continue
		}
		switch v := a.stands(t, a.affirms, line); {
		case v < 0, v > 0 && (a.denies != "" || lasts(t, part, line)):
			return v
		}
	}
	return 0
}

// elliptic is how many words a clause has at most that names no thing and is of that
// which is asked about: "hết hạn bị thu hồi".
const elliptic = 6

// isOf reports whether a clause is of the thing that has the state, and not of
// another: neither a customer's nor "số kia".
func (a aspect) isOf(t *turn, line []word) bool {
	return cutSo(line, writtenPhrases(t, a.of), func(_, behind []word) bool {
		return longestHead(firstOf(behind, thingReach), writtenPhrases(t, "customers_words"), writtenPhrases(t, "other_words")) == 0
	})
}

// thingReach is how many words behind a thing say whose or which it is.
const thingReach = 2

// stands reports what a clause says of some words: that they are so, that they are not,
// or nothing. A no of another clause, joined by "nên" or "mà", is not theirs.
func (a aspect) stands(t *turn, key string, line []word) int {
	negators, joints := writtenPhrases(t, "negator_words"), writtenPhrases(t, "clause_words")
	for before, rest := range cuts(line, writtenPhrases(t, key)) {
		for i := len(before) - 1; i >= max(0, len(before)-statedReach) && !among(joints, line[i]); i-- {
			if among(negators, line[i]) {
				return -1
			}
		}
		if len(rest) <= thingReach && endsWith(rest, writtenPhrases(t, "contrast_ends")) {
			return -1 // "có ai xóa đâu"
		}
		return 1
	}
	return 0
}

// statedReach is how many words before a state may deny it: "chưa có bị ai xóa".
const statedReach = 4

// lasts reports whether a clause says that something is so, and does not wish for it:
// "thêm vào nhóm rồi", "đang cho phép gọi ra".
func lasts(t *turn, part string, line []word) bool {
	return endsDone(t, part) || endsWith(doneLine(t, part), writtenPhrases(t, "protest_ends")) || holdsPhrase(line, writtenPhrases(t, "lasting_words"))
}

// allRuledOut reports whether a line rules out every cause of a topic.
func allRuledOut(tp *kb.Topic, denied []int) bool {
	return len(tp.Causes) > 1 && !hasRest(tp) &&
		onlyLeft(tp, denied) < 0 && len(slices.Compact(slices.Sorted(slices.Values(denied)))) == len(tp.Causes)
}

// rulesAllOut reports whether a line rules out every cause that is asked about.
func rulesAllOut(t *turn, s string) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" {
		return false
	}
	_, denied := byAspect(t, tp, s)
	return allRuledOut(tp, denied)
}

// ruledOut reports whether a line states the contrary of a state that a cause claims.
func ruledOut(t *turn, s string) bool {
	return slices.ContainsFunc(aspects(), func(a aspect) bool { return a.state && a.said(t, s) != 0 })
}

// ruleOut says which cause is none, and which is left.
func ruleOut(t *turn, tp *kb.Topic, denied, left int) {
	if no, c := &tp.Causes[denied], &tp.Causes[left]; !foreign(t, c.Lang) && !foreign(t, no.Lang) {
		t.pre(t.T("cause_ruled_out", "cause", no.Title, "left", c.Title))
	}
}

// undescribed keeps what a line tells where it is merely like a cause that calls a
// person, or is a no to something that was not asked: nobody is called for a cause that
// was not told.
func undescribed(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || !callsPerson(tp) || u.says.Ordinal != 0 || u.words.Has(intent.No) {
		return false
	}
	a, ok := t.choose(u)
	i := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return answerOf(&c) == a.label })
	if !ok || i < 0 || !forStaff(&tp.Causes[i]) || tellsCause(t, tp, &tp.Causes[i], u) {
		return false
	}
	noteBesides(t, u)
	return true
}

// faintly keeps what a line tells where it is like a cause by such words alone as stand in
// many lines: "chắc tại trang web chậm quá" is of no page that was loaded anew. Which cause
// it is, is still asked.
func faintly(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || u.says.Ordinal != 0 || named(t, u) || describes(t, u) {
		return false
	}
	if _, plain := signed(t.screen().own(t), sign(u.says)); plain {
		return false
	}
	a, ok := t.choose(u)
	i := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return answerOf(&c) == a.label })
	if !ok || i < 0 || tp.Causes[i].Other || !claimsUnsaid(t, &tp.Causes[i], spelled(t, u.text)) {
		return false
	}
	noteBesides(t, u)
	return true
}

// claimsUnsaid reports whether a cause claims something of which a line has no word.
func claimsUnsaid(t *turn, c *kb.Cause, line []word) (unsaid bool) {
	common := []*phraseList{writtenPhrases(t, "thing_words"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "trial_words"), writtenPhrases(t, "line_words"), writtenPhrases(t, "passive_words")}
	for _, a := range aspects() {
		if a.claims(t, c) != 1 {
			continue
		}
		unsaid = true
		for _, key := range [...]string{a.affirms, a.denies, a.several} {
			if key != "" && slices.ContainsFunc(writtenPhrases(t, key).all, func(p []word) bool {
				return findPhrase(line, p) >= 0 || slices.ContainsFunc(p, func(w word) bool { return !amongAny(w, common...) && slices.ContainsFunc(line, w.is) })
			}) {
				return false
			}
		}
	}
	return unsaid
}

// tellsCause reports whether a line tells a cause in any word of its own, speaks of what
// the causes differ in, or is no more than a no.
func tellsCause(t *turn, tp *kb.Topic, c *kb.Cause, u *utterance) bool {
	if named(t, u) || bareSign(t, u) {
		return true
	}
	line := spelled(t, u.text)
	for _, a := range aspects() {
		switch {
		case a.claims(t, c) == 0:
		case a.said(t, u.text) != 0:
			return true
		case a.state && soonBehind(t, line, a.affirms, "cleared_words"):
			return false // "gỡ Google Dịch ra rồi" removed no number
		}
	}
	return ownWord(t, tp, c, u.text)
}

// bareSign reports whether a line says yes or no, and names nothing.
func bareSign(t *turn, u *utterance) bool {
	if sign(u.says) == 0 {
		return false
	}
	return len(led(spelled(t, u.text), 0, writtenPhrases(t, "negator_words"), writtenPhrases(t, "passive_words"), writtenPhrases(t, "answer_particles"), writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "sure_words"))) == 0
}
