package dialog

import (
	"strconv"
	"time"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// waitScreen lets a timer run; when it is over, the result is asked for.
func waitScreen() *screen {
	return &screen{may: atStep(), show: showStep, answers: checkAnswers, hear: hearResult, waits: "wait"}
}

// showWait starts the step's timer, or shows the one that runs.
func showWait(t *turn, s *kb.Step) {
	p := &t.st.Place
	if p.Screen != AtWait || !p.Until.After(t.now) {
		t.at(AtWait)
		t.st.Place.Until = t.now.Add(s.Wait)
	}
	t.out.Kind = chat.TurnWait
	t.pre(s.Text)
	t.show(t.T("wait", "minutes", minutes(s.Wait)), results(t, false)...)
}

func waitOver(t *turn, s *kb.Step) {
	t.at(AtResult)
	showAs(t, chat.TurnWaitOver, t.T("wait_over", "minutes", minutes(s.Wait)), results(t, false)...)
}

func minutes(d time.Duration) string {
	return strconv.Itoa(max(1, int((d+time.Minute-1)/time.Minute)))
}
