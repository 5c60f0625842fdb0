package dialog

import (
	"slices"
	"time"

	"hotro/internal/chat"
)

// Overhear takes in what lines tell while a person talks with the user: call
// IDs, numbers, where the user is. The bot says nothing. The outcome's Update
// tells whether the ticket grew.
func (e *Engine) Overhear(st State, lines []Line, now time.Time) Outcome {
	t := e.turn(st, now)
	defer done(t)
	for _, l := range lines {
		l, _ = unsecret(l)
		before := len(t.st.Facts)
		switch l.Kind {
		case chat.KindContact:
			t.out.Update = keepContact(t, l) || t.out.Update
		case chat.KindLocation:
			t.out.Update = keepPlace(t, l) || t.out.Update
		case chat.KindText, chat.KindEdit, chat.KindPhoto, chat.KindFile:
			overhearWords(t, l)
		}
		t.out.Update = t.out.Update || len(t.st.Facts) > before
	}
	t.out.State = t.st
	return t.out
}

func overhearWords(t *turn, l Line) {
	s, _ := trim(l.Text)
	if s == "" {
		return
	}
	u := &utterance{Line: l, text: s, res: reading(t, l, s).Result}
	ids := u.res.Refs
	if !passedOn(l) {
		takeBack(t, u, ids)
	}
	known := slices.Clone(t.st.Refs)
	keepIDs(t, ids)
	t.out.Update = t.out.Update || len(t.out.Dropped) > 0 || !slices.Equal(known, t.st.Refs)
	if passedOn(l) {
		return
	}
	if name, _ := selfNamed(t, s); name != "" && t.st.Facts[nameFact] != name {
		t.st.Facts[nameFact], t.out.Update = name, true
	}
	for _, f := range factsIn(t, s) {
		if f.kind != "" && t.st.Facts[f.kind] != f.value {
			t.st.Facts[f.kind], t.out.Update = f.value, true
		}
	}
}
