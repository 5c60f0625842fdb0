package dialog

import (
	"strconv"
	"time"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// showWait starts the step's timer, or shows the one that runs.
func (t *turn) showWait(s *kb.Step) {
	p := &t.st.Place
	if p.Screen == AtWait && p.Over {
		t.waitOver(s)
		return
	}
	if p.Screen != AtWait || !p.Until.After(t.now) {
		t.at(AtWait)
		t.st.Place.Until = t.now.Add(s.Wait)
	}
	t.out.Kind = "wait"
	t.pre(s.Text)
	t.show(t.T("wait", "minutes", minutes(s.Wait)), t.results(false)...)
}

func (t *turn) waitOver(s *kb.Step) {
	t.st.Place.Over = true
	t.st.Turn++
	t.out.Kind = "wait_over"
	t.show(t.T("wait_over", "minutes", minutes(s.Wait)), t.results(false)...)
}

func minutes(d time.Duration) string {
	return strconv.Itoa(max(1, int((d+time.Minute-1)/time.Minute)))
}

// timer acts on time passing: a wait that is over, or silence.
func (t *turn) timer() {
	p := &t.st.Place
	if p.Screen == AtWait && !p.Over {
		steps, _, _ := t.steps()
		if p.Until.After(t.now) || p.Flow.Step >= len(steps) {
			return
		}
		t.waitOver(&steps[p.Flow.Step])
		return
	}
	if due := t.st.Timer; due.IsZero() || due.After(t.now) || t.alarm().IsZero() {
		return
	}
	if !t.st.Nudged {
		t.st.Nudged = true
		t.out.Kind = "nudge"
		offer := append([]chat.Choice{}, t.st.Offer...)
		t.show(t.T("nudge"), offer...)
		return
	}
	t.out.Kind = "closed"
	t.st.Place = Place{Screen: AtEnded, Stack: t.aside()}
	t.st.Offer = nil
	t.show(t.T("closing"))
}
