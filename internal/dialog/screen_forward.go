package dialog

import (
	"fmt"
	"strings"

	"hotro/internal/chat"
)

// forwardScreen waits for what an admin does with the text that was given.
func forwardScreen() screen {
	return screen{show: showForwarded, answers: resultAnswers, hear: hearResult}
}

func showForwarded(t *turn) { t.show(t.T("forwarded"), results(t, false)...) }

// forward says what an admin has to do as a message of its own, free of
// buttons, so that it can be forwarded as it is.
func forward(t *turn) {
	steps, cause, tp := t.steps()
	f := t.st.Place.Flow
	var todo []string
	for i := f.Step; i < len(steps) && gated(&steps[i], cause); i++ {
		todo = append(todo, chat.Plain(steps[i].Text))
	}
	what := todo[0]
	if len(todo) > 1 {
		what = ""
		for i, s := range todo {
			what += fmt.Sprintf("\n%d. %s", i+1, s)
		}
	}
	name := tp.Title
	if cause != nil {
		name = cause.Title
	}
	lead := t.lead
	t.lead = nil
	t.out.Say = append(t.out.Say, chat.Reply{
		Text:  strings.TrimSpace(strings.Join(append(lead, t.T("forward", "title", title(tp), "cause", name, "steps", what)), "\n\n")),
		Topic: f.Topic, Node: f.Node,
	})
	t.note(chat.StepNotAdmin)
	t.at(AtForward)
	t.out.Kind = "forward"
	showForwarded(t)
}
