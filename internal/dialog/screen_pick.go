package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// pickScreen asks which of a few topics is meant.
func pickScreen() screen {
	return screen{
		show:    func(t *turn) { t.show(t.T("pick"), t.st.Offer...) },
		answers: func(t *turn) []answer { return []answer{{"nope", t.T("none_button"), nope}} },
		hear:    hearOffer,
	}
}

// askWhich asks which of a few topics is meant.
func askWhich(t *turn, question string, ids []string) {
	t.goTo(Place{Screen: AtPick, Stack: t.aside()})
	var c []chat.Choice
	for _, id := range ids {
		if tp, ok := t.topic(id); ok && len(c) < 3 {
			c = append(c, topicButton(tp))
		}
	}
	t.out.Kind = "ask"
	c = append(append(c, t.buttons()...), t.human())
	t.show(question, c...)
}

func hearOffer(t *turn, u *utterance) bool {
	switch {
	case u.says.Ordinal != 0:
		n := u.says.Ordinal
		if n < 0 {
			n = len(topicOffers(t)) + 1 + n
		}
		if n >= 1 && n <= len(t.st.Offer) {
			press(t, t.st.Offer[n-1].Data)
			return true
		}
		return false
	case u.says.Whole(intent.Yes) && len(t.st.Offer) > 0:
		press(t, t.st.Offer[0].Data)
	case u.says.Whole(intent.No):
		showMenu(t)
	default:
		return false
	}
	return true
}

// topicOffers are the topics among what is offered: "the last one" means the
// last of these, not the exits under them.
func topicOffers(t *turn) []chat.Choice {
	var out []chat.Choice
	for _, c := range t.st.Offer {
		if strings.HasPrefix(c.Data, "t:") {
			out = append(out, c)
		}
	}
	return out
}

// nope: none of the offered topics. That counts as a misunderstanding.
func nope(t *turn) { miss(t, "") }
