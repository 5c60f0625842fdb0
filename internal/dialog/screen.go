package dialog

import (
	"fmt"
	"hash/fnv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// pre puts words before the next screen, in the same message.
func (t *turn) pre(s string) {
	if s = strings.TrimSpace(s); s != "" {
		t.lead = append(t.lead, s)
	}
}

// show says one screen and remembers what it offered.
func (t *turn) show(text string, choices ...chat.Choice) {
	parts := append(t.lead, text)
	t.lead = nil
	r := chat.Reply{Text: strings.TrimSpace(strings.Join(parts, "\n\n")), Choices: choices}
	if f := t.st.Place.Flow; f != nil {
		r.Topic, r.Node = f.Topic, f.Node
	}
	t.out.Say = append(t.out.Say, r)
	t.st.Offer = choices
}

// goTo moves to a place; the one left can be come back to.
func (t *turn) goTo(p Place) {
	if old := t.st.Place; old.shown() {
		t.st.Back = append(t.st.Back, old.clone())
		if over := len(t.st.Back) - maxBack; over > 0 {
			t.st.Back = t.st.Back[over:]
		}
	}
	t.st.Place = p.clone()
	t.st.Turn++
}

// shown reports whether the user has seen this place, so that going back to
// it means something.
func (p *Place) shown() bool {
	switch p.Screen {
	case AtStart, AtEnded:
		return false
	case AtStep:
		return p.Flow != nil && p.Flow.Node != ""
	}
	return true
}

// at moves to a screen within the present flow.
func (t *turn) at(s Screen) {
	p := t.st.Place.clone()
	p.Screen, p.Fact, p.Over = s, "", false
	t.goTo(p)
}

// again shows the present screen once more, for input that left it where it
// is.
func (t *turn) again() {
	switch t.st.Place.Screen {
	case AtMenu, AtStart, AtEnded, AtSolved, AtComment:
		t.menu()
	case AtPick, AtOffer, AtResume:
		question := t.T("pick")
		if t.confirming() {
			question = t.T("seen", "code", t.st.Place.Fact)
		}
		t.show(question, t.st.Offer...)
	case AtPerson:
		t.show(t.T("waiting"), t.personChoices()...)
	case AtCauses:
		t.showCauses()
	case AtRole:
		t.showRole()
	case AtForward:
		t.show(t.T("forwarded"), t.results(false)...)
	case AtCallID:
		t.showCallID()
	case AtFact:
		t.showFact()
	default:
		t.showStep()
	}
}

// Buttons. A button is either good at any time (a topic, the menu, a person)
// or bound to the screen that showed it: "s<turn>:<verb>".

func (t *turn) bound(verb, label string) chat.Choice {
	return chat.Choice{Data: fmt.Sprintf("s%d:%s", t.st.Turn, verb), Label: label}
}

func (t *turn) human() chat.Choice {
	return chat.Choice{Data: "human", Label: t.T("human_button")}
}

func (t *turn) back() chat.Choice { return chat.Choice{Data: "back", Label: t.T("back_button")} }

func (t *turn) menuButton() chat.Choice {
	return chat.Choice{Data: "menu", Label: t.T("menu_button")}
}

// results are the buttons under an instruction: what became of it, where it
// is explained, and the exits. Five at most, as many as the narrowest channel
// shows; "back" gives way first, for it can always be typed.
func (t *turn) results(more bool, links ...kb.Link) []chat.Choice {
	c := []chat.Choice{t.bound("ok", t.T("solved_button")), t.bound("no", t.T("failed_button"))}
	if more {
		c = append(c, t.bound("next", t.T("next_button")))
	}
	for _, l := range links {
		if b, ok := linkButton(l); ok && len(c) < 4 {
			c = append(c, b)
		}
	}
	for _, x := range t.exits() {
		if len(c) < 5 {
			c = append(c, x)
		}
	}
	return c
}

// exits are the buttons that every screen of a flow ends with.
func (t *turn) exits() []chat.Choice {
	c := []chat.Choice{t.human()}
	if n := len(t.st.Place.Stack); n > 0 {
		first := t.st.Place.Stack[n-1]
		return append(c, t.bound("resume", t.T("resume_button", "title", t.label(first.Topic))))
	}
	return append(c, t.back())
}

func (t *turn) personChoices() []chat.Choice {
	return []chat.Choice{t.menuButton(), {Data: "cancel", Label: t.T("cancel_button")}}
}

func topicButton(tp *kb.Topic) chat.Choice {
	return chat.Choice{Data: "t:" + key(tp.ID), Label: short(tp)}
}

// label is what a sentence calls a topic.
func (t *turn) label(id string) string {
	if tp, ok := t.topic(id); ok {
		return title(tp)
	}
	return id
}

// short is what a button calls a topic.
func short(tp *kb.Topic) string {
	switch {
	case tp.Label != "":
		return tp.Label
	case len(tp.Codes) > 0:
		return tp.Codes[0]
	}
	return tp.Title
}

// key is a topic id as it fits in a button: itself, or a hash of a long one.
func key(id string) string {
	if len(id) <= 37 && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") == "" {
		return id
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return fmt.Sprintf("h%016x", h.Sum64())
}

// topic finds a topic or an article.
func (t *turn) topic(id string) (*kb.Topic, bool) {
	if tp, ok := t.guide.Topic(id); ok {
		return tp, true
	}
	return t.guide.Article(id)
}
