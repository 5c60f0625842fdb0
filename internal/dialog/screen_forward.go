package dialog

import (
	"fmt"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// forwardScreen waits for what an admin does with the text that was given.
func forwardScreen() *screen {
	return &screen{may: atStep(), show: showForwarded, answers: checkAnswers, hear: hearResult, does: true, waits: "forward"}
}

func showForwarded(t *turn) {
	showAs(t, chat.TurnForward, t.T(forMachineOf(t, "forwarded")), results(t, false)...)
}

// forMachineOf is a word of the text for others where it goes to whoever looks after the
// user's machine: who has the rights in the company's account is of no use there.
func forMachineOf(t *turn, word string) string {
	if ownMachine(t) {
		return word + "_machine"
	}
	return word
}

// forwardNow gives the text to those who turn out not to be allowed to do the
// present step.
func forwardNow(t *turn) {
	t.st.Role = roleUser
	if t.st.Place.Screen == AtForward {
		aroundAs(t, chat.TurnForward, "ack_forward")
		return
	}
	if s, ok := stepNow(t); !ok || s.Kind != kb.Do {
		t.again()
		return
	}
	forward(t)
}

// forward says what an admin has to do as a message of its own, free of
// buttons, so that it can be forwarded as it is.
func forward(t *turn) {
	steps, cause, tp := t.steps()
	f := t.st.Place.Flow
	var todo []string
	for i := f.Step; i < len(steps) && (i == f.Step || gated(&steps[i], cause)); i++ {
		todo = append(todo, chat.Plain(steps[i].Text))
	}
	if ownMachine(t) {
		todo = todoForOthers(t)
	}
	what := todo[0]
	if len(todo) > 1 {
		what = ""
		for i, s := range todo {
			what += fmt.Sprintf("\n%d. %s", i+1, s)
		}
	}
	say := func(text string) { t.out.Say = append(t.out.Say, chat.Reply{Text: text, Topic: f.Topic, Node: f.Node}) }
	if len(t.lead) > 0 {
		say(strings.Join(t.lead, "\n\n"))
		t.lead = nil
	}
	say(request(t, tp, cause, what))
	t.st.Said = "" // other words came between
	t.note(chat.StepNotAdmin)
	t.at(AtForward)
	showForwarded(t)
}

// forwardAll gives the text where no single step is the next: what the error's own steps
// say, or what each of its cases asks for while nobody knows which it is. The screen stays.
func forwardAll(t *turn) {
	f := t.st.Place.Flow
	tp, _ := t.topic(f.Topic)
	if host, ok := subject(t); ok {
		tp = host
	}
	var todo []string
	todo = append(todo, toDo(t, tp.Steps)...)
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if steps := toDo(t, c.Steps); len(steps) > 0 && !slices.Contains(f.Tried, c.ID) {
			todo = append(todo, t.T("forward_case", "cause", c.Title, "steps", strings.Join(steps, " ")))
		}
	}
	what := ""
	for i, s := range todo {
		what += fmt.Sprintf("\n%d. %s", i+1, s)
	}
	t.out.Say = append(t.out.Say, chat.Reply{Text: request(t, tp, nil, what), Topic: tp.ID, Node: f.Node})
	t.st.Said = ""
	aroundAs(t, chat.TurnForward, "forwarded_all")
	t.out.Kind = chat.TurnForward
}

// doneText words what was wrong and what helped.
func doneText(t *turn, tp *kb.Topic, cause *kb.Cause, did string) string {
	if host, ok := subject(t); ok {
		tp = host
	}
	lines := []string{t.T("forward_was", "title", title(t, tp))}
	if cause != nil && !foreign(t, cause.Lang) && cause.Title != title(t, tp) {
		lines = append(lines, t.T("forward_cause", "cause", cause.Title))
	}
	if did != "" {
		lines = append(lines, t.T("forward_did", "steps", did))
	}
	return strings.Join(lines, "\n")
}

// toDo is what some steps tell to do, without the pages they send to.
func toDo(t *turn, steps []kb.Step) (todo []string) {
	for _, s := range steps {
		if s.Kind != kb.Tell && s.Kind != kb.Wait {
			todo = append(todo, unlinked(t, chat.Plain(s.Text), s.Links))
		}
	}
	return todo
}

// request words what an admin is asked to do.
func request(t *turn, tp *kb.Topic, cause *kb.Cause, todo string) string {
	about := tp
	if host, ok := subject(t); ok {
		about = host
	}
	lines := []string{t.T(forMachineOf(t, "forward")), t.T("forward_error", "title", title(t, about))}
	if len(about.Codes) > 0 && about.Codes[0] != title(t, about) {
		lines[1] = t.T("forward_error_code", "title", title(t, about), "code", about.Codes[0])
	}
	if cause != nil && !foreign(t, cause.Lang) && cause.Title != title(t, about) {
		lines = append(lines, t.T("forward_cause", "cause", cause.Title))
	}
	lines = append(lines, t.T("forward_todo", "steps", todo), t.T("forward_end"))
	return strings.Join(lines, "\n")
}
