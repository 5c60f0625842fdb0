package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// few is how many topics the first screen names.
const few = 4

// menuScreen lists the topics. It is also what those see who have not begun or
// whose conversation was closed.
func menuScreen() *screen {
	return &screen{may: atFirst(), show: showMenuAgain, hear: hearMenu, idle: true}
}

// showMenuAgain shows the page that the user is at, else the list.
func showMenuAgain(t *turn) {
	if of, from, ok := cutList(t.st.Place.List); ok && t.st.Place.Screen == AtMenu && listAt(t, of, from, t.st.Place.Query) {
		t.out.Kind = chat.TurnMenu
		return
	}
	showMenu(t)
}

// hearMenu takes words that turn the page, that tell what became of a walk put
// aside, and those of an error that is looked for.
func hearMenu(t *turn, u *utterance) bool {
	return hearPage(t, u) || hearAside(t, u) || hearSearch(t, u)
}

// hearAside takes "vẫn chưa được", where a walk was put aside and nothing else
// was begun, for what became of that walk.
func hearAside(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtMenu || !u.words.Has(intent.NotSolved) || u.res.Code != "" || u.res.Intent == intent.KindTopic || u.wants || questions(t, u.text) {
		return false
	}
	return toBehind(t) && hearResult(t, u)
}

// greet opens the conversation: what the assistant can do, the commonest
// topics, and the way to all.
func greet(t *turn) {
	if t.name != "" && len(t.lead) > 0 {
		t.lead = t.lead[1:] // the greeting by name is part of this one
	}
	t.pre(t.T("greet", "name", t.name))
	t.out.Kind = chat.TurnGreet
	if len(commonTopics(t)) == len(t.guide.Topics) {
		listTopics(t)
		return
	}
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.show("", commonChoices(t)...)
}

// commonChoices are the topics a new user is shown, that it is none of them, and a person.
func commonChoices(t *turn) (c []chat.Choice) {
	for _, tp := range commonTopics(t) {
		c = append(c, topicButton(t, tp))
	}
	return append(c, chat.Choice{Data: "menu", Label: t.T("none_button")}, t.human())
}

// hello greets a user by name before the first answer.
func hello(t *turn, l Line) {
	name := text.Name(l.User.Name)
	if !l.Hello || name == "" {
		return
	}
	t.name = " " + plain(name)
	t.pre(t.T("hello", "name", t.name))
}

// commonTopics are the topics a new user is shown: those the documents mark, else
// the first ones. What is told by no code comes first: who has a code can send
// it.
func commonTopics(t *turn) []*kb.Topic {
	var marked, all []*kb.Topic
	for i := range t.guide.Topics {
		tp := &t.guide.Topics[i]
		all = append(all, tp)
		if tp.Common {
			marked = append(marked, tp)
		}
	}
	if len(marked) == 0 {
		marked = t.guide.often
	}
	if len(marked) == 0 {
		marked = all
	}
	if len(all) <= few+1 {
		return all
	}
	marked = marked[:min(few, len(marked))]
	slices.SortStableFunc(marked, func(a, b *kb.Topic) int { return min(len(a.Codes), 1) - min(len(b.Codes), 1) })
	return marked
}

// showMenu shows the list of topics; an open flow can be come back to.
func showMenu(t *turn) {
	t.out.Kind = chat.TurnMenu
	if len(t.guide.Topics) <= listWhole {
		t.pre(t.T("menu"))
	}
	listTopics(t)
}

// listTopics lists the topics; those of a big guide by groups and pages.
func listTopics(t *turn) {
	if len(t.guide.Topics) > listWhole {
		listAt(t, "", 0, "")
		return
	}
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.show("", topicChoices(t)...)
}

// topicChoices are all topics but some, and a person.
func topicChoices(t *turn, but ...string) []chat.Choice {
	c := make([]chat.Choice, 0, len(t.guide.Topics)+1)
	for i := range t.guide.Topics {
		if tp := &t.guide.Topics[i]; !slices.Contains(but, tp.ID) {
			c = append(c, topicButton(t, tp))
		}
	}
	return append(c, t.human())
}
