package dialog

import (
	"slices"

	"hotro/internal/chat"
)

// goBack shows the place before this one.
func goBack(t *turn) {
	t.out.Kind = chat.TurnBack
	n := len(t.st.Back)
	if n == 0 {
		t.pre(t.T("back_end"))
		t.again()
		return
	}
	t.st.Place, t.st.Back = t.st.Back[n-1].clone(), slices.Clip(t.st.Back[:n-1])
	t.st.Turn++
	if passing(t.st.Place.Screen) {
		t.st.Place.Screen = AtMenu
	}
	if t.st.Place.List != "" {
		t.again()
		t.out.Kind = chat.TurnBack
		return
	}
	if t.st.Place.Screen == AtMenu {
		t.st.Back = slices.Clip(t.st.Back[:max(0, len(t.st.Back)-1)])
		showMenu(t)
		t.out.Kind = chat.TurnBack
		return
	}
	t.again()
	t.out.Kind = chat.TurnBack
}

// passing reports whether a screen only stands between two others: going back
// to it would ask a question that was answered.
func passing(s Screen) bool {
	switch s {
	case AtPick, AtSeen, AtMaybe, AtOffer, AtResume:
		return true
	}
	return false
}

// restart forgets the walk, not the facts.
func restart(t *turn) {
	t.st.Path, t.st.Back, t.st.Told, t.st.Rejected, t.st.Misses, t.st.Role = nil, nil, nil, nil, 0, ""
	t.st.Place = Place{Screen: AtStart}
	t.pre(t.T("restarted"))
	t.out.Kind = chat.TurnRestart
	listTopics(t)
}
