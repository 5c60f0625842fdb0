package dialog

import (
	"fmt"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// causesScreen asks which cause it is.
func causesScreen() screen {
	return screen{show: showCauses, answers: causeAnswers, hear: hearCause}
}

func causeAnswers(t *turn) []answer {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		return nil
	}
	var out []answer
	for i := range tp.Causes {
		out = append(out, answer{fmt.Sprintf("cause%d", i), answerOf(&tp.Causes[i]), func(t *turn) { takeCause(t, i) }})
	}
	return append(out, answer{"unsure", t.T("unsure_button"), unsure})
}

func showCauses(t *turn) {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		showMenu(t)
		return
	}
	q := tp.Ask
	if q == "" {
		q = t.T("ask_causes")
	}
	t.show(q, append(t.buttons(), t.exits()...)...)
}

// answerOf is a cause as an answer to the question that tells causes apart.
func answerOf(c *kb.Cause) string {
	if c.Answer != "" {
		return c.Answer
	}
	return c.Title
}

func hearCause(t *turn, u *utterance) bool {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		return false
	}
	if n := u.says.Ordinal; n != 0 {
		if n < 0 {
			n = len(tp.Causes) + 1 + n
		}
		if n >= 1 && n <= len(tp.Causes) {
			takeCause(t, n-1)
			return true
		}
	}
	if u.says.Whole(intent.Confused) || u.says.Whole(intent.No) {
		unsure(t)
		return true
	}
	if i, ok := nearest(u.text, tp); ok {
		takeCause(t, i)
		return true
	}
	return false
}

func takeCause(t *turn, i int) {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok || i < 0 || i >= len(tp.Causes) {
		t.again()
		return
	}
	answered(t, tp, answerOf(&tp.Causes[i]))
	t.at(AtStep)
	tryCause(t, &tp.Causes[i])
}

// unsure tries the causes in order.
func unsure(t *turn) {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		showMenu(t)
		return
	}
	left := untried(tp, t.st.Place.Flow)
	if len(left) == 0 {
		exhausted(t)
		return
	}
	answered(t, tp, t.T("unsure_button"))
	t.at(AtStep)
	tryCause(t, left[0])
}

// answered notes what the user said to the question that tells causes apart:
// to staff it is half the diagnosis.
func answered(t *turn, tp *kb.Topic, answer string) {
	if tp.Ask == "" || t.st.Place.Screen != AtCauses {
		return
	}
	t.walked(chat.Tried{
		Topic: tp.ID, Node: strings.ToLower(tp.ID) + "/ask", Text: text.Brief(chat.Plain(tp.Ask), 110) + " – " + text.Brief(answer, 50), Result: chat.StepAnswered,
		At: t.now, File: tp.File, Line: tp.Line,
	})
}
