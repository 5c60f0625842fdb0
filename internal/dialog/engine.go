package dialog

import (
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// Reader understands what users write. intent.Matcher is one.
type Reader interface {
	Match(text string) intent.Result
	Meanings(text string) intent.Meanings
}

// Options of an Engine. Every field is required but the two times.
type Options struct {
	Guide  *kb.Guide
	Reader Reader
	Say    map[string]*prompts.Say // by language; "vi" must exist
	Nudge  time.Duration           // silence before one reminder; 15 minutes when zero
	Close  time.Duration           // silence after the reminder; 45 minutes when zero
}

// Engine is one guide's dialog. It is immutable and safe for concurrent use.
type Engine struct {
	guide *kb.Guide
	read  Reader
	say   map[string]*prompts.Say
	nudge time.Duration
	close time.Duration
	keys  map[string]string // button key → topic id
}

// New returns the dialog of a guide.
func New(o Options) *Engine {
	e := &Engine{guide: o.Guide, read: o.Reader, say: o.Say, nudge: o.Nudge, close: o.Close, keys: map[string]string{}}
	if e.nudge == 0 {
		e.nudge = 15 * time.Minute
	}
	if e.close == 0 {
		e.close = 45 * time.Minute
	}
	for _, t := range append(append([]kb.Topic{}, o.Guide.Topics...), o.Guide.Articles...) {
		e.keys[key(t.ID)] = t.ID
	}
	return e
}

// Guide returns the guide this dialog walks.
func (e *Engine) Guide() *kb.Guide { return e.guide }

// Step answers the lines that arrived together; without lines, a timer is
// due. It never fails and never blocks: input it can't use gets a friendly
// answer.
func (e *Engine) Step(st State, lines []Line, now time.Time) Outcome {
	t := e.turn(st, now)
	if t.st.Place.Screen != AtStart && t.st.Guide != e.guide.Version && !t.moved() {
		return t.end() // the place is gone: the user was told and shown the menu
	}
	if len(lines) == 0 {
		t.timer()
		return t.end()
	}
	t.st.Nudged = false
	if at := t.st.Place.Screen; at == AtSolved || at == AtComment {
		t.st.forget()
	}
	for _, u := range utterances(lines) {
		before, answered := *t, t.out.Kind != "" && !noise(t.out.Kind)
		if answered {
			before.st = clone(t.st)
		}
		t.next()
		t.hear(u)
		if answered && noise(t.out.Kind) {
			*t = before
		}
	}
	return t.end()
}

// noise reports whether nothing was made of a line. Among lines that came
// together such a one must not cover the answer to another: people send a
// picture of the error and "bị vậy nè" after it.
func noise(kind string) bool { return kind == "miss" || kind == "unseen" }

// Returned is the state after a person gave the conversation back: the open
// hand-off is over and the menu or the interrupted place is at hand again.
func Returned(st State) State {
	st.Person, st.Noted = false, false
	st.forget()
	if st.Place.Screen == AtPerson {
		st.Place = Place{Screen: AtMenu}
		st.Offer = nil
	}
	return st
}

// forget drops what belonged to a matter that is over: a call ID or a step of
// an earlier problem must not reach the ticket of the next.
func (st *State) forget() {
	st.Path, st.CallIDs, st.Facts, st.NoID, st.First, st.Misses = nil, nil, map[string]string{}, false, "", 0
}

// utterances joins texts that came together: people write three short lines
// and mean one thing. Buttons, pictures and files stand alone.
func utterances(lines []Line) []Line {
	var out []Line
	for _, l := range lines {
		last := len(out) - 1
		if l.Kind == chat.KindText && last >= 0 && out[last].Kind == chat.KindText && !control(l.Text) && !control(out[last].Text) {
			out[last].Text += "\n" + l.Text
			if l.Hint != nil {
				out[last].Hint = l.Hint
			}
			continue
		}
		out = append(out, l)
	}
	return out
}

// control reports whether a text is an input of its own even among others: a
// command, or a number that picks an option.
func control(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "/") || (s != "" && len(s) <= 2 && strings.Trim(s, "0123456789") == "")
}

// turn is one Step under way.
type turn struct {
	*Engine
	st    State
	now   time.Time
	words *prompts.Say
	out   Outcome
	lead  []string // said before the next screen, in the same message
}

func (e *Engine) turn(st State, now time.Time) *turn {
	t := &turn{Engine: e, st: clone(st), now: now}
	t.st.V = 1
	t.words = e.say["vi"]
	if w := e.say[st.Lang]; w != nil {
		t.words = w
	}
	return t
}

// next begins another utterance of the same step: only what the last one says
// reaches the user, so that three lines get one answer.
func (t *turn) next() {
	keep := t.out
	t.out = Outcome{Handoff: keep.Handoff, Invite: keep.Invite, Update: keep.Update, Cancel: keep.Cancel, Solved: keep.Solved, Topic: keep.Topic, Rate: keep.Rate}
}

func (t *turn) end() Outcome {
	t.st.Guide = t.guide.Version
	t.st.Timer = t.alarm()
	t.out.State = t.st
	return t.out
}

// alarm says when the dialog wants to come back by itself.
func (t *turn) alarm() time.Time {
	switch t.st.Place.Screen {
	case AtWait:
		if !t.st.Place.Over {
			return t.st.Place.Until
		}
	case AtStart, AtMenu, AtSolved, AtComment, AtPerson, AtEnded:
		return time.Time{}
	}
	if t.st.Person {
		return time.Time{}
	}
	if t.st.Nudged {
		return t.now.Add(t.close)
	}
	return t.now.Add(t.nudge)
}

func clone(st State) State {
	st.Back = append([]Place(nil), st.Back...)
	st.Offer = append([]chat.Choice(nil), st.Offer...)
	st.Path = append([]chat.Tried(nil), st.Path...)
	st.CallIDs = append([]string(nil), st.CallIDs...)
	facts := make(map[string]string, len(st.Facts))
	for k, v := range st.Facts {
		facts[k] = v
	}
	st.Facts = facts
	st.Place = st.Place.clone()
	return st
}

func (p Place) clone() Place {
	if p.Flow != nil {
		f := *p.Flow
		f.Tried = append([]string(nil), f.Tried...)
		p.Flow = &f
	}
	p.Stack = append([]Flow(nil), p.Stack...)
	return p
}

// T fills in words of the dialog.
func (t *turn) T(key string, pairs ...string) string { return t.words.T("dialog."+key, pairs...) }

// says reports whether a text is, as a whole, one of the words listed under
// key, compared without marks.
func (t *turn) says(key, s string) bool {
	s = fold(s)
	for _, w := range strings.Split(t.T(key), ";") {
		if s == fold(w) {
			return true
		}
	}
	return false
}
