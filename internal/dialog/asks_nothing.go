package dialog

import (
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// AsksNothing reports whether a line leaves nothing to answer: thanks, a sign, an "ok"
// that answers no question. said is what staff said before it. A question, a fact and
// that it still fails leave something.
func (e *Engine) AsksNothing(st State, l Line, said string) bool {
	s, _ := trim(l.Text)
	if l.Kind != chat.KindText || s == "" {
		return false
	}
	t := e.turn(st, time.Time{})
	defer done(t)
	s = politeness(t, l, s)
	read := reading(t, l, s)
	f := read.Meanings
	switch {
	case read.Result.Code != "" || read.Result.Intent == intent.KindTopic || read.Result.Intent == intent.KindHuman || len(read.Result.Refs)+len(read.Result.BadRefs) > 0:
		return false
	case strings.ContainsAny(s, "?0123456789") || asks(f) || asksSomething(t, s):
		return false
	case leavesSomething(f):
		return false
	case read.Kind || f.Words <= 6 && f.Has(intent.Thanks) || f.Whole(intent.Thanks) || f.Whole(intent.Bye):
		return true
	}
	return (f.Whole(intent.Ack) || f.Whole(intent.Yes)) && !strings.Contains(said, "?") && !asksSomething(t, said)
}

// leavesSomething reports whether a line says, beside politeness, what somebody has to
// see to.
func leavesSomething(f intent.Meanings) bool {
	return f.HasAny(intent.NotSolved, intent.Relapse, intent.Problem, intent.Insult, intent.AnyoneYet, intent.Human, intent.No, intent.Cancel) || f.Denies
}

// Navigates reports whether a line is only a command of the bot's, such as the
// shortcuts of a page send: the menu, all over again, a person.
func (e *Engine) Navigates(st State, l Line) bool {
	s, _ := trim(l.Text)
	if l.Kind != chat.KindText || s == "" {
		return false
	}
	t := e.turn(st, time.Time{})
	defer done(t)
	for _, c := range []chat.Choice{t.human(), t.menuButton(), t.back()} {
		if strings.EqualFold(c.Label, s) {
			return true
		}
	}
	f := reading(t, l, s).Meanings
	return f.Whole(intent.Menu) || f.Whole(intent.Restart) || f.Whole(intent.Human)
}
