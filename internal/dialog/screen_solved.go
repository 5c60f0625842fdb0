package dialog

import (
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// solvedScreen asks for a rating.
func solvedScreen() screen { return screen{show: showMenu, hear: hearAfter, idle: true} }

// solved ends the flow well.
func solved(t *turn) {
	t.note(chat.StepSolved)
	if tp, ok := subject(t); ok {
		t.out.Topic = tp.ID
	}
	p := &t.st.Place
	for p.Flow != nil && len(p.Stack) > 0 {
		tp, ok := t.topic(p.Flow.Topic)
		if ok && !tp.Extra {
			break
		}
		popFlow(t) // what an article solved, solves what it was opened for
	}
	t.out.Kind = "solved"
	if n := len(p.Stack); n > 0 {
		offerResume(t, t.T("solved"))
		return
	}
	t.out.Solved = !t.st.Person
	t.out.Cancel = t.st.Person
	t.goTo(Place{Screen: AtSolved})
	t.st.Back = nil
	t.pre(t.T("solved"))
	if t.st.Person {
		t.show("", t.menuButton())
		return
	}
	t.show(t.T("rate"), rates(t)...)
}

func rates(t *turn) []chat.Choice {
	var c []chat.Choice
	for i := 1; i <= 5; i++ {
		n := strconv.Itoa(i)
		c = append(c, chat.Choice{Data: "rate:" + n, Label: t.T("rate_" + n)})
	}
	return c
}

// takeRate takes a score, then asks for a free word.
func takeRate(t *turn, s string) {
	t.out.Kind = "rate"
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
	t.show(t.T("rate_comment", "skip", t.T("skip_button")), chat.Choice{Data: "rate:skip", Label: t.T("skip_button")})
}

func rated(t *turn) {
	t.out.Kind = "rate"
	t.goTo(Place{Screen: AtSolved})
	t.show(t.T("rate_thanks"), t.menuButton())
}

func hearAfter(t *turn, u *utterance) bool {
	switch {
	case u.says.Has(intent.NotSolved):
		showMenu(t)
	case t.st.Place.Screen == AtComment && (u.says.Whole(intent.No) || t.says("skip_words", u.text)):
		rated(t)
	case t.st.Place.Screen == AtComment && u.res.Intent == intent.KindNone && !u.says.Whole(intent.Greeting):
		takeComment(t, u.text)
	default:
		return false
	}
	return true
}
