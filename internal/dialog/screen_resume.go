package dialog

import "slices"

// resumeScreen asks whether to go back to the interrupted flow.
func resumeScreen() screen {
	return screen{
		show: showResume,
		answers: func(t *turn) []answer {
			return []answer{{"resume", t.T("continue_button"), resume}, {"dismiss", t.T("done_button"), dismiss}}
		},
		hear: hearOffer,
	}
}

// offerResume offers the interrupted flow back.
func offerResume(t *turn, lead string) {
	stack := t.st.Place.Stack
	t.goTo(Place{Screen: AtResume, Stack: stack})
	t.pre(lead)
	showResume(t)
}

func showResume(t *turn) {
	stack := t.st.Place.Stack
	if len(stack) == 0 {
		showMenu(t)
		return
	}
	t.show(t.T("resume", "title", t.label(stack[len(stack)-1].Topic)), append(t.buttons(), t.human())...)
}

// resume goes back to the interrupted flow.
func resume(t *turn) {
	p := t.st.Place.clone()
	if len(p.Stack) == 0 {
		showMenu(t)
		return
	}
	n := len(p.Stack) - 1
	f := p.Stack[n]
	t.goTo(Place{Screen: AtStep, Flow: &f, Stack: p.Stack[:n]})
	t.out.Kind = "resume"
	advance(t)
}

// dismiss ends an interrupted flow for good.
func dismiss(t *turn) {
	t.st.Place.Stack = nil
	t.goTo(Place{Screen: AtSolved})
	t.out.Kind = "bye"
	t.show(t.T("bye"), t.menuButton())
}

// aside returns the interrupted flows with the present one put on top, to be
// offered again.
func (t *turn) aside() []Flow {
	p := &t.st.Place
	if p.Flow == nil {
		return p.Stack
	}
	stack := slices.DeleteFunc(slices.Clone(p.Stack), func(f Flow) bool { return f.Topic == p.Flow.Topic })
	stack = append(stack, *p.Flow)
	return stack[max(0, len(stack)-maxStack):]
}
