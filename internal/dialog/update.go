package dialog

import (
	"slices"
	"strings"

	"hotro/internal/kb"
)

// moved carries the place over to a guide that is newer than the one it
// belongs to. It goes on silently where the present step still stands, wherever
// that is now; else it tells the user and goes on behind the last step before it
// that does. It reports whether the lines that arrived can still be answered at
// that place.
func moved(t *turn) bool {
	renameTried(t)
	moveEarlier(t)
	f := t.st.Place.Flow
	if f == nil {
		return true
	}
	was := *f
	tp, e, ok := since(t, f)
	switch {
	case !ok:
		t.pre(t.T("updated_gone"))
		t.st.Place = Place{Screen: AtMenu}
		listTopics(t)
	case f.move(tp, e) && stillAsks(t, tp, e):
		return true
	default:
		resettle(t, tp, e, mark(&was))
	}
	return false
}

// since finds the topic of a walk in the present guide, and what became of it
// since.
func since(t *turn, f *Flow) (*kb.Topic, kb.Edit, bool) {
	outline := ""
	if i := outlined(t.st.Outlines, f.Hash); i >= 0 {
		outline = t.st.Outlines[i].Text
	}
	tp, ok := t.guide.Again(f.Topic, outline)
	if !ok {
		return nil, kb.Edit{}, false
	}
	if tp.Hash == f.Hash {
		outline = tp.Outline
	}
	return tp, tp.Since(outline), true
}

func mark(f *Flow) kb.Mark { return kb.Mark{Node: f.Node, Index: f.Step, Hash: f.Sum, Words: f.Words} }

// move brings a walk to the present version of its topic. It reports whether the
// step that it is at still stands.
func (f *Flow) move(tp *kb.Topic, e kb.Edit) bool {
	if tp.Hash == f.Hash && tp.ID == f.Topic {
		return true
	}
	m := mark(f)
	f.Topic, f.Hash = tp.ID, tp.Hash
	var tried []string
	for _, id := range f.Tried {
		if c, ok := e.Cause(id); ok {
			tried = append(tried, c.ID)
		}
	}
	f.Tried = tried
	if f.Node == "" {
		c, ok := e.Cause(f.Cause)
		if ok {
			f.Cause = c.ID
		}
		return ok || f.Cause == ""
	}
	p, ok := e.Step(m)
	if !ok {
		return false
	}
	left, reordered := e.Left(m, p, f.toCome)
	if f.stand(p); reordered {
		f.Left = lettered(left)
	}
	return m.Words == "" || m.Words[:1] == p.Step.Words[:1] // another kind of step is another screen
}

// stand puts a walk at a step.
func (f *Flow) stand(p kb.Place) {
	f.Cause, f.Step, f.Node, f.Sum, f.Words, f.Left = "", p.Index, p.Step.ID, p.Step.Hash, p.Step.Words, ""
	if p.Cause != nil {
		f.Cause = p.Cause.ID
	}
}

// stillAsks reports whether a question which cause it is still has answers, and
// sees to it that its buttons still mean what they say.
func stillAsks(t *turn, tp *kb.Topic, e kb.Edit) bool {
	p := &t.st.Place
	if p.Screen != AtCauses {
		return true
	}
	if len(tp.Causes) == 0 {
		return false
	}
	p.Shown = reshown(p.Shown, e.Order(), len(tp.Causes))
	return true
}

// reshown is the order in which causes were shown, by their places now; "" where
// it is the order of the documents.
func reshown(shown string, order []int, n int) string {
	if shown == "" {
		for i := range min(mostLetters, len(order)) {
			shown += letter(i)
		}
	}
	same := len(shown) == n || len(order) == 0
	out := ""
	for i, r := range shown {
		now := "-"
		if k := int(r - 'a'); k >= 0 && k < len(order) && order[k] >= 0 && order[k] < mostLetters {
			now = letter(order[k])
		}
		same = same && now == letter(i)
		out += now
	}
	if same {
		return ""
	}
	return out
}

// resettle tells the user that the documents changed, and goes on at the nearest
// safe point: behind what was done, else where its cause begins, else where the
// topic does.
func resettle(t *turn, tp *kb.Topic, e kb.Edit, m kb.Mark) {
	t.pre(t.T("updated"))
	f := t.st.Place.Flow
	p, found := e.Step(m)
	c, after, done := e.Safe(m)
	inCause := strings.Contains(m.Node, "/")
	t.st.Place.Screen = AtStep
	switch {
	case found:
		f.toCause(f.Cause)
		f.stand(p)
		f.Node = ""
		showStep(t)
	case done:
		f.toCause("")
		if c != nil {
			f.Cause = c.ID
		}
		f.Step = after
		showStep(t)
	case c != nil:
		tryCause(t, c)
	case inCause && len(tp.Causes) > 0:
		f.toCause("")
		f.Common = true
		advance(t)
	default:
		t.st.Place.Flow, t.st.Place.Screen = nil, AtMenu
		enter(t, tp.ID)
	}
}

// moveEarlier brings what can be come back to over to the present guide: places
// whose step is no more are forgotten, and an interrupted walk whose step is no
// more begins again.
func moveEarlier(t *turn) {
	t.st.Place.Stack = restanding(t, t.st.Place.Stack)
	back, heard := t.st.Back, t.st.Heard
	t.st.Back, t.st.Heard = nil, nil
	for _, p := range back {
		if stands(t, &p) {
			t.st.Back = append(t.st.Back, p)
		}
	}
	for _, h := range heard {
		if stands(t, &h.Place) {
			t.st.Heard = append(t.st.Heard, h)
		}
	}
	if w := t.st.Worked; w != nil && !stands(t, w) {
		t.st.Worked = nil
	}
	if l := t.st.Last; l != nil {
		if restand(t, l); gone(*l) {
			t.st.Last = nil
		}
	}
}

func gone(f Flow) bool { return f.Topic == "" }

// stands brings an earlier place over, and reports whether it still stands.
func stands(t *turn, p *Place) bool {
	p.Stack = restanding(t, p.Stack)
	if p.Flow == nil {
		return true
	}
	tp, e, ok := since(t, p.Flow)
	if !ok || !p.Flow.move(tp, e) {
		return false
	}
	if p.Screen == AtCauses {
		p.Shown = reshown(p.Shown, e.Order(), len(tp.Causes))
	}
	return true
}

// restanding is interrupted walks brought over, but those whose topic is no more.
func restanding(t *turn, stack []Flow) []Flow {
	stack = slices.Clone(stack) // others share it
	for i := range stack {
		restand(t, &stack[i])
	}
	return slices.DeleteFunc(stack, gone)
}

// restand brings an interrupted walk over; one whose step is no more begins anew,
// and one whose topic is no more names none.
func restand(t *turn, f *Flow) {
	tp, e, ok := since(t, f)
	switch {
	case !ok:
		*f = Flow{}
	case !f.move(tp, e):
		tried := f.Tried
		*f = *begin(tp)
		f.Tried = tried
	}
}

// renameTried calls what was tried by the ids of the present guide, so that the
// same step noted again is the same one.
func renameTried(t *turn) {
	edits := map[string]kb.Edit{}
	for f := range t.st.flows() {
		if tp, e, ok := since(t, f); ok && tp.Hash != f.Hash {
			edits[f.Topic] = e
		}
	}
	t.st.Path = slices.Clone(t.st.Path)
	for i := range t.st.Path {
		p := &t.st.Path[i]
		if e, ok := edits[p.Topic]; ok {
			if now, ok := e.Node(p.Node); ok {
				p.Topic, p.Node = now.Topic.ID, now.Step.ID
			}
		}
	}
}
