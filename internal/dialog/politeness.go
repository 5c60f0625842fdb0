package dialog

import (
	"hotro/internal/intent"
)

// smallTalk answers politeness and its opposite.
func smallTalk(t *turn, u *utterance) bool {
	switch {
	case u.says.Has(intent.Insult):
		t.out.Kind = "calm"
		t.show(t.T("calm"), t.human(), t.menuButton())
	case u.says.Whole(intent.Greeting):
		if t.st.Place.Flow != nil {
			t.around("here")
			return true
		}
		t.st.Place = Place{Screen: AtStart, Stack: t.st.Place.Stack}
		greet(t)
	case u.says.Whole(intent.Thanks):
		t.around("thanks")
	case u.says.Whole(intent.Bye):
		t.around("bye")
	default:
		return false
	}
	return true
}
