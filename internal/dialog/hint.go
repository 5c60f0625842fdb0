package dialog

import (
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Hint is what a model makes of a line that the words did not settle. All of it
// is verified against the guide and the screen; what is unknown is ignored.
type Hint struct {
	Topics []string `json:"topics,omitempty"` // best first
	Sure   bool     `json:"sure,omitempty"`   // open the first; else ask among them
	Answer string   `json:"answer,omitempty"` // the Verb of an Answer of the screen
	Move   Move     `json:"move,omitempty"`   // what else the line does there; empty: nothing
}

// Move is what a line may do on a screen besides giving one of its answers.
type Move string

// The moves.
const (
	MoveTopic      Move = "topic"       // speaks of another topic
	MoveQuestion   Move = "question"    // asks about the step
	MoveHold       Move = "hold"        // will answer later
	MovePerson     Move = "person"      // wants a person
	MoveDone       Move = "done"        // did what the step says; whether it helped is not said
	MoveNotThere   Move = "not_there"   // does not find what the step names
	MoveNotAllowed Move = "not_allowed" // may not do what the step says
)

// Question is what a screen asks, for whoever shall say what a line answers to
// it.
type Question struct {
	Words   string   // the bot's, without markup; empty: nothing is asked
	About   string   // the title of the topic under way; empty: none
	Answers []Answer // the closed set
	Moves   []Move   // what else a line may do there
}

// Answer is one answer of a closed set.
type Answer struct {
	Verb  string   // its name, unique on the screen
	Label string   // as its button says it
	Ways  []string // other ways to give it
}

// Unsettled reports whether the words of a line leave open what is meant by it,
// and what the screen it is said at asks. It is for callers who have a model to
// ask: what decides by itself, and what is taken as the answer, needs none. The
// line is read where nobody has yet; the Reading stays with it.
func (e *Engine) Unsettled(st State, l *Line, now time.Time) (Question, bool) {
	if l.Kind != chat.KindText {
		return Question{}, false
	}
	if l.Reading == nil {
		r := e.read.Read(l.Text)
		l.Reading = &r
	}
	if decided(l.Reading.Result) || Decisive(l.Text, *l.Reading) {
		return Question{}, false
	}
	plain := *l
	plain.Hint = nil
	o := e.Step(st, []Line{plain}, now)
	if !open(o.Kind) || o.Handoff != nil {
		return Question{}, false
	}
	return e.question(st, now), true
}

// decided reports whether a line holds what decides by itself, whatever a model
// thinks: a code, a part of one, a call ID, a wish for a person.
func decided(r intent.Result) bool {
	return r.Code != "" || r.Uncovered || r.Partial || r.Intent == intent.KindHuman || len(r.Refs)+len(r.BadRefs) > 0
}

// open reports whether an outcome says that a line was not understood for sure.
func open(kind string) bool {
	switch kind {
	case chat.TurnMiss, chat.TurnAsk, chat.TurnMaybe, chat.TurnOutside, chat.TurnOffer:
		return true
	}
	return false
}

// question is what the present screen asks; nothing where it has no closed set
// of answers.
func (e *Engine) question(st State, now time.Time) Question {
	t := e.turn(st, now)
	defer done(t)
	t.st.Said = "" // what was said just now is said as it was
	s := t.screen()
	set := s.own(t)
	if len(set) == 0 {
		return Question{}
	}
	q := Question{Moves: moves(t)}
	for _, a := range set {
		q.Answers = append(q.Answers, Answer{Verb: a.verb, Label: a.label, Ways: a.says})
	}
	if tp, ok := subject(t); ok {
		q.About = title(t, tp)
	}
	t.again()
	if n := len(t.out.Say); n > 0 {
		q.Words = chat.Plain(t.out.Say[n-1].Text)
	}
	return q
}

// moves are what a line may do on the present screen besides answering.
func moves(t *turn) []Move {
	m := []Move{MoveTopic, MovePerson}
	if !t.screen().idle {
		m = append(m, MoveHold)
	}
	if t.st.Place.Flow != nil {
		m = append(m, MoveQuestion)
	}
	if t.screen().does && t.st.Place.Flow != nil {
		m = append(m, MoveDone, MoveNotThere, MoveNotAllowed)
	}
	return m
}

// hearHint takes a model's word for a line that no words settled. It counts
// for less than words: it solves nothing and calls nobody, but asks.
func hearHint(t *turn, u *utterance) bool {
	h := u.Hint
	if h == nil || decided(u.res) || opens(t, u) || u.says.Has(intent.Insult) || t.st.Place.Screen == AtPerson {
		return false
	}
	for _, a := range t.screen().own(t) {
		if h.Answer != "" && a.verb == h.Answer {
			t.st.Misses = 0
			a.byHint(t)
			return true
		}
	}
	if h.Move != "" && !slices.Contains(moves(t), h.Move) {
		return false
	}
	switch h.Move {
	case MoveHold:
		t.st.Misses = 0
		aroundAs(t, chat.TurnHold, "hold")
	case MovePerson:
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyAsked, t.T("offer"))
	case MoveDone:
		t.st.Misses = 0
		askResult(t)
	case MoveNotThere:
		notThere(t)
	case MoveNotAllowed:
		forwardNow(t)
	case MoveQuestion:
		if t.screen().does || t.st.Place.Screen == AtRef {
			how(t, u)
		} else {
			explain(t)
		}
	default:
		return followHint(t, h)
	}
	return true
}

// opens reports whether the words of a line are sure enough to open a topic
// where it is said.
func opens(t *turn, u *utterance) bool {
	return u.res.Intent == intent.KindTopic && (!walking(t) || leaves(t, u))
}

// byHint gives the answer on a model's word.
func (a answer) byHint(t *turn) {
	if a.hinted != nil {
		a.hinted(t)
		return
	}
	a.do(t)
}

// followHint opens the topic a model names, or asks which; in the middle of a
// walk it asks whether to leave that.
func followHint(t *turn, h *Hint) bool {
	var known []string
	for _, id := range h.Topics {
		if tp, ok := t.guide.Topic(id); ok {
			known = append(known, tp.ID)
		}
	}
	switch {
	case len(known) == 0, walking(t) && same(t, known[0]):
		return false
	case walking(t):
		if h.Move != MoveTopic {
			return false // the line was not said to leave the walk
		}
		askMaybe(t, known[0])
	case h.Sure:
		t.leave()
		enter(t, known[0])
	default:
		t.leave()
		askWhich(t, t.T("pick"), known, topicButton)
	}
	return true
}
