package dialog

import (
	"slices"

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
	t.st.Misses, t.st.Spoke = 0, ""
	if f := t.st.Place.Flow; f != nil && t.st.Place.Screen != AtOffer && (f.Topic == tp.ID || host(t) == tp.ID) {
		t.pre(t.T("here"))
		t.again()
		t.out.Kind = chat.TurnTopic
		return
	}
	if t.late {
		askMaybe(t, tp.ID)
		return
	}
	stack := slices.DeleteFunc(slices.Clone(t.aside()), func(f Flow) bool { return f.Topic == tp.ID })
	f := begin(tp)
	if step, a, cause, ok := oneWay(t, tp); ok {
		f.Doubt = true
		t.pre(t.T("recognised_unheard"))
		t.goTo(Place{Screen: AtStep, Flow: f, Stack: stack})
		toArticleOf(t, tp, step, a)
		tryCause(t, &a.Causes[cause])
		t.out.Kind = chat.TurnTopic
		return
	}
	if _, article := t.guide.Article(tp.ID); !tp.Extra && !article {
		t.pre(recognised(t, tp))
	}
	t.pre(intro(t, tp))
	f.Doubt = t.told
	t.goTo(Place{Screen: AtStep, Flow: f, Stack: stack})
	advance(t)
	if t.out.Kind != chat.TurnHandoff {
		t.out.Kind = chat.TurnTopic
	}
}

// begin is a walk at the start of a topic.
func begin(tp *kb.Topic) *Flow {
	return &Flow{Topic: tp.ID, Hash: tp.Hash, Common: len(tp.Steps) == 0}
}

// openArticle walks an article from the present step, which is come back to.
func openArticle(t *turn, id string) {
	tp, ok := t.guide.Article(id)
	if !ok {
		t.again()
		return
	}
	intoArticle(t, tp)
	advance(t)
}

// intoArticle begins the walk of an article, and shows nothing yet.
func intoArticle(t *turn, tp *kb.Topic) {
	id, p := tp.ID, t.st.Place.clone()
	p.Flow.Walked = id
	t.st.Place = p
	stack := append(slices.DeleteFunc(slices.Clone(p.Stack), func(f Flow) bool { return f.Topic == id }), *p.Flow)
	t.pre(intro(t, tp))
	f := begin(tp)
	f.App = p.Flow.App // said once, it is not said again
	t.goTo(Place{Screen: AtStep, Flow: f, Stack: stack[max(0, len(stack)-maxStack):]})
}

// host is the topic whose step opened the present article, "" for none.
func host(t *turn) string {
	if !t.inside() {
		return ""
	}
	return t.st.Place.Stack[len(t.st.Place.Stack)-1].Topic
}

// recognised says which error it is: what people call it, and its code; where
// that is no more than likely, with the way to say no.
func recognised(t *turn, tp *kb.Topic) string {
	if t.doubt {
		return t.T("recognised_maybe", "title", title(t, tp))
	}
	if len(tp.Codes) == 0 || tp.Name == "" || foreign(t, tp.Lang) {
		return t.T("recognised", "title", title(t, tp))
	}
	return t.T("recognised_code", "title", tp.Name, "code", tp.Codes[0])
}

// title is what a sentence calls a topic. One that has no name in the user's
// language is called by its code, if at all.
func title(t *turn, tp *kb.Topic) string {
	switch {
	case foreign(t, tp.Lang) && len(tp.Codes) == 0:
		return t.T("this_problem")
	case foreign(t, tp.Lang):
		return tp.Codes[0]
	case tp.Name != "":
		return tp.Name
	case len(tp.Codes) > 0:
		return tp.Codes[0]
	}
	return tp.Title
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
	skipDenied(t, tp)
	left := untried(tp, f)
	c, known := chosen(t, tp)
	switch {
	case len(f.Tried) == 0 && !f.App && toldApp(t, tp):
		f.App = true
		offerPerson(t, WhyOutside, t.T("app_offer"))
	case len(left) == 0, tp.Choose != "" && len(f.Tried) > 0:
		exhausted(t)
	case known:
		tryCause(t, c)
	case len(f.Tried) == 0 && len(left) > 1 && tp.Ask != "":
		t.at(AtCauses)
		if i := toldCause(t, tp); i >= 0 {
			if name := nameTold(t, &tp.Causes[i]); name != tp.Causes[i].Title || !forStaff(&tp.Causes[i]) {
				t.pre(t.T("told", "answer", name)) // else its title is what follows
			}
			takeCause(t, i)
			return
		}
		showCauses(t)
	default:
		suggest(t, left[0])
	}
}

// untried are the causes still to try: what the user can mend first, then
// what only a person can, and what remains ("trường hợp khác") last.
func untried(tp *kb.Topic, f *Flow) []*kb.Cause {
	left := make([]*kb.Cause, 0, len(tp.Causes))
	for i := range tp.Causes {
		if c := &tp.Causes[i]; !slices.Contains(f.Tried, c.ID) {
			left = append(left, c)
		}
	}
	slices.SortStableFunc(left, func(a, b *kb.Cause) int { return rank(a) - rank(b) })
	return left
}

// skipDenied takes the causes that the user has denied in passing from those still to
// try, where the walk comes to another than the first: what was ruled out is not put
// forward. What he said last of one counts. Who has the error rules nothing out.
func skipDenied(t *turn, tp *kb.Topic) {
	f := t.st.Place.Flow
	if len(f.Tried) == 0 || tp.Ask == "" || tp.Choose != "" {
		return
	}
	for i := range tp.Causes {
		if c := &tp.Causes[i]; !c.Other && !byExtent(t, c) && !slices.Contains(f.Tried, c.ID) && deniedIn(t, tp, i) {
			f.Tried = append(f.Tried, c.ID)
		}
	}
}

// deniedIn reports whether the newest line that says anything of a cause denies it.
func deniedIn(t *turn, tp *kb.Topic, i int) bool {
	for _, line := range slices.Backward(t.st.Told) {
		switch at, denied := byAspect(t, tp, line); {
		case at == i:
			return false
		case slices.Contains(denied, i):
			return true
		}
	}
	return false
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

// suggest tries a cause that the bot picked, and says which; one that the user
// named, and an alternative, need no words.
func suggest(t *turn, c *kb.Cause) {
	f := t.st.Place.Flow
	if tp, _ := t.topic(f.Topic); tp != nil && len(tp.Causes) > 1 && tp.Choose == "" && !c.Other && !foreign(t, c.Lang) {
		word := "cause_try"
		if len(f.Tried) > 0 {
			word = "cause_next"
		}
		t.pre(t.T(word, "cause", c.Title))
	}
	tryCause(t, c)
}

func tryCause(t *turn, c *kb.Cause) {
	f := t.st.Place.Flow
	f.toCause(c.ID)
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

// stepNow is the present step; false where none is under way, or the steps are over.
func stepNow(t *turn) (*kb.Step, bool) {
	f := t.st.Place.Flow
	if f == nil {
		return nil, false
	}
	steps, _, _ := t.steps()
	if f.Step >= len(steps) {
		return nil, false
	}
	return &steps[f.Step], true
}

// gatedNow reports whether the present step is for who holds a role.
func gatedNow(t *turn) bool {
	s, ok := stepNow(t)
	if !ok {
		return false
	}
	_, cause, _ := t.steps()
	return gated(s, cause)
}

// showStep shows the present step, or goes on when the steps are over.
func showStep(t *turn) {
	f := t.st.Place.Flow
	steps, cause, tp := t.steps()
	if tp == nil {
		showMenu(t)
		return
	}
	for f.Step < len(steps) && steps[f.Step].Kind == kb.Tell && f.after(len(steps)) < len(steps) {
		t.pre(steps[f.Step].Text)
		f.next(len(steps))
	}
	if f.Step >= len(steps) {
		causeOver(t)
		return
	}
	s := &steps[f.Step]
	f.Node, f.Sum, f.Words = s.ID, s.Hash, s.Words
	if gated(s, cause) && gate(t) {
		return
	}
	switch s.Kind {
	case kb.Wait:
		showWait(t, s)
	case kb.Collect:
		collect(t)
	case kb.Handoff:
		handOffAt(t, s)
	default:
		if s.Walk != "" && f.Walked != s.Walk && s.Walk != f.Topic {
			openArticle(t, s.Walk)
			return
		}
		showDo(t, s, f.after(len(steps)) < len(steps))
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
	f.toCause("")
	f.Walked, f.Asked = "", 0
	advance(t)
}

// exhausted ends a topic that did not help: an article gives back to the step
// it was opened from, or offers a person, a topic goes to a person.
func exhausted(t *turn) {
	p := &t.st.Place
	tp, _ := t.topic(p.Flow.Topic)
	if _, article := t.guide.Article(p.Flow.Topic); (article || tp != nil && tp.Extra) && len(p.Stack) > 0 {
		popFlow(t)
		goOn(t, chat.StepFailed)
		return
	}
	if _, article := t.guide.Article(p.Flow.Topic); article || !triedAny(t) {
		offerPerson(t, WhyUntried, t.T("nothing_left"))
		t.out.Kind = chat.TurnOffer
		return
	}
	t.pre(t.T("exhausted"))
	handOff(t, WhyExhausted, "")
}

// triedAny reports whether a step was done that did not help. Where none was,
// nobody can say that nothing helps, and a person is offered, not called.
func triedAny(t *turn) bool {
	return slices.ContainsFunc(t.st.Path, func(s chat.Tried) bool { return s.Result == chat.StepFailed || s.Result == chat.StepDone })
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
	passed := result == chat.StepNotAdmin || t.st.Place.Screen == AtForward // the steps behind it stood in the message
	t.note(result)
	t.at(AtStep)
	f := t.st.Place.Flow
	steps, cause, _ := t.steps()
	f.next(len(steps))
	f.Walked, f.Asked = "", 0
	if passed {
		for f.Step < len(steps) && gated(&steps[f.Step], cause) {
			f.next(len(steps))
		}
	}
	showStep(t)
}
