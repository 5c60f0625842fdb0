package dialog

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// solvedScreen asks for a rating.
func solvedScreen() *screen {
	return &screen{may: atRating(), show: showRate, hear: hearRating, idle: true}
}

func showRate(t *turn) {
	t.out.Kind = chat.TurnRate
	t.show(t.T("rate"), rates(t)...)
}

// solved ends the flow well.
func solved(t *turn) {
	if t.st.Place.Screen == AtOffer && !leadsBack(t) {
		toBehind(t) // the offer was the end of that walk
	}
	t.note(chat.StepSolved)
	if tp, ok := subject(t); ok {
		t.out.Topic = tp.ID
	}
	p := &t.st.Place
	at := p.clone()
	for p.Flow != nil && len(p.Stack) > 0 {
		tp, ok := t.topic(p.Flow.Topic)
		if ok && !tp.Extra {
			break
		}
		popFlow(t) // what an article solved, solves what it was opened for
	}
	t.out.Kind = chat.TurnSolved
	if n := len(p.Stack); n > 0 {
		offerResume(t, t.T(solvedWord(t)))
		return
	}
	t.out.Solved = !t.st.Person
	t.out.Cancel = t.st.Person
	last, word := p.clone().Flow, solvedWord(t)
	t.goTo(Place{Screen: AtSolved})
	t.st.Back, t.st.Last, t.st.Worked = nil, last, &at
	t.pre(t.T(word))
	if t.st.Person {
		t.show("", t.menuButton())
		return
	}
	showRate(t)
	t.out.Kind = chat.TurnSolved
}

// solvedWord is how the end is welcomed: who told of no call that failed is not
// told that calls work.
func solvedWord(t *turn) string {
	if _, ok := subject(t); !ok && t.heard != nil && !callWorks(t, t.heard.text) {
		return "solved_else"
	}
	return "solved"
}

func rates(t *turn) []chat.Choice {
	var c []chat.Choice
	for i := 1; i <= 5; i++ {
		n := strconv.Itoa(i)
		c = append(c, chat.Choice{Data: "rate:" + n, Label: t.T("rate_" + n)})
	}
	return append(c, chat.Choice{Data: "rate:skip", Label: t.T("skip_button")})
}

// takeRate takes a score, then asks for a free word.
func takeRate(t *turn, s string) {
	if walking(t) || t.st.Person || t.st.Place.Screen == AtStart {
		stale(t, "") // of a matter that is over
		return
	}
	t.out.Kind = chat.TurnRate
	if s == "skip" {
		rated(t)
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 5 {
		stale(t, "")
		return
	}
	t.out.Rate = &chat.Rating{Score: n, At: t.now}
	t.goTo(Place{Screen: AtComment, Stack: t.st.Place.Stack})
	showComment(t)
}

func rated(t *turn) {
	t.out.Kind = chat.TurnRate
	t.goTo(Place{Screen: AtSolved})
	t.show(t.T("rate_thanks"), t.menuButton())
}

// hearRating takes a score in any words, a free word, or none of it. "Lại bị"
// takes the solution back.
func hearRating(t *turn, u *utterance) bool {
	if u.fresh || another(t, u) && !(asksWhy(t, u) && u.res.Score < leaveSure) {
		return false
	}
	if anotherHasIt(t, u) {
		beginsAgain(t, u, t.st.Last.Topic)
		return true
	}
	if neverSolved(t, u) || hearAfter(t, u) {
		return true
	}
	comment := t.st.Place.Screen == AtComment
	verdict, score := Judge(t.words, u.text, intent.Reading{Result: u.res, Meanings: u.says, Acts: heardAs(t, u.text).Acts}, comment)
	switch verdict {
	case Recurred:
		return misheard(t, u) || relapse(t)
	case Declined:
		rated(t)
	case Scored:
		takeRate(t, strconv.Itoa(score))
		if r := t.out.Rate; r != nil && chat.Regretted(score) && u.says.Words > numberWords {
			r.Comment = text.Brief(u.text, 500) // what is blamed is worth more to staff than the number
		}
	case Commented:
		takeComment(t, u.text)
	case Thanked:
		if n, again := scoreNumber(t.words, spell(u.text)); comment && again {
			takeRate(t, strconv.Itoa(n)) // "cám ơn em, 5" thinks better of the score
		} else if comment {
			rated(t)
		}
		return comment
	default:
		return afterwards(t, u)
	}
	return true
}

// numberWords is how many words a line has that is a score and no more: "một điểm".
const numberWords = 2

// hearScore takes a rating in so many words where none was asked for: who took back a
// request may still rate the help, and who rates in the midst of a walk by a figure is
// thanked and asked whether calls work, or offered a person.
func hearScore(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if walking(t) && (at != AtStep && at != AtResult || !strings.ContainsAny(u.text, "12345")) || t.st.Person || u.says.Words > 6 || u.res.Code != "" || !t.mentions("rate_units", u.text) && !outOfRated(t, u.text) {
		return false
	}
	n, ok := scoreOf(t.words, u.text, spelled(t, u.text))
	switch {
	case !ok:
	case at == AtStart, walking(t) && chat.Regretted(n):
		rateUnasked(t, n)
	case walking(t): // praise before it was said that calls work
		t.out.Rate = &chat.Rating{Score: n, At: t.now}
		t.pre(t.T("rate_thanks"))
		askResult(t)
	default:
		takeRate(t, strconv.Itoa(n))
	}
	return ok
}

// outOfRated reports whether a line rates by a fraction: "chấm 4/5".
func outOfRated(t *turn, s string) bool {
	_, ok := outOf(s)
	return ok && t.mentions("rate_fraction_verbs", s)
}

// rateUnasked takes a rating with which a talk begins: with thanks, or an apology and
// the offer of a person.
func rateUnasked(t *turn, n int) {
	t.out.Kind, t.out.Rate = chat.TurnRate, &chat.Rating{Score: n, At: t.now}
	if chat.Regretted(n) {
		t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: WhyAsked})
		t.show(t.T("rate_sorry_start"), append(t.buttons(), t.menuButton())...)
		return
	}
	t.show(t.T("rate_thanks_start"), t.menuButton(), t.human())
}

// another reports whether a line is surely about another error than the one
// that was solved.
func another(t *turn, u *utterance) bool {
	sure := u.res.Score >= likely || !u.words.Has(intent.NotSolved)
	return u.res.Intent == intent.KindTopic && sure && t.st.Last != nil && t.st.Last.Topic != u.res.Topic && !u.words.Has(intent.Relapse)
}

// asksWhy reports whether a line asks for a reason.
func asksWhy(t *turn, u *utterance) bool {
	return u.words.Has(intent.Why) || t.mentions("why_words", u.text)
}

// afterwards meets a question about what was solved: nobody but a person knows
// whether it stays so.
func afterwards(t *turn, u *utterance) bool {
	line := spelled(t, u.text)
	future, reason := aboutFuture(t.words, u.text, line), asksReason(t.words, line) || asksWhy(t, u) && !u.words.Has(intent.NotSolved) && u.res.Score < leaveSure
	if u.words.Has(intent.Solved) && callWorks(t, u.text) && !u.words.Has(intent.NotSolved) && !u.words.Has(intent.Relapse) && u.res.Code == "" {
		t.pre(t.T("solved"))
		showRate(t)
		t.out.Kind = chat.TurnSolved
		return true
	}
	if reason && u.res.Code == "" && !u.words.Has(intent.Relapse) && !u.words.Has(intent.Human) {
		t.out.Kind = chat.TurnPassedOn
		t.show(t.T("after_why"), besideRating(t)...)
		return true
	}
	if u.res.Code != "" || !future && !wonders(t, u.text) || u.words.Has(intent.Human) || u.says.Has(intent.AreYouBot) {
		return false
	}
	if last := t.st.Last; u.res.Intent == intent.KindTopic && (last == nil || u.res.Topic != last.Topic) {
		return false
	}
	t.out.Kind = chat.TurnPassedOn
	if future && mention(t.words, "write_here_words", line) {
		t.show(t.T("after_write"), t.menuButton())
		return true
	}
	t.show(t.T("after_question"), besideRating(t)...)
	return true
}

// misheard goes on where the walk was when it was taken for solved, and a call
// had never worked: that was our mistake, not a relapse.
func misheard(t *turn, u *utterance) bool {
	at := t.st.Worked
	if at == nil || at.Flow == nil || t.st.Place.Screen != AtSolved || u.says.Has(intent.Relapse) || t.mentions("again_words", u.text) || !t.mentions("never_worked_words", u.text) {
		return false
	}
	t.st.Last, t.st.Worked = nil, nil
	t.goTo(at.clone())
	t.pre(t.T("misheard"))
	failed(t)
	return true
}

// neverSolved goes back to where no error was known yet, when the line that was just
// taken for the end of the matter is said to be none: there is no step to come back to.
func neverSolved(t *turn, u *utterance) bool {
	at := t.st.Worked
	h, ok := lastHeard(t)
	if !ok || at == nil || at.Flow != nil || t.st.Place.Screen != AtSolved || !strings.HasPrefix(h.Took, chat.TurnSolved+" ") {
		return false
	}
	if !u.says.Denies && !u.words.Has(intent.NotSolved) && !t.mentions("still_words", u.text) && !u.surely(actSure, intent.NotSolved, intent.Problem) || u.words.Has(intent.Solved) && !t.mentions("still_words", u.text) {
		return false
	}
	t.st.Last, t.st.Worked = nil, nil
	t.goTo(at.clone())
	keepDetail(t, u.text)
	t.pre(t.T("misheard"))
	t.again()
	t.out.Kind = chat.TurnAsk
	return true
}

// relapse goes back to the step that had solved it: what was switched off may
// have come on again. What comes after it is for when that does not help.
func relapse(t *turn) bool {
	if t.st.Last == nil {
		return false
	}
	at := Place{Flow: t.st.Last}
	if t.st.Worked != nil && t.st.Worked.Flow != nil {
		at = Place{Flow: t.st.Worked.Flow, Stack: t.st.Worked.Stack}
	}
	forOthers := t.st.Worked != nil && t.st.Worked.Screen == AtForward
	at.Screen, t.st.Last, t.st.Worked = AtStep, nil, nil
	t.goTo(at)
	t.pre(t.T("relapse"))
	if forOthers { // the user could not do it then, either
		forwardNow(t)
		t.out.Kind = chat.TurnRelapse
		return true
	}
	showStep(t)
	if t.out.Kind == chat.TurnStep || t.out.Kind == chat.TurnForward {
		t.out.Kind = chat.TurnRelapse
	}
	return true
}
