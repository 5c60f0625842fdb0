package dialog

import (
	"hotro/internal/chat"
)

// personScreen waits for a person.
func personScreen() screen {
	return screen{show: showWaiting, idle: true}
}

func showWaiting(t *turn) { t.show(t.T("waiting"), personChoices(t)...) }

func personChoices(t *turn) []chat.Choice {
	return []chat.Choice{t.menuButton(), {Data: "cancel", Label: t.T("cancel_button")}}
}

// noted says once that additions reach the ticket.
func noted(t *turn) {
	t.out.Kind = "noted"
	t.out.Update = true
	if !t.st.Noted {
		t.st.Noted = true
		t.show(t.T("waiting_noted"), personChoices(t)...)
	}
}

// cancel takes back the request for a person.
func cancel(t *turn) {
	if !t.st.Person {
		t.again()
		return
	}
	t.out.Cancel = true
	t.st.Person, t.st.Noted = false, false
	t.out.Kind = "cancel"
	t.st.Place.Flow = nil
	t.pre(t.T("menu"))
	listTopics(t)
}

func askedHuman(t *turn) {
	if t.st.Person && t.st.Place.Screen == AtPerson {
		showWaiting(t)
		return
	}
	handOff(t, WhyAsked, "")
}
