package dialog

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// enter begins a topic; a flow under way is put aside and offered again.
func (t *turn) enter(id string) {
	tp, ok := t.topic(id)
	if !ok {
		t.menu()
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
	t.advance()
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
func (t *turn) advance() {
	f := t.st.Place.Flow
	tp, ok := t.topic(f.Topic)
	if !ok {
		t.menu()
		return
	}
	if !f.Common || f.Cause != "" {
		t.showStep()
		return
	}
	left := untried(tp, f)
	switch {
	case len(left) == 0:
		t.exhausted()
	case len(f.Tried) == 0 && len(left) > 1 && tp.Ask != "":
		t.at(AtCauses)
		t.showCauses()
	default:
		t.tryCause(left[0])
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

func (t *turn) tryCause(c *kb.Cause) {
	f := t.st.Place.Flow
	if tp, _ := t.topic(f.Topic); tp != nil && len(tp.Causes) > 1 {
		word := "cause_try"
		if len(f.Tried) > 0 {
			word = "cause_next"
		}
		t.pre(t.T(word, "cause", c.Title))
	}
	f.Cause, f.Step, f.Node = c.ID, 0, ""
	t.showStep()
}

func (t *turn) showCauses() {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		t.menu()
		return
	}
	var c []chat.Choice
	for i := range tp.Causes {
		c = append(c, t.bound(fmt.Sprintf("cause%d", i), answerOf(&tp.Causes[i])))
	}
	q := tp.Ask
	if q == "" {
		q = t.T("ask_causes")
	}
	c = append(c, t.bound("unsure", t.T("unsure_button")))
	t.show(q, append(c, t.exits()...)...)
}

// answerOf is a cause as an answer to the question that tells causes apart.
func answerOf(c *kb.Cause) string {
	if c.Answer != "" {
		return c.Answer
	}
	return c.Title
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
func (t *turn) showStep() {
	f := t.st.Place.Flow
	steps, cause, tp := t.steps()
	if tp == nil {
		t.menu()
		return
	}
	for f.Step < len(steps) && steps[f.Step].Kind == kb.Tell && f.Step+1 < len(steps) {
		t.pre(steps[f.Step].Text)
		f.Step++
	}
	if f.Step >= len(steps) {
		t.causeOver()
		return
	}
	s := &steps[f.Step]
	f.Node, f.Sum = s.ID, s.Hash
	if gated(s, cause) && t.gate() {
		return
	}
	switch s.Kind {
	case kb.Wait:
		t.showWait(s)
	case kb.Collect:
		t.collect(s)
	case kb.Handoff:
		t.handOffAt(s)
	default:
		t.showDo(s, f.Step+1 < len(steps))
	}
}

func (t *turn) showDo(s *kb.Step, more bool) {
	if t.st.Place.Screen != AtStep {
		t.at(AtStep)
	} else {
		t.st.Turn++
	}
	t.out.Kind = "step"
	t.show(s.Text, t.results(more, s.Links...)...)
}

func linkButton(l kb.Link) (chat.Choice, bool) {
	switch {
	case l.Article != "":
		return chat.Choice{Data: "t:" + key(l.Article), Label: l.Label}, true
	case strings.HasPrefix(l.URL, "https://"):
		return chat.Choice{Data: "url", Label: l.Label, URL: l.URL}, true
	}
	return chat.Choice{}, false
}

// causeOver leaves a cause (or the common steps) that did not help.
func (t *turn) causeOver() {
	f := t.st.Place.Flow
	if f.Cause == "" {
		f.Common = true
	} else {
		f.Tried = append(f.Tried, f.Cause)
	}
	f.Cause, f.Step, f.Node, f.Sum = "", 0, "", ""
	t.advance()
}

// exhausted ends a topic that did not help: an article gives back to the step
// it was opened from, a topic goes to a person.
func (t *turn) exhausted() {
	p := &t.st.Place
	tp, _ := t.topic(p.Flow.Topic)
	if tp != nil && tp.Extra && len(p.Stack) > 0 {
		t.popFlow()
		t.failed("failed")
		return
	}
	t.pre(t.T("exhausted"))
	t.handOff(WhyExhausted, "")
}

func (t *turn) popFlow() {
	p := &t.st.Place
	n := len(p.Stack) - 1
	f := p.Stack[n]
	p.Flow, p.Stack, p.Screen = &f, p.Stack[:n], AtStep
}

// note records the result of the present step.
func (t *turn) note(result string) {
	f := t.st.Place.Flow
	if f == nil {
		return
	}
	steps, cause, _ := t.steps()
	if f.Step >= len(steps) {
		return
	}
	s := &steps[f.Step]
	tried := chat.Tried{Topic: f.Topic, Node: s.ID, Text: clip(chat.Plain(s.Text), 160), Result: result, At: t.now, File: s.File, Line: s.Line}
	if cause != nil {
		tried.Cause = cause.Title
	}
	t.walked(tried)
}

// walked adds to the path; what was noted last about the same is replaced.
func (t *turn) walked(tried chat.Tried) {
	if n := len(t.st.Path); n > 0 && t.st.Path[n-1].Node == tried.Node {
		t.st.Path[n-1] = tried
	} else {
		t.st.Path = append(t.st.Path, tried)
	}
	if over := len(t.st.Path) - maxPath; over > 0 {
		t.st.Path = t.st.Path[over:]
	}
	t.out.Update = t.st.Person
}

// failed goes on after a step that did not help ("failed"), was done
// ("done") or could not be ("skipped").
func (t *turn) failed(result string) {
	t.note(result)
	t.at(AtStep)
	f := t.st.Place.Flow
	steps, cause, _ := t.steps()
	f.Step++
	if result == "not_admin" || t.st.Role == "user" {
		for f.Step < len(steps) && gated(&steps[f.Step], cause) {
			f.Step++
		}
	}
	t.showStep()
}

// solved ends the flow well.
func (t *turn) solved() {
	t.note("solved")
	if tp, ok := t.subject(); ok {
		t.out.Topic = tp.ID
	}
	p := &t.st.Place
	for p.Flow != nil && len(p.Stack) > 0 {
		tp, ok := t.topic(p.Flow.Topic)
		if ok && !tp.Extra {
			break
		}
		t.popFlow() // what an article solved, solves what it was opened for
	}
	t.out.Kind = "solved"
	if n := len(p.Stack); n > 0 {
		t.offerResume(t.T("solved"))
		return
	}
	t.out.Solved = !t.st.Person
	t.out.Cancel = t.st.Person
	t.goTo(Place{Screen: AtSolved})
	t.st.Back = nil
	t.pre(t.T("solved"))
	if t.st.Person {
		t.show("", t.menuButton())
		return
	}
	t.show(t.T("rate"), t.rates()...)
}

// offerResume offers the interrupted flow back.
func (t *turn) offerResume(lead string) {
	stack := t.st.Place.Stack
	t.goTo(Place{Screen: AtResume, Stack: stack})
	t.pre(lead)
	t.show(t.T("resume", "title", t.label(stack[len(stack)-1].Topic)),
		t.bound("resume", t.T("continue_button")), t.bound("dismiss", t.T("done_button")), t.human())
}

// resume goes back to the interrupted flow.
func (t *turn) resume() {
	p := t.st.Place.clone()
	if len(p.Stack) == 0 {
		t.menu()
		return
	}
	n := len(p.Stack) - 1
	f := p.Stack[n]
	t.goTo(Place{Screen: AtStep, Flow: &f, Stack: p.Stack[:n]})
	t.out.Kind = "resume"
	t.advance()
}

func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
