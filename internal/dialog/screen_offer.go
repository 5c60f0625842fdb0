package dialog

// offerScreen offers a person.
func offerScreen() screen {
	return screen{
		show:    func(t *turn) { t.show(t.T("offer"), t.st.Offer...) },
		answers: func(t *turn) []answer { return []answer{{"yes", t.T("human_button"), acceptPerson}} },
		hear:    hearOffer,
	}
}

// offerPerson offers a person for a reason, in the words given.
func offerPerson(t *turn, why, words string) {
	t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Why: why})
	t.show(words, append(t.buttons(), t.menuButton())...)
}

// acceptPerson hands over for the reason the offer was made.
func acceptPerson(t *turn) {
	why := t.st.Place.Why
	if why != WhyUncovered {
		why = WhyMissed
	}
	handOff(t, why, "")
}
