package dialog

import (
	"hotro/internal/chat"
)

// seenScreen asks whether a code was read right in a picture.
func seenScreen() screen {
	return screen{
		show:    showSeen,
		answers: func(t *turn) []answer { return []answer{{"nope", t.T("no_button"), nope}} },
		hear:    hearOffer,
	}
}

func askSeen(t *turn, topic, code string) {
	t.goTo(Place{Screen: AtSeen, Stack: t.aside(), Code: code})
	t.st.Offer = append([]chat.Choice{{Data: "t:" + key(topic), Label: t.T("yes_button")}}, append(t.buttons(), t.human())...)
	showSeen(t)
}

func showSeen(t *turn) {
	t.out.Kind = "seen"
	t.show(t.T("seen", "code", t.st.Place.Code), t.st.Offer...)
}
