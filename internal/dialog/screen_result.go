package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// resultScreen asks whether a call works now, where the user said what he
// did and not what came of it.
func resultScreen() *screen {
	return &screen{may: atStep(), show: showResult, answers: calledAnswers, hear: hearCheck, does: true, waits: "result"}
}

func checkAnswers(t *turn) []answer { return resultAnswers(t)[:2] }

// calledAnswers are the answers to the question itself: nothing is left to ask.
func calledAnswers(t *turn) []answer {
	a := checkAnswers(t)
	a[0].hinted = nil
	return a
}

// askResult asks what came of the present step.
func askResult(t *turn) {
	if t.st.Place.Screen == AtForward {
		t.at(AtResult)
		t.out.Kind = chat.TurnResult
		t.show(t.T("result_admin"), results(t, false)...)
		return
	}
	if t.st.Place.Screen != AtResult {
		t.at(AtResult)
	}
	showResult(t)
}

func showResult(t *turn) {
	t.out.Kind = chat.TurnResult
	t.show(t.T("result"), results(t, false)...)
}

// hearCheck takes yes and no as the answer to that question; "dạ" alone does
// not say which.
func hearCheck(t *turn, u *utterance) bool {
	f := u.says
	switch s := sign(f); {
	case endsWith(spelled(t, u.text), writtenPhrases(t, "uncalled_ends")):
		t.out.Kind = chat.TurnHold
		t.around("try_call")
		return true
	case f.Whole(intent.Ack) && !f.Has(intent.Solved):
		return agreesItWorks(t, u)
	case (s > 0 && f.Words <= 4 && (f.Has(intent.Yes) || bareSign(t, u) || callWorks(t, u.text)) || f.Whole(intent.Yes)) && len(parts(t, u.text)) < 2, (soundsFine(t, u) || answersWell(t, u)) && about(t, u):
		solved(t)
		return true
	case saysYesFirst(t, u) && about(t, u):
		solved(t)
		return true
	case s < 0 && f.Words <= 4 && !f.Has(intent.NotThere) && !laterHolds(t, u.text):
		failed(t)
		return true
	}
	return hearResult(t, u) || answersResult(t, u)
}

// agreesItWorks takes an agreement as an answer that has one in its last words:
// "ừ được", and not "ừ".
func agreesItWorks(t *turn, u *utterance) bool {
	_, rest, _ := strings.Cut(u.text, " ")
	if f := t.meanings(rest); sign(f) <= 0 || f.Whole(intent.Ack) {
		return false
	}
	solved(t)
	return true
}

// saysYesFirst reports whether a line begins with a yes and tells nothing against it:
// "yep, talking to him now".
func saysYesFirst(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	if len(all) < 2 || asksSomething(t, u.text) || t.mentions("still_words", u.text) || t.mentions("but_words", u.text) || laterHolds(t, u.text) || u.says.Has(intent.Hold) || u.says.Has(intent.NotSolved) || u.says.Denies {
		return false
	}
	if longestHead(spelled(t, all[1]), writtenPhrases(t, "but_weak_words")) > 0 {
		return false // "có, mà rè"
	}
	first := t.meanings(all[0])
	return first.Whole(intent.Yes) && !first.Whole(intent.Ack)
}
