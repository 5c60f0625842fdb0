package dialog

import (
	"strconv"
	"time"

	"hotro/internal/kb"
)

// waitScreen lets a timer run and asks when it is over.
func waitScreen() screen { return screen{show: showStep, answers: resultAnswers, hear: hearResult} }

// showWait starts the step's timer, or shows the one that runs.
func showWait(t *turn, s *kb.Step) {
	p := &t.st.Place
	if p.Screen == AtWait && p.Over {
		waitOver(t, s)
		return
	}
	if p.Screen != AtWait || !p.Until.After(t.now) {
		t.at(AtWait)
		t.st.Place.Until = t.now.Add(s.Wait)
	}
	t.out.Kind = "wait"
	t.pre(s.Text)
	t.show(t.T("wait", "minutes", minutes(s.Wait)), results(t, false)...)
}

func waitOver(t *turn, s *kb.Step) {
	t.st.Place.Over = true
	t.st.Turn++
	t.out.Kind = "wait_over"
	t.show(t.T("wait_over", "minutes", minutes(s.Wait)), results(t, false)...)
}

func minutes(d time.Duration) string {
	return strconv.Itoa(max(1, int((d+time.Minute-1)/time.Minute)))
}
