package dialog

import (
	"fmt"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// gated reports whether a step needs an admin.
func gated(s *kb.Step, c *kb.Cause) bool {
	return s.Role == "admin" || (c != nil && c.Role == "admin")
}

// gate asks for the role, or gives a text to forward to those without it. It
// reports whether it took the screen.
func (t *turn) gate() bool {
	switch t.st.Role {
	case "admin":
		return false
	case "user":
		t.forward()
	default:
		t.at(AtRole)
		t.showRole()
	}
	return true
}

func (t *turn) showRole() {
	t.out.Kind = "role"
	c := []chat.Choice{t.bound("admin", t.T("admin_button")), t.bound("user", t.T("not_admin_button"))}
	t.show(t.T("role"), append(c, t.exits()...)...)
}

// forward says what an admin has to do as a message of its own, free of
// buttons, so that it can be forwarded as it is.
func (t *turn) forward() {
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
	t.note("not_admin")
	t.at(AtForward)
	t.out.Kind = "forward"
	t.show(t.T("forwarded"), t.results(false)...)
}
