package dialog

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// enter begins a topic; a flow under way is put aside and offered again.
func enter(t *turn, id string) {
	tp, ok := t.topic(id)
	if !ok {
		showMenu(t)
		return
	}
	t.out.Kind = "topic"
	t.st.Misses = 0
	if f := t.st.Place.Flow; f != nil && f.Topic == tp.ID && t.st.Place.Screen != AtOffer {
		t.pre(t.T("here"))
		t.again()
		return
	}
	stack := slices.DeleteFunc(slices.Clone(t.aside()), func(f Flow) bool { return f.Topic == tp.ID })
	if !tp.Extra {
		t.pre(t.T("recognised", "title", title(tp)))
	}
	t.pre(tp.Intro)
	t.goTo(Place{Screen: AtStep, Flow: &Flow{Topic: tp.ID, Hash: tp.Hash}, Stack: stack})
	t.st.Place.Flow.Common = len(tp.Steps) == 0
	advance(t)
}

// title is what a sentence calls a topic: its code, else its title without the
// capital that begins a heading.
func title(tp *kb.Topic) string {
	if len(tp.Codes) > 0 {
		return tp.Codes[0]
	}
	first, n := utf8.DecodeRuneInString(tp.Title)
	if second, _ := utf8.DecodeRuneInString(tp.Title[n:]); unicode.IsUpper(second) {
		return tp.Title // an abbreviation
	}
	return string(unicode.ToLower(first)) + tp.Title[n:]
}

// advance shows what comes next in the present flow.
func advance(t *turn) {
	f := t.st.Place.Flow
	tp, ok := t.topic(f.Topic)
	if !ok {
		showMenu(t)
		return
	}
	if !f.Common || f.Cause != "" {
		showStep(t)
		return
	}
	left := untried(tp, f)
	switch {
	case len(left) == 0:
		exhausted(t)
	case len(f.Tried) == 0 && len(left) > 1 && tp.Ask != "":
		t.at(AtCauses)
		showCauses(t)
	default:
		tryCause(t, left[0])
	}
}

// untried are the causes still to try: what the user can mend first, then
// what only a person can, and what remains ("trường hợp khác") last.
func untried(tp *kb.Topic, f *Flow) []*kb.Cause {
	var left []*kb.Cause
	for i := range tp.Causes {
		if c := &tp.Causes[i]; !slices.Contains(f.Tried, c.ID) {
			left = append(left, c)
		}
	}
	slices.SortStableFunc(left, func(a, b *kb.Cause) int { return rank(a) - rank(b) })
	return left
}

func rank(c *kb.Cause) int {
	switch {
	case c.Other:
		return 2
	case slices.ContainsFunc(c.Steps, func(s kb.Step) bool { return s.Kind == kb.Do || s.Kind == kb.Wait }):
		return 0
	}
	return 1
}

func tryCause(t *turn, c *kb.Cause) {
	f := t.st.Place.Flow
	if tp, _ := t.topic(f.Topic); tp != nil && len(tp.Causes) > 1 {
		word := "cause_try"
		if len(f.Tried) > 0 {
			word = "cause_next"
		}
		t.pre(t.T(word, "cause", c.Title))
	}
	f.Cause, f.Step, f.Node = c.ID, 0, ""
	showStep(t)
}

// steps returns the steps under way and the cause they belong to, nil for the
// topic's own.
func (t *turn) steps() ([]kb.Step, *kb.Cause, *kb.Topic) {
	f := t.st.Place.Flow
	tp, ok := t.topic(f.Topic)
	if !ok {
		return nil, nil, nil
	}
	if f.Cause == "" {
		return tp.Steps, nil, tp
	}
	for i := range tp.Causes {
		if tp.Causes[i].ID == f.Cause {
			return tp.Causes[i].Steps, &tp.Causes[i], tp
		}
	}
	return nil, nil, tp
}

// showStep shows the present step, or goes on when the steps are over.
func showStep(t *turn) {
	f := t.st.Place.Flow
	steps, cause, tp := t.steps()
	if tp == nil {
		showMenu(t)
		return
	}
	for f.Step < len(steps) && steps[f.Step].Kind == kb.Tell && f.Step+1 < len(steps) {
		t.pre(steps[f.Step].Text)
		f.Step++
	}
	if f.Step >= len(steps) {
		causeOver(t)
		return
	}
	s := &steps[f.Step]
	f.Node, f.Sum = s.ID, s.Hash
	if gated(s, cause) && gate(t) {
		return
	}
	switch s.Kind {
	case kb.Wait:
		showWait(t, s)
	case kb.Collect:
		collect(t, s)
	case kb.Handoff:
		handOffAt(t, s)
	default:
		showDo(t, s, f.Step+1 < len(steps))
	}
}

// causeOver leaves a cause (or the common steps) that did not help.
func causeOver(t *turn) {
	f := t.st.Place.Flow
	if f.Cause == "" {
		f.Common = true
	} else {
		f.Tried = append(f.Tried, f.Cause)
	}
	f.Cause, f.Step, f.Node, f.Sum = "", 0, "", ""
	advance(t)
}

// exhausted ends a topic that did not help: an article gives back to the step
// it was opened from, a topic goes to a person.
func exhausted(t *turn) {
	p := &t.st.Place
	tp, _ := t.topic(p.Flow.Topic)
	if tp != nil && tp.Extra && len(p.Stack) > 0 {
		popFlow(t)
		goOn(t, chat.StepFailed)
		return
	}
	t.pre(t.T("exhausted"))
	handOff(t, WhyExhausted, "")
}

func popFlow(t *turn) {
	p := &t.st.Place
	n := len(p.Stack) - 1
	f := p.Stack[n]
	p.Flow, p.Stack, p.Screen = &f, p.Stack[:n], AtStep
}

// goOn goes on after a step that did not help ("failed"), was done
// ("done") or could not be ("skipped").
func goOn(t *turn, result string) {
	t.note(result)
	t.at(AtStep)
	f := t.st.Place.Flow
	steps, cause, _ := t.steps()
	f.Step++
	if result == chat.StepNotAdmin || t.st.Role == "user" {
		for f.Step < len(steps) && gated(&steps[f.Step], cause) {
			f.Step++
		}
	}
	showStep(t)
}
