package dialog

import (
	"hotro/internal/chat"
)

// menuScreen lists the topics. It is also what those see who have not begun or
// whose conversation was closed.
func menuScreen() screen { return screen{show: showMenu, idle: true} }

// greet opens the conversation.
func greet(t *turn) {
	t.pre(t.T("greet"))
	t.out.Kind = "greet"
	listTopics(t)
}

// showMenu shows the list of topics; an open flow can be come back to.
func showMenu(t *turn) {
	t.out.Kind = "menu"
	t.pre(t.T("menu"))
	listTopics(t)
}

func listTopics(t *turn) {
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	var c []chat.Choice
	for i := range t.guide.Topics {
		c = append(c, topicButton(&t.guide.Topics[i]))
	}
	t.show("", append(c, t.exits()[:1]...)...)
}
