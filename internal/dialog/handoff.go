package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// handOffAt hands over because the document says so at this step. Its text
// tells the reader to call support; here the bot does, and the desk says so.
//
// Where the error itself is only likely, a person is offered: that the document's case is
// the user's is what was made of his words, and he asked for nobody.
func handOffAt(t *turn, s *kb.Step) {
	if t.doubt && !triedAny(t) {
		offerPerson(t, WhyDocument, t.T("offer_document"))
		t.st.Back = slices.Clip(t.st.Back[:max(0, len(t.st.Back)-1)]) // the step has nothing else to show
		t.out.Kind = chat.TurnOffer
		return
	}
	handOff(t, WhyDocument, s.After)
}

// handOff calls for a person. What the user hears about it (number, expected
// time) is said by the desk; the dialog adds what it still could use.
func handOff(t *turn, why, after string) {
	if t.st.Place.Screen == AtStep && why == WhyAsked {
		t.note(chat.StepShown)
	}
	h := &Handoff{Why: why, Path: t.st.Path, Refs: t.st.Refs, Facts: t.st.Facts, After: after, Title: t.st.First}
	if tp, ok := subject(t); ok {
		h.Topic, h.Title = tp.ID, original(t, tp).Title
	}
	t.out.Handoff = h
	t.out.Kind = chat.TurnHandoff
	p := t.st.Place
	if p.Screen != AtRef && p.Screen != AtFact { // who was just asked and went past it is not asked again
		invite(t, h.Topic)
	}
	if !t.st.Person {
		t.st.Request = t.st.Turn
	}
	t.goTo(Place{Screen: AtPerson, Flow: p.Flow, Stack: p.Stack, Why: why})
	t.st.Place.Flow, t.st.Place.Stack, t.st.Place.Topic = nil, nil, h.Topic
	t.st.Person, t.st.Misses, t.st.Said, t.st.Asked = true, 0, "", 0
	if len(t.lead) > 0 {
		t.show("")
		t.out.Say[len(t.out.Say)-1].Topic = h.Topic
	}
}

// subject is the topic a person should look at: of the present flow, else of
// the one put aside last; an article stands for the topic it was opened from.
func subject(t *turn) (*kb.Topic, bool) {
	flows := allFlows(t)
	for i := len(flows) - 1; i >= 0; i-- {
		if tp, ok := t.topic(flows[i].Topic); ok && (!tp.Extra || i == 0) {
			return tp, true
		}
	}
	return nil, false
}

// inWalk is the topic, or the article, of the present flow, where there is one: who is
// asked "is it this?" may walk nowhere yet.
func inWalk(t *turn) (*kb.Topic, bool) {
	if t.st.Place.Flow == nil {
		return nil, false
	}
	return t.topic(t.st.Place.Flow.Topic)
}

// invite asks, beside the desk's word that a person was called, for what would
// help most: what the topic's documents want and the user may have.
func invite(t *turn, topic string) {
	ref := t.guide.Company().Reference.ID
	switch want := wanted(t, topic); {
	case want == "", want == ref && (len(t.st.Refs) > 0 || t.st.NoID), t.st.Facts[want] != "":
	case want == ref:
		t.out.Invite = append(t.out.Invite, chat.Reply{Text: t.T("invite")})
	default:
		t.out.Invite = append(t.out.Invite, chat.Reply{Text: t.T("invite_" + want)})
	}
}

// wanted is what would help a person most with a topic, "" for nothing.
func wanted(t *turn, topic string) (want string) {
	tp, ok := t.topic(topic)
	if !ok {
		return ""
	}
	for _, s := range articleSteps(tp) {
		switch {
		case s.Kind == kb.Collect, s.Kind == kb.Handoff && s.Want != "" && s.Want == t.guide.Company().Reference.ID:
			want = t.guide.Company().Reference.ID
		case s.Kind == kb.Handoff && want == "":
			want = s.Want
		}
	}
	return want
}
