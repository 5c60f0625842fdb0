package dialog

import (
	"time"

	"hotro/internal/chat"
)

// timer acts on time passing: a wait that is over, or silence.
func timer(t *turn) {
	p := &t.st.Place
	if p.Screen == AtWait {
		if s, ok := stepNow(t); ok && !p.Until.After(t.now) {
			waitOver(t, s)
		}
		return
	}
	if due := t.st.Timer; due.IsZero() || due.After(t.now) || alarm(t).IsZero() {
		return
	}
	if !t.st.Nudged {
		t.st.Nudged = true
		t.out.Kind = chat.TurnNudge
		nudge(t)
		return
	}
	t.out.Kind = chat.TurnClosed
	t.st.Place = Place{Screen: AtEnded, Stack: t.aside()}
	t.st.Offer = nil
	t.show(t.T("closing"))
}

// nudge reminds once: of a step by asking for its result, of all else by what
// was asked.
func nudge(t *turn) {
	if t.st.Place.Screen == AtStep {
		askResult(t)
		t.out.Kind = chat.TurnNudge
		return
	}
	t.show(t.T("nudge"), append([]chat.Choice{}, t.st.Offer...)...)
}

// alarm says when the dialog wants to come back by itself.
func alarm(t *turn) time.Time {
	switch p := t.st.Place; {
	case p.Screen == AtWait:
		return p.Until
	case t.screen().idle, t.st.Person:
		return time.Time{}
	case t.st.Nudged:
		return t.now.Add(t.close)
	}
	return t.now.Add(t.nudge)
}
