package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A word that orders something may stand in a line that tells something: "không cần
// nhân viên, sửa lỗi micro giúp", "lỗi khác nhé: micro", "để em gõ: FROM_…". What
// else the line tells is the matter; the order only leads to it.

// hearBeyond hears what a line tells beside a clause that wants no person, or
// another error: the matter is taken up there.
func hearBeyond(t *turn, u *utterance) bool {
	if t.st.Person || t.st.Place.Screen == AtPerson || u.res.Code != "" || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	all, f := parts(t, u.text), u.words
	if len(all) < 2 || !t.mentions("other_error_words", u.text) && !u.says.Has(intent.Menu) && !u.says.Has(intent.NotHuman) && !f.Refuses(intent.Human) && !f.Has(intent.Cancel) && !t.mentions("nobody_refusers", u.text) {
		return false // by its words alone: most lines are read once
	}
	var rest []string
	refuses, leads := false, false
	for _, part := range all {
		part = strings.TrimSpace(part)
		switch f := t.meanings(part); {
		case f.Refuses(intent.Human), f.Has(intent.NotHuman), f.Denies && f.Has(intent.Cancel), refusesCall(t, part):
			refuses = true
		case f.Whole(intent.Menu), t.mentions("other_error_words", part) && f.Words <= anotherWords:
			leads = true
		case part != "":
			rest = append(rest, part)
		}
	}
	told := strings.Join(rest, ", ")
	if !refuses && !leads || told == "" || !tellsMatter(t, told, leads) {
		return false
	}
	t.st.Refused = t.st.Refused || refuses
	listenTo(t, u, told)
	return true
}

// anotherWords is how many words a clause has at most that says no more than that
// another error is meant: "dạ giờ em bị lỗi khác".
const anotherWords = 7

// tellsMatter reports whether words tell an error that is not the present one, or a
// thing that the documents show how to do. Behind "lỗi khác" any reading will do.
func tellsMatter(t *turn, s string, another bool) bool {
	r := heardAs(t, s).Result
	switch {
	case walking(t) && (same(t, r.Topic) || !another && r.Intent != intent.KindTopic):
		return false
	case r.Intent == intent.KindTopic:
		return true
	}
	return r.Partial || articleFor(t, s, nil, askedSo) != nil || r.Intent == intent.KindAsk && len(r.Candidates) > 0 && r.Candidates[0].Score >= newClue
}

// commandsOnly reports whether nothing but an order is in a line that holds one: it
// tells no code, be it a part of one, and no other error. In a walk the words have to
// be as sure as those that leave it: "f5 rồi nha" is like more than one error.
func commandsOnly(t *turn, u *utterance) bool {
	r := u.res
	return r.Code == "" && !r.Partial && !strings.Contains(u.text, "_") && !surelyAnother(t, r) || walking(t) && r.Intent == intent.KindTopic && !leaves(t, u)
}

// unreported reads a line by what somebody of the user's own staff reports in it:
// "nhân viên chị than bấm gọi không ra" asks for nobody.
func unreported(t *turn, u *utterance) {
	likely := u.res.MaybeHuman || u.res.Intent == intent.KindHuman || u.says.Has(intent.NotHuman)
	if !likely || u.words.Has(intent.Human) || u.words.Has(intent.NotHuman) {
		return
	}
	for _, part := range parts(t, u.text) {
		rest := reportOf(t, part)
		if rest == "" {
			rest = troubleOf(t, part)
		}
		if rest != "" {
			u.res, u.wants = heardAs(t, rest).Result, false
			u.without(intent.NotHuman)
			return
		}
	}
}

// reporterReach is how many words may stand between staff and what they say.
const reporterReach = 4

// reportOf is what a clause says that staff of the user's firm say, "" for none.
func reportOf(t *turn, part string) string {
	line := spelled(t, part)
	if fieldCount(part) != len(line) {
		return ""
	}
	for before, after := range cuts(line, writtenPhrases(t, "own_staff_words")) {
		if len(before) > reporterReach {
			continue
		}
		verb, i := soonest(after, reporterReach, writtenPhrases(t, "report_verbs"))
		if verb == nil || len(after) <= i+len(verb)+1 {
			continue
		}
		return afterWord(part, len(line)-len(after)+i+len(verb))
	}
	return ""
}

// troubleOf is what a clause says that goes wrong for staff of the user's firm, "" for
// none: "máy nhân viên không gọi được". That nobody answers is no such thing.
func troubleOf(t *turn, part string) string {
	line := spelled(t, part)
	if fieldCount(part) != len(line) || asksSomething(t, part) {
		return ""
	}
	for before, behind := range cuts(line, writtenPhrases(t, "own_staff_words")) {
		if len(before) > reporterReach {
			continue
		}
		rest := afterWord(part, len(line)-len(behind))
		if rest == "" || t.mentions("staff_duty_words", rest) {
			return ""
		}
		r := heardAs(t, rest)
		f, known := r.Meanings, r.Result.Intent == intent.KindTopic || r.Result.Intent == intent.KindAsk
		if known && (f.Denies || f.Has(intent.NotSolved) || f.Has(intent.Problem) || t.mentions("error_words", rest) || t.mentions("fault_words", rest)) {
			return rest
		}
	}
	return ""
}

// hearEnough stops for today who gives up and comes back another time, or needs
// nothing more, where only a detail is asked for: to him it is no detail skipped.
func hearEnough(t *turn, u *utterance) bool {
	if walking(t) && !t.st.Person && u.res.Code == "" && (asksNoMore(t, lastPart(t, u.text)) || calledBack(t, u)) {
		stop(t)
		return true
	}
	if !t.screen().collects() || u.res.Code != "" || u.fresh || asksSomething(t, u.text) || len(factsIn(t, u.text)) > 0 {
		return false
	}
	all := parts(t, u.text)
	later := slices.ContainsFunc(all, func(part string) bool { return postpones(t, part) }) && (t.mentions("give_over_words", u.text) || u.words.Has(intent.Skip))
	if !later && !t.mentions("need_no_more_words", u.text) {
		return false
	}
	stop(t)
	t.out.Kind = chat.TurnStop
	return true
}

// asksNoMore reports whether a clause says that its writer asks, needs or calls no more:
// "em không hỏi gì nữa đâu".
func asksNoMore(t *turn, part string) bool {
	line := spelled(t, part)
	if asksSomething(t, part) || !holdsPhrase(line, writtenPhrases(t, "any_more_ends")) {
		return false
	}
	for before, behind := range cuts(line, writtenPhrases(t, "calling_words")) {
		whom := holdsPhrase(behind, writtenPhrases(t, "caller_words")) || holdsPhrase(before, writtenPhrases(t, "give_over_words"))
		if endsWith(before, writtenPhrases(t, "negator_words")) && whom && !holdsPhrase(behind, writtenPhrases(t, "managed_ends")) {
			return true // "không gọi khách ấy nữa" wants no way to
		}
	}
	return leadsTo(line, writtenPhrases(t, "negator_words"), enoughReach, writtenPhrases(t, "enough_verbs"))
}

// calledBack reports whether a line says with thanks that the customer has called meanwhile:
// nobody needs to call him any more.
func calledBack(t *turn, u *utterance) bool {
	return u.words.Has(intent.Thanks) && !u.words.Has(intent.NotSolved) && slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := headless(t, spelled(t, part))
		n := longestHead(line, writtenPhrases(t, "caller_words"))
		return n > 0 && longestHead(led(line[n:], 1, writtenPhrases(t, "have_words")), writtenPhrases(t, "calling_words")) > 0 && endsDone(t, part)
	})
}

// enoughReach is how many words behind a negator say what is not done any more.
const enoughReach = 2

// tellsOfMatter reports whether a line that is merely like an order tells something
// of the error under way: "em lỡ tay bấm f5" is no slip in this talk.
func tellsOfMatter(t *turn, u *utterance) bool {
	if !walking(t) {
		return false
	}
	_, named := findTerm(t, u.text)
	return named || u.res.Intent == intent.KindTopic && u.res.Score >= likely && same(t, u.res.Topic)
}

// triedInVain reports whether a line says that the page was loaded anew as a cure that
// did not help: that is no cause of the error, as doing so during a call would be.
func triedInVain(t *turn, s string) bool {
	return t.mentions("reloaded_words", s) && aspect{affirms: "reloaded_words"}.said(t, s) == 1 && !t.mentions("during_words", s) && !t.mentions("mishap_words", s) &&
		(t.mentions("still_words", s) || t.meanings(s).Has(intent.NotSolved))
}

// uncured takes from a line what only the cure that was tried in vain makes of it:
// "f5 rồi vẫn đơ" names no error.
func uncured(t *turn, u *utterance) {
	if u.res.Code != "" || u.res.Intent != intent.KindTopic || walking(t) || !triedInVain(t, u.text) {
		return
	}
	var rest []string
	for _, f := range strings.Fields(u.text) {
		if !t.mentions("reloaded_words", f) {
			rest = append(rest, f)
		}
	}
	u.res = heardAs(t, strings.Join(rest, " ")).Result
}
