package dialog

import "hotro/internal/chat"

// expect notes, once the line with a picture is answered, that the picture is
// still being read.
func expect(t *turn) (answered func()) {
	return func() {
		t.st.Reading = &Reading{Turn: t.st.Turn, Promised: t.out.Kind == chat.TurnUnseen}
	}
}

// seenLater takes what was read in a picture after its answer: it is said where
// it changes something and the user has not moved on.
func seenLater(t *turn, l Line) {
	t.out.Kind = chat.TurnUnseen
	wait := t.st.Reading
	if wait == nil || wait.Turn != t.st.Turn {
		t.st.Reading = nil
		return
	}
	if !l.Later {
		t.st.Reading = nil
	}
	r := t.read.Screen(l.Seen)
	if r.Topic != "" && same(t, r.Topic) {
		return // it is what the user is being helped with
	}
	t.out.Update = t.st.Person
	if readPicture(t, l.Seen, true) {
		if t.st.Place.Screen == AtSeen {
			t.st.Reading = nil
		}
		return
	}
	if wait.Promised && !l.Later {
		seenNothing(t)
	}
}
