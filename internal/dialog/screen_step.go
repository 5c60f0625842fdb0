package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// stepScreen shows an instruction and asks what became of it.
func stepScreen() *screen {
	return &screen{may: atStep(), show: showStep, answers: resultAnswers, hear: hearResult, does: true, waits: "step"}
}

// resultAnswers are what an instruction may come to. That a call works is asked
// for in so many words.
func resultAnswers(t *turn) []answer {
	return []answer{
		{verb: "ok", label: t.T("solved_button"), do: solved, hinted: askResult, sign: 1},
		{verb: "no", label: t.T("failed_button"), do: failed, sign: -1},
		{verb: "next", label: t.T("next_button"), do: otherWay},
	}
}

func failed(t *turn) { goOn(t, chat.StepFailed) }

// otherWay is for a step that could not be done as it is written.
func otherWay(t *turn) {
	t.out.Kind = chat.TurnMore
	goOn(t, chat.StepSkipped)
}

// wayLeft reports whether the walk has another step for the same thing behind the
// present one: who asks for a lasting way gets that.
func wayLeft(t *turn) bool {
	f := t.st.Place.Flow
	if f == nil {
		return false
	}
	steps, _, _ := t.steps()
	return f.Step+1 < len(steps) && steps[f.Step+1].Kind == kb.Do && steps[f.Step+1].Walk == ""
}

func showDo(t *turn, s *kb.Step, more bool) {
	if done := doneBefore(t, s); done != "" {
		t.pre(t.T("step_done_before"))
		t.st.Place.Screen = AtStep
		goOn(t, chat.StepFailed)
		return
	}
	if toldAlready(t, s) {
		t.pre(t.T("in_order"))
		t.st.Place.Screen = AtStep
		goPast(t, chat.StepFailed)
		return
	}
	if unseenAlready(t, s) {
		t.st.Place.Screen = AtStep
		goOn(t, chat.StepSkipped)
		return
	}
	if t.st.Place.Screen != AtStep {
		t.at(AtStep)
	} else {
		t.st.Turn++
	}
	t.out.Kind = chat.TurnStep
	preStep(t, s)
	t.show(s.Text, results(t, more, s.Links...)...)
}

// hearResult reads what became of an instruction. Only a working call is
// taken for solved; "vẫn" and "rồi mà" are the contrary. Words that say it in
// passing count when they are not surely about another topic.
func hearResult(t *turn, u *utterance) bool {
	f, loose := u.says, about(t, u) || stillHere(t, u)
	says := func(m intent.Meaning) bool { return f.Whole(m) || (loose && f.Has(m)) || f.Strength(m) >= 0.4 }
	switch {
	case u.phone && useTrait(t, u.trait):
	case t.st.Place.Screen == AtWait && intermittent(t, u):
		failed(t)
	case givesUp(t, u):
		stop(t)
	case f.Has(intent.NotAdmin) && loose:
		forwardNow(t)
	case f.Has(intent.IsAdmin) && loose && t.st.Place.Screen == AtForward:
		takeRole(t, roleAdmin)
	case t.mentions("other_way_words", u.text) && f.Has(intent.NotSolved):
		failed(t)
	case t.mentions("other_way_words", u.text), t.mentions("for_good_words", u.text) && (asks(f) || asksSomething(t, u.text) || t.mentions("show_me_words", u.text)) && wayLeft(t):
		otherWay(t)
	case f.Deaf.Us && !f.Deaf.Them && loose: // "khách nghe rồi mà em không nghe khách"
		offerPerson(t, WhyOutside, t.T("works_but"))
	case onlyUnheard(t, u):
		confirmTopic(t)
	case f.Deaf.Them && loose && !asks(f):
		failed(t)
	case callWorks(t, u.text) && loose && !f.Has(intent.NotSolved) && !asksSomething(t, u.text) && stillAmiss(t, u):
		offerPerson(t, WhyOutside, t.T("works_but"))
	case asksWhy(t, u) && compares(t, u): // "máy kia gọi được, vì sao" has the fault still
		return false
	case loose && worksAndAsks(t, u):
	case f.Has(intent.Solved) && !f.Whole(intent.Solved) && len(parts(t, u.text)) > 1 && asksSomething(t, lastPart(t, u.text)):
		return false // "bấm được rồi, bỏ nó hả" is done, and asks
	case deniesPart(t, u.text) && !didIt(t, u) && !unchanged(t, u.text), tellsDevice(t, u), u.guess && howOften(t, u.text) && !callWorks(t, u.text) && !unchanged(t, u.text):
		return false
	case unseen(t, u), lacksPlace(t, u):
		notThere(t)
	case says(intent.NotThere) && f.Strength(intent.NotThere) >= f.Strength(intent.NotSolved):
		notThere(t)
	case u.trait != "" && f.Words <= 6 && !f.Has(intent.NotSolved) && useTrait(t, u.trait):
	case u.trait == "" && f.Words <= optionWords && tellsOption(t, u):
	case t.mentions("works_words", u.text) && !t.mentions("what_now_words", u.text) && loose && !asks(f) && !questions(t, u.text) && !f.Denies && !t.mentions("still_words", u.text) && !holds(t, u):
		solved(t)
	case holds(t, u) && !t.mentions("still_words", u.text):
		return false
	case says(intent.NotSolved) && supposed(t, u.text) && asksSomething(t, u.text) && sayNew(t, t.T("next_try")):
	case says(intent.NotSolved) && notYetTried(t, u):
		t.out.Kind = chat.TurnHold
		t.around("hold")
	case says(intent.NotSolved) && !asks(f) && overFor(t, u):
		pass(t, chat.StepFailed, func(s *kb.Step) bool { return goneFor(t, u, s) })
	case !fails(u.act) && len(parts(t, u.text)) > 1 && !asksSomething(t, u.text) && t.mentions("calling_words", lastPart(t, u.text)) && !t.mentions("still_words", lastPart(t, u.text)) && tellsTrial(t, u):
		solved(t)
	case says(intent.NotSolved) && !asks(f) && didIt(t, u):
		goPastOthers(t, chat.StepFailed)
	case says(intent.NotSolved) && !asks(f):
		failed(t)
	case missing(t, u):
		goPast(t, chat.StepSkipped)
	case u.guess && tagged(t, u.text) && t.mentions("confirm_heads", u.text):
		return false // "thế là phòng khác cũng gọi được luôn à" asks back
	case says(intent.Solved) && !asks(f) && !inquires(t, u) && !t.mentions("how_long_words", u.text):
		worked(t, u)
	case answersWell(t, u) && loose:
		solved(t)
	case soundsFine(t, u) && loose && !figures(t, u):
		askResult(t)
	case f.Whole(intent.No) && !holds(t, u):
		failed(t)
	case t.says("next_words", u.text):
		goOn(t, chat.StepDone)
	case f.Whole(intent.Skip), f.Strength(intent.Skip) >= 0.5:
		stop(t)
	case loose && f.Has(intent.WhereID) && !f.Has(intent.HowTo):
		where(t)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// notYetTried reports whether a line says no more than that a call is still to be made:
// "chưa, để em gọi".
func notYetTried(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	first := t.meanings(all[0])
	return len(all) > 1 && first.Whole(intent.No) && first.Whole(intent.NotSolved) && !slices.ContainsFunc(all[1:], func(part string) bool { return !startsHold(t, part) })
}

// stillHere reports whether a line that is like another error says no more than that the
// present one is still there: "hai đứa đó vẫn hiện y dòng cũ".
func stillHere(t *turn, u *utterance) bool {
	return !elsewhere(t, u) && u.surely(actFirm, intent.NotSolved) && leadsTo(spelled(t, u.text), writtenPhrases(t, "still_words"), stillReach, writtenPhrases(t, "error_words")) && !calledBy(t, u.text, u.res.Topic)
}

// stillReach is how many words behind "vẫn" may say that the error shows.
const stillReach = 2

// unseen reports whether a line says that something is not to be seen, by the
// word it ends in: "có thấy chỗ đó đâu".
func unseen(t *turn, u *utterance) bool {
	if u.says.Has(intent.Solved) || u.says.Has(intent.NotSolved) || !t.mentions("see_words", u.text) {
		return false
	}
	return slices.ContainsFunc(clauses(t, u.text), func(c clause) bool {
		w := strings.Fields(fold(c.text))
		return len(w) > 2 && w[len(w)-1] == "dau" && w[0] != "dau" && t.mentions("see_words", c.text)
	})
}

// lacksPlace reports whether one clause of several says that there is no such place as
// the step names: "win 7 làm gì có mục đó, mà tai nghe lỏng lẻo".
func lacksPlace(t *turn, u *utterance) bool {
	if u.says.Has(intent.Solved) || u.says.Has(intent.NotSolved) || asks(u.says) || asksSomething(t, u.text) || len(parts(t, u.text)) < 2 {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		return slices.ContainsFunc(writtenPhrases(t, "none_words").all, func(p []word) bool {
			at := findPhrase(line, p)
			return at >= 0 && holdsPhrase(line[at+len(p):min(len(line), at+len(p)+lackedReach)], writtenPhrases(t, "lacked_place_words"))
		})
	})
}

// lackedReach is how many words behind "không có" name a place that is not there.
const lackedReach = 3

// goPast goes on past the steps for those who do not see what the present one
// names: who looked there and found nothing to do does see it.
func goPast(t *turn, result string) {
	pass(t, result, func(s *kb.Step) bool { return t.mentions("unseen_step_words", chat.Plain(s.Text)) })
}

// goPastOthers goes on past those of them that send the user to somebody else:
// who did the step, or saw what is there, needs nobody for it.
func goPastOthers(t *turn, result string) {
	pass(t, result, func(s *kb.Step) bool {
		text := chat.Plain(s.Text)
		return t.mentions("unseen_step_words", text) && t.mentions("own_words", text)
	})
}

// pass goes on past some of the steps that follow the present one.
func pass(t *turn, result string, past func(*kb.Step) bool) {
	t.note(result)
	steps, _, _ := t.steps()
	f := t.st.Place.Flow
	for f.after(len(steps)) < len(steps) && past(&steps[f.after(len(steps))]) {
		f.next(len(steps))
		result = chat.StepSkipped
	}
	goOn(t, result)
}

// didIt reports whether a line says that the step was done.
func didIt(t *turn, u *utterance) bool {
	if u.says.Already || u.words.Already || u.words.Has(intent.Done) || slices.ContainsFunc(parts(t, u.text), func(p string) bool { return endsDone(t, p) && !assents(t, p) }) {
		return true
	}
	line, done, have := spelled(t, u.text), writtenPhrases(t, "done_ends"), writtenPhrases(t, "have_words")
	for i := range line[:max(0, len(line)-1)] {
		next := line[i+1 : i+2]
		if among(done, line[i]) && holdsPhrase(next, writtenPhrases(t, "still_words")) ||
			among(have, line[i]) && holdsPhrase(next, writtenPhrases(t, "did_words")) {
			return true // "tách rồi vẫn kẹt", "đã gỡ mà …"
		}
	}
	return false
}

// missing reports whether a line denies what the step speaks of: "không có số
// đó trong danh sách". Then there is nothing to do at it.
func missing(t *turn, u *utterance) bool {
	f := u.says
	if sign(f) >= 0 || f.Words < 3 || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return endsDone(t, part) && t.mentions("did_words", part) }) || asks(f) || asksSomething(t, u.text) || f.Has(intent.Unsure) || f.Has(intent.Solved) || f.Has(intent.Hold) || holds(t, u) {
		return false
	}
	return touches(t, u)
}

// noWayIn reports whether the line being answered says that a menu on the path of the
// present step is not there: who has no settings has no rights. The last of the path is
// where something is changed, and may be empty.
func noWayIn(t *turn) bool {
	s, ok := stepNow(t)
	if t.heard == nil || !ok {
		return false
	}
	path, ok := pathOf(s.Text)
	if !ok {
		return false
	}
	last := len(strings.Split(path, "→")) - 1
	line := spelled(t, t.heard.text)
	in := func(names []string) bool {
		return len(names) == last+1 && slices.ContainsFunc(names[:last], func(n string) bool { return findPhrase(line, spell(n)) >= 0 }) && findPhrase(line, spell(names[last])) < 0
	}
	if in(strings.Split(path, "→")) {
		return true
	}
	_, behind, _ := strings.Cut(s.Text, "**"+path+"** (") // what it says in the language of the text
	translated, _, _ := strings.Cut(behind, ")")
	return in(strings.Split(translated, ","))
}

// pathOf is the menu path that a step names in bold.
func pathOf(s string) (string, bool) {
	if all := pathsOf(s); len(all) > 0 {
		return all[0], true
	}
	return "", false
}

// notThere is for those who do not find what the step names: another way if
// the document has one, else what an admin is told, else the article.
func notThere(t *turn) {
	steps, cause, tp := t.steps()
	f := t.st.Place.Flow
	own := tp != nil && tp.Choose != "" // the user's browser or system: no admin of the company sees more there
	if !own && t.st.Role != roleAdmin && noWayIn(t) {
		t.st.Role = roleUser
	}
	switch {
	case f.Step < len(steps) && (gated(&steps[f.Step], cause) && t.st.Role != roleAdmin || t.st.Role == roleUser && !own),
		!own && (supposedAdmin(t) || samePath(t) && (t.st.Role != roleAdmin || f.Asked > 0)):
		t.st.Role = roleUser // what is missing in a menu is missing for want of rights
		forwardNow(t)
	case !own && samePath(t):
		f.Asked++
		path, _ := pathOf(steps[f.Step].Text)
		t.out.Kind = chat.TurnHow
		t.show(pathText(t, path), t.st.Offer...)
	case f.after(len(steps)) < len(steps):
		otherWay(t)
		if t.out.Kind == chat.TurnStep {
			t.out.Kind = chat.TurnMore
		}
	case linked(t) != "":
		showArticle(t, linked(t))
	case f.Asked > 0:
		failed(t)
	default:
		f.Asked++
		t.out.Kind = chat.TurnMore
		t.around("not_there")
	}
}
