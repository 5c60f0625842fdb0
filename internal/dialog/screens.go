package dialog

import "hotro/internal/chat"

// A screen is one thing a user may look at. To add one: a file screen_<name>.go
// with a function that returns it, and a row in screens.
type screen struct {
	// show says it, once more if need be.
	show func(*turn)
	// answers is the closed set of what its own buttons say; nil for none.
	// The exits (a person, the menu, back, a topic) are good on every screen.
	answers func(*turn) []answer
	// hear takes words as an answer and reports whether they were one; nil
	// when nothing is asked.
	hear func(*turn, *utterance) bool
	open bool // hear is asked even about words that name another error
	idle bool // nothing is waited for: silence is neither nudged nor closed
}

// answer is one answer of the closed set.
type answer struct {
	verb  string // of its button, unique on the screen
	label string // on its button
	do    func(*turn)
}

// screens is the table of all screens.
func screens() map[Screen]screen {
	return map[Screen]screen{
		AtStart:   menuScreen(),
		AtMenu:    menuScreen(),
		AtPick:    pickScreen(),
		AtSeen:    seenScreen(),
		AtCauses:  causesScreen(),
		AtStep:    stepScreen(),
		AtRole:    roleScreen(),
		AtForward: forwardScreen(),
		AtWait:    waitScreen(),
		AtCallID:  callIDScreen(),
		AtFact:    factScreen(),
		AtOffer:   offerScreen(),
		AtResume:  resumeScreen(),
		AtSolved:  solvedScreen(),
		AtComment: commentScreen(),
		AtPerson:  personScreen(),
		AtEnded:   menuScreen(),
	}
}

// own returns the answers of the screen's own buttons.
func (s screen) own(t *turn) []answer {
	if s.answers == nil {
		return nil
	}
	return s.answers(t)
}

// buttons returns the buttons of the present screen's own answers.
func (t *turn) buttons() []chat.Choice {
	var c []chat.Choice
	for _, a := range t.screen().own(t) {
		c = append(c, t.bound(a.verb, a.label))
	}
	return c
}
