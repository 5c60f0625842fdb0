package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

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
	may  []intent.Meaning // what words may do here; nil: only known phrases count
	open bool             // hear is asked even about words that name another error
	idle bool             // nothing is waited for: silence is neither nudged nor closed
	does bool             // an instruction stands on it: "làm rồi" is about that
	// waits ends the key of the words that tell what is waited for, when
	// nothing was made of a line.
	waits string
}

// answer is one answer of the closed set.
type answer struct {
	verb  string // of its button, unique on the screen
	label string // on its button
	do    func(*turn)
	// hinted is what it does when only a model takes the words for it; nil: do.
	hinted func(*turn)
	means  []intent.Meaning // words that give it
	says   []string         // more words that give it
	place  bool             // it stands in a list: "cái thứ hai" may mean it
	sign   int              // as the answer to a yes/no question: 1 yes, -1 no
}

// screens is the table of all screens.
func screens() map[Screen]*screen {
	return map[Screen]*screen{
		AtStart:   menuScreen(),
		AtMenu:    menuScreen(),
		AtPick:    pickScreen(),
		AtMaybe:   maybeScreen(),
		AtSeen:    seenScreen(),
		AtCauses:  causesScreen(),
		AtStep:    stepScreen(),
		AtResult:  resultScreen(),
		AtRole:    roleScreen(),
		AtForward: forwardScreen(),
		AtWait:    waitScreen(),
		AtRef:     refScreen(),
		AtFact:    factScreen(),
		AtOffer:   offerScreen(),
		AtResume:  resumeScreen(),
		AtSolved:  solvedScreen(),
		AtComment: commentScreen(),
		AtPerson:  personScreen(),
		AtEnded:   menuScreen(),
	}
}

// isAt reports whether the user looks at one of some screens.
func isAt(t *turn, some ...Screen) bool { return slices.Contains(some, t.st.Place.Screen) }

// own returns the answers of the screen's own buttons.
func (s *screen) own(t *turn) []answer {
	if s.answers == nil {
		return nil
	}
	return s.answers(t)
}

// exitsAtMost is how many buttons follow those of a screen's own answers.
const exitsAtMost = 4

// buttons returns the buttons of the present screen's own answers.
func (t *turn) buttons() []chat.Choice {
	own := t.screen().own(t)
	c := make([]chat.Choice, 0, len(own)+exitsAtMost)
	for _, a := range own {
		c = append(c, t.bound(a.verb, a.label))
	}
	return c
}

// chosenLike is how like a way to say it a line must be that names one of some
// alternatives, surelyLike one that tells something else of the machine.
const (
	chosenLike = 0.3
	surelyLike = 0.45
)

// choose finds the answer of the closed set that a line gives: by what it
// means, by its place, by yes or no, by the ways the documents say it.
func (t *turn) choose(u *utterance) (answer, bool) {
	set := t.screen().own(t)
	if a, ok := meant(set, u.says); ok && !u.guess {
		return a, true
	}
	if a, ok := byNumber(set, u.says.Ordinal); ok {
		return a, true
	}
	var options [][]string
	for _, a := range set {
		options = append(options, append([]string{a.label}, a.says...))
	}
	i, plain := t.read.Among(untitled(t, u.text), options), sign(u.says)
	if i >= 0 && t.screen().waits == "causes" && choosing(t) && !namesChoice(t, u.text) {
		fillers := [...]*phraseList{writtenPhrases(t, "use_verbs"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "classifier_words")}
		named := joinWords(slices.DeleteFunc(slices.Clone(spelled(t, u.text)), func(w word) bool { return amongAny(w, fillers[:]...) }))
		if _, like := t.read.Nearest(u.text, options[i]); like < chosenLike || t.read.Among(named, options) != i || u.trait != "" && like < surelyLike || u.surely(actSure, intent.Unsure) {
			i = -1 // a browser has a name: two words in common with one are none, and "máy mac" is another thing's
		}
	}
	if a, ok := signed(set, plain); ok && (i < 0 || set[i].sign != 0) {
		return a, true // what yes and no say counts for more than likeness
	}
	if i >= 0 {
		return set[i], true
	}
	return meant(set, u.says)
}

// meant is the answer that the meanings of a line give.
func meant(set []answer, says intent.Meanings) (answer, bool) {
	for _, a := range set {
		if slices.ContainsFunc(a.means, says.Has) {
			return a, true
		}
	}
	return answer{}, false
}

// byNumber is the answer a line names by its place: "cái thứ hai", "cái cuối".
func byNumber(set []answer, n int) (answer, bool) {
	k := 0
	for k < len(set) && set[k].place {
		k++
	}
	if n < 0 {
		n = k + 1 + n
	}
	if n < 1 || n > k {
		return answer{}, false
	}
	return set[n-1], true
}

// sign reads a line as yes or no; 0 when it is neither.
func sign(f intent.Meanings) int {
	switch {
	case f.Whole(intent.Unsure):
		return 0
	case f.Has(intent.No), f.Denies:
		return -1
	case f.Has(intent.Yes), f.Affirms:
		return 1
	}
	return 0
}

// signed is the only answer of a set with this sign.
func signed(set []answer, sign int) (answer, bool) {
	var found answer
	n := 0
	for _, a := range set {
		if sign != 0 && a.sign == sign {
			found = a
			n++
		}
	}
	return found, n == 1
}

// hearClosed takes words as one of the screen's answers.
func hearClosed(t *turn, u *utterance) bool {
	a, ok := t.choose(u)
	if ok {
		t.st.Misses = 0
		for i, part := range parts(t, u.text) {
			if i > 0 {
				ownAsked(t, strings.TrimSpace(part))
			}
		}
		a.do(t)
	}
	return ok
}
