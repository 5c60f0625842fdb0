package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// correctedLike is how like a way to give another answer a clause must be to take
// back the answer that was given, where a question of another kind stands open.
const correctedLike = 0.3

// hearCorrection takes another answer to the question that tells causes apart,
// given after that question: "không, ai cũng bị hết" while the role is asked is
// no answer to that. The answer that was taken, or told, is given up.
func hearCorrection(t *turn, u *utterance) bool {
	if !isAt(t, AtRole, AtForward, AtStep, AtWait, AtResult) {
		return false
	}
	tp, ok := subject(t)
	if !ok || t.st.Place.Flow == nil || tp.Ask == "" || tp.Choose != "" || u.res.Code != "" || u.says.Has(intent.Solved) || u.words.Has(intent.Hold) {
		return false
	}
	if t.screen().does && u.act == string(intent.NotThere) {
		return false // "không thấy chỗ cho phép tất cả các nhóm" names what the step names
	}
	if resultOf(t, u) {
		return false // "chia mỗi người một acc rồi vẫn kẹt" tells what came of the step
	}
	if correctsAspect(t, u, tp) {
		t.st.Misses = 0
		return true
	}
	best, at := correctedLike, -1
	for _, c := range clauses(t, u.text) {
		if strings.Count(c.text, " ") < 2 || asks(c.says) || asksSomething(t, c.text) || c.says.Has(intent.NotSolved) || t.mentions("doubt_words", c.text) {
			continue
		}
		likes := make([]float64, len(tp.Causes))
		for i := range tp.Causes {
			_, likes[i] = t.read.Nearest(untitled(t, c.text), slices.Concat([]string{answerOf(&tp.Causes[i])}, tp.Causes[i].Says))
		}
		if i := slices.Index(likes, slices.Max(likes)); likes[i] > best && !tp.Causes[i].Other && knownOf(t, tp, i).sign == 0 && alone(likes, i) && !byExtent(t, &tp.Causes[i]) {
			best, at = likes[i], i
		}
	}
	if at < 0 || !switchCause(t, tp, at, "corrected") {
		return false
	}
	t.st.Misses = 0
	return true
}

// resultOf reports whether a line tells that a step was done and did not help.
func resultOf(t *turn, u *utterance) bool {
	return didIt(t, u) && (u.says.Has(intent.NotSolved) || u.words.Has(intent.NotSolved) || unchanged(t, u.text) || t.mentions("still_words", u.text))
}

// alone reports whether one of some likenesses is clearly more than the others.
func alone(likes []float64, i int) bool {
	for k, l := range likes {
		if k != i && likes[i] < toldLead*l {
			return false
		}
	}
	return true
}

// untitled is a line without what people are called by their work: "trưởng nhóm"
// speaks of no group, and who says "em là trưởng nhóm" tells who he is.
func untitled(t *turn, s string) string {
	var kept []string
	for part := range strings.SplitAfterSeq(s, ",") {
		fields, line := strings.Fields(part), slices.Clone(spelled(t, part))
		being := false
		for p := range writtenPhrases(t, "title_words").near(line) {
			i := findPhrase(line, p)
			if i < 0 || len(fields) != len(line) {
				continue
			}
			being = being || holdsPhrase(lastOf(line[:i], titleReach), writtenPhrases(t, "being_words"))
			fields, line = slices.Delete(fields, i, i+len(p)), slices.Delete(line, i, i+len(p))
		}
		if !being {
			kept = append(kept, fields...)
		}
	}
	return strings.Join(kept, " ")
}

// titleReach is how many words before a title may say that somebody has it.
const titleReach = 2

// yetToCall reports whether a line says that the call is still to be tried, be
// what stands before it "được rồi": "được rồi đó, để mình gọi thử".
func yetToCall(t *turn, u *utterance) bool {
	if u.res.Code == "" && nobodyToCall(t, u.text) {
		return true
	}
	if u.words.Has(intent.NotSolved) || u.res.Code != "" {
		return false
	}
	if t.mentions("yet_to_call_words", u.text) {
		return true
	}
	if slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return callsLater(t, part) || (aboutToCall(t, part) || awaitsCaller(t, part)) && !callWorks(t, u.text)
	}) {
		return true
	}
	if slices.ContainsFunc(parts(t, u.text), func(part string) bool { return !startsHold(t, part) && triedWell(t, part) }) {
		return false // "nhờ bạn tắt rồi, gọi thử được luôn"
	}
	line := spelled(t, u.text)
	for _, rest := range lastCuts(line, writtenPhrases(t, "let_words")) {
		if cutSo(firstOf(rest, letReach), writtenPhrases(t, "call_try_words"), func(before, behind []word) bool {
			return len(behind)+max(0, len(rest)-letReach) <= letReach && !holdsPhrase(before, writtenPhrases(t, "have_words")) // "vừa gọi thử" is over
		}) {
			return !tellsTrial(t, u) || !u.surely(actTelling, intent.Solved)
		}
	}
	return false
}

// nobodyToCall reports whether a line says that no call was tried for want of somebody to
// call: "bật rồi mà chưa có khách để gọi", "chưa gọi được, khách nghỉ trưa".
func nobodyToCall(t *turn, s string) bool {
	if t.mentions("still_words", s) || asksSomething(t, s) {
		return false
	}
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := spelled(t, part)
		if !holdsPhrase(line, writtenPhrases(t, "calling_words")) {
			return false
		}
		if t.words.Lang() != ownTongue {
			return holdsPhrase(line, writtenPhrases(t, "nobody_words"))
		}
		yet := indexAmong(line, writtenPhrases(t, "yet_words"))
		return yet >= 0 && (holdsPhrase(line[yet:], writtenPhrases(t, "nobody_words")) || t.mentions("caller_away_words", s))
	})
}

// tellsTrial reports whether a line ends in what came of the call that it speaks of
// trying: "gạt qua rồi, gọi thử khách nghe luôn".
func tellsTrial(t *turn, u *utterance) bool {
	return partDoes(t, lastPart(t, u.text), actSure, intent.Solved)
}

// callsLater reports whether a clause ends in that its writer calls later: "bận khách
// lát gọi".
func callsLater(t *turn, part string) bool {
	line := doneLine(t, part)
	for _, rest := range lastCuts(line, writtenPhrases(t, "later_words")) {
		if len(rest) > 0 && len(rest) <= calledLater && !postpones(t, part) && holdsPhrase(rest, writtenPhrases(t, "calling_words")) {
			return true
		}
	}
	return false
}

// aboutToCall reports whether a clause says that its writer calls this moment: "giờ em gọi
// cho khách đây". Who goes on calling, or is on the phone, has tried it.
func aboutToCall(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "by_now_words"))
	self := longestHead(line, writtenPhrases(t, "self_words"))
	return self > 0 && longestHead(line[self:], writtenPhrases(t, "calling_words")) > 0 && endsWith(line, writtenPhrases(t, "about_to_ends")) && !mentionsAny(t, part, "next_ends", "managed_ends")
}

// awaitsCaller reports whether a clause waits for what a customer does: "chờ khách bắt máy".
func awaitsCaller(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "self_words"))
	n := longestHead(line, writtenPhrases(t, "await_words"))
	return n > 0 && longestHead(line[n:], writtenPhrases(t, "caller_words")) > 0
}

// calledLater is how many words behind a later time say that a call is made then.
const calledLater = 4

// letReach is how many words behind "để" what is tried begins, and ends the line.
const letReach = 5

// hearTry holds for who is about to try a call, or says that none was tried yet:
// neither tells that one works. Who was taken for done goes back to the step.
func hearTry(t *turn, u *utterance) bool {
	switch at := t.st.Worked; {
	case t.screen().does && (yetToCall(t, u) || foundIt(t, u)):
		t.st.Misses = 0
		aroundAs(t, chat.TurnHold, "try_call")
	case t.st.Place.Screen == AtSolved && at != nil && at.Flow != nil && yetToCall(t, u):
		t.st.Last, t.st.Worked = nil, nil
		t.goTo(at.clone())
		t.out.Kind = chat.TurnHold
		t.pre(t.T("misheard"))
		t.show(t.T("try_call"), results(t, false)...)
	default:
		return false
	}
	return true
}

// foundIt reports whether a line says that what the step names was found, or
// that it was a slip: "à thấy rồi, nãy bấm nhầm".
func foundIt(t *turn, u *utterance) bool {
	if u.says.Denies || asksSomething(t, u.text) || u.words.Has(intent.NotSolved) || u.words.Has(intent.Solved) || t.mentions("still_words", u.text) || callWorks(t, u.text) || slipOver(t, u) || u.res.Code != "" || t.mentions("return_words", u.text) {
		return false
	}
	return t.mentions("slip_words", u.text)
}
