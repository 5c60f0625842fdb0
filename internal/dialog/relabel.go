package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// relabel words the buttons on the screen in the language that is spoken now: a
// reply that leaves the user where he is shows them again, and is in one language.
// A button without words in it keeps its own.
func relabel(t *turn) {
	if len(t.st.Offer) == 0 {
		return
	}
	now := append(t.buttons(), t.human(), t.back(), t.menuButton())
	if t.st.Place.Flow != nil {
		now = append(now, t.exits()...)
		now = append(now, linkButtons(t)...)
	}
	now = append(now, rates(t)...)
	for _, all := range [][]kb.Topic{t.guide.Topics, t.guide.Articles} {
		for i := range all {
			if !foreign(t, all[i].Lang) {
				now = append(now, topicButton(t, &all[i]))
			}
		}
	}
	offer := slices.Clone(t.st.Offer)
	for i, c := range offer {
		if k := slices.IndexFunc(now, func(n chat.Choice) bool { return n.Data == c.Data }); k >= 0 && c.URL == "" {
			offer[i].Label = now[k].Label
		}
	}
	t.st.Offer = offer
}

// linkButtons are the buttons for the links of the present step.
func linkButtons(t *turn) (all []chat.Choice) {
	s, ok := stepNow(t)
	if !ok {
		return nil
	}
	for _, l := range s.Links {
		if b, ok := linkButton(l); ok {
			all = append(all, b)
		}
	}
	return all
}
