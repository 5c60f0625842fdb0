package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// hearDenial believes who says that it is not this error, or not what the
// documents take for its cause. Once they are asked to look, for a browser may
// translate a page by itself; the second time the walk goes on without it.
func hearDenial(t *turn, u *utterance) bool {
	f := t.st.Place.Flow
	if f == nil || t.screen().idle || elsewhere(t, u) || asks(u.says) || inquires(t, u) || u.says.Has(intent.Solved) || u.says.Has(intent.Hold) || holds(t, u) {
		return false
	}
	tp, ok := subject(t)
	switch {
	case !ok:
		return false
	case t.mentions("not_this_words", u.text) && !surelyAnother(t, u.res) && speaksOf(t, u.text, tp):
		notThis(t, tp)
	case t.mentions("not_this_words", u.text) && surelyAnother(t, u.res):
		t.st.Place.Flow, t.st.Place.Stack = nil, nil
		enter(t, u.res.Topic)
	case len(tp.Causes) > 0 || !u.says.Denies || u.says.Has(intent.NotAdmin) || u.says.Has(intent.NotThere) || !speaksOf(t, u.text, tp):
		return false
	case !hidden(t, tp):
		return false
	case u.says.Has(intent.NotSolved) && !f.Denied:
		return false
	case u.says.Has(intent.NotSolved):
		denied(t, chat.StepFailed)
	default:
		denied(t, chat.StepSkipped)
	}
	t.st.Misses = 0
	return true
}

// speaksOf reports whether a line speaks of a topic by what people call it.
func speaksOf(t *turn, s string, tp *kb.Topic) bool {
	names := []string{tp.Name, tp.Label}
	if a, ok := t.topic(t.st.Place.Flow.Topic); ok && a.ID != tp.ID {
		names = append(names, a.Title)
	}
	return t.mentions("this_words", s) || t.read.Among(s, [][]string{names}) == 0
}

// hidden reports whether what is denied may be so without being seen: a feature
// with a name of its own that several errors come from.
func hidden(t *turn, tp *kb.Topic) bool {
	_, ok := findTerm(t, tp.Name)
	return ok && tp.Remedy != ""
}

// denied asks once to look all the same; after that the step is left.
func denied(t *turn, result string) {
	f := t.st.Place.Flow
	if f.Denied {
		for len(t.st.Place.Stack) > 0 && t.inside() {
			popFlow(t)
		}
		t.pre(t.T("denied_again"))
		goOn(t, result)
		return
	}
	f.Denied = true
	name := ""
	if tp, ok := subject(t); ok {
		x, _ := findTerm(t, tp.Name)
		name = x.Name
	}
	if t.st.Place.Screen == AtCauses {
		t.pre(t.T("denied", "name", name))
		t.again()
	} else {
		t.around("denied", "name", name)
	}
	t.out.Kind = chat.TurnDenied
}

// notThis leaves a topic that is not the user's, and offers the others.
func notThis(t *turn, tp *kb.Topic) {
	t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, nil
	t.goTo(Place{Screen: AtMenu})
	t.out.Kind = chat.TurnDenied
	var c []chat.Choice
	for i := range t.guide.Topics {
		if other := &t.guide.Topics[i]; other.ID != tp.ID {
			c = append(c, topicButton(t, other))
		}
	}
	t.show(t.T("not_this"), append(slices.Clip(c), t.human())...)
}
