package dialog

import (
	"slices"

	"hotro/internal/chat"
)

// greet opens the conversation.
func (t *turn) greet() {
	t.pre(t.T("greet"))
	t.out.Kind = "greet"
	t.list()
}

// menu shows the list of topics; an open flow can be come back to.
func (t *turn) menu() {
	t.out.Kind = "menu"
	t.pre(t.T("menu"))
	t.list()
}

func (t *turn) list() {
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	var c []chat.Choice
	for i := range t.guide.Topics {
		c = append(c, topicButton(&t.guide.Topics[i]))
	}
	t.show("", append(c, t.exits()[:1]...)...)
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

// restart forgets the walk, not the facts.
func (t *turn) restart() {
	t.st.Path, t.st.Back, t.st.Misses, t.st.Role = nil, nil, 0, ""
	t.st.Place = Place{Screen: AtStart}
	t.pre(t.T("restarted"))
	t.out.Kind = "restart"
	t.list()
}

// goBack shows the place before this one.
func (t *turn) goBack() {
	t.out.Kind = "back"
	n := len(t.st.Back)
	if n == 0 {
		t.pre(t.T("back_end"))
		t.again()
		return
	}
	t.st.Place, t.st.Back = t.st.Back[n-1], t.st.Back[:n-1]
	t.st.Turn++
	if t.st.Place.Screen == AtPick || t.st.Place.Screen == AtOffer || t.st.Place.Screen == AtResume {
		t.st.Place.Screen = AtMenu
	}
	if t.st.Place.Screen == AtMenu {
		t.st.Back = t.st.Back[:max(0, len(t.st.Back)-1)]
		t.menu()
		return
	}
	t.again()
}

// pick asks which of a few topics is meant.
func (t *turn) pick(question string, ids []string) {
	t.goTo(Place{Screen: AtPick, Stack: t.aside()})
	var c []chat.Choice
	for _, id := range ids {
		if tp, ok := t.topic(id); ok && len(c) < 3 {
			c = append(c, topicButton(tp))
		}
	}
	t.out.Kind = "ask"
	c = append(c, t.bound("nope", t.T("none_button")), t.human())
	t.show(question, c...)
}
