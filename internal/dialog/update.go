package dialog

// moved carries the place over to a guide that is newer than the one it
// belongs to. It goes on silently when the present step is unchanged; else it
// tells the user and re-enters the topic at its start. It reports whether the
// lines that arrived can still be answered at that place.
func moved(t *turn) bool {
	dropStale(t)
	f := t.st.Place.Flow
	if f == nil {
		return true
	}
	tp, ok := t.topic(f.Topic)
	if !ok {
		t.pre(t.T("updated_gone"))
		t.st.Place = Place{Screen: AtMenu}
		listTopics(t)
		return false
	}
	if tp.Hash == f.Hash || sameStep(t) {
		f.Hash = tp.Hash
		return true
	}
	t.pre(t.T("updated"))
	t.st.Place.Flow = nil
	t.st.Place.Screen = AtMenu
	enter(t, tp.ID)
	return false
}

// sameStep finds the present step in the new guide by id and content.
func sameStep(t *turn) bool {
	f := t.st.Place.Flow
	steps, _, _ := t.steps()
	if f.Step < len(steps) && f.Node != "" && steps[f.Step].ID == f.Node && steps[f.Step].Hash == f.Sum {
		return true
	}
	return false
}

// dropStale forgets earlier places and interrupted flows whose topic changed:
// going back to them would show steps that are no more.
func dropStale(t *turn) {
	same := func(f *Flow) bool {
		tp, ok := t.topic(f.Topic)
		return ok && tp.Hash == f.Hash
	}
	var back []Place
	for _, p := range t.st.Back {
		if p.Flow == nil || same(p.Flow) {
			back = append(back, p)
		}
	}
	t.st.Back = back
	var stack []Flow
	for _, f := range t.st.Place.Stack {
		if _, ok := t.topic(f.Topic); !ok {
			continue
		}
		if !same(&f) {
			tp, _ := t.topic(f.Topic)
			f = Flow{Topic: tp.ID, Hash: tp.Hash, Common: len(tp.Steps) == 0}
		}
		stack = append(stack, f)
	}
	t.st.Place.Stack = stack
}
