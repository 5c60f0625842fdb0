package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// resumeScreen asks whether to go back to the interrupted flow.
func resumeScreen() *screen {
	return &screen{
		may:  atChoice(),
		show: showResume,
		answers: func(t *turn) []answer {
			return []answer{
				{verb: "resume", label: t.T("continue_button"), do: resume, sign: 1},
				{verb: "dismiss", label: t.T("done_button"), do: dismiss, sign: -1, means: []intent.Meaning{intent.Bye, intent.Skip}},
			}
		},
		hear:  hearClosed,
		waits: "confirm",
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
	word := "resume"
	if f := &stack[len(stack)-1]; !f.begun() {
		word = "resume_next"
	}
	t.show(t.T(word, "title", t.matter(stack)), append(t.buttons(), t.human())...)
}

// matter is what an interrupted walk is about: the topic, not the article that
// was open in it.
func (t *turn) matter(stack []Flow) string {
	for i := len(stack) - 1; i >= 0; i-- {
		if tp, ok := t.topic(stack[i].Topic); ok && !tp.Extra {
			return title(t, tp)
		}
	}
	return t.label(stack[len(stack)-1].Topic)
}

// resume goes back to the interrupted flow.
func resume(t *turn) {
	if !toBehind(t) {
		showMenu(t)
		return
	}
	f := t.st.Place.Flow
	if tp, ok := t.topic(f.Topic); ok && !f.begun() {
		t.pre(intro(t, tp))
	}
	t.out.Kind = chat.TurnResume
	advance(t)
}

// dismiss ends an interrupted flow for good.
func dismiss(t *turn) {
	t.st.Place.Stack, t.st.Last, t.st.Worked = nil, nil, nil
	t.goTo(Place{Screen: AtSolved})
	showAs(t, chat.TurnBye, t.T("bye"), t.menuButton())
}

// allFlows are the interrupted flows and the present one, which is the last.
func allFlows(t *turn) []Flow {
	flows := slices.Clone(t.st.Place.Stack)
	if f := t.st.Place.Flow; f != nil {
		flows = append(flows, *f)
	}
	return flows
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
