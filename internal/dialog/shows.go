package dialog

import "strings"

// What the screen says is kept as it is told, in whatever language, and is not asked
// for again.

// hearShown keeps what the screen says where nothing else was made of the line: with a
// walk it is noted, and without one a person is offered.
func hearShown(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.fresh || len(u.res.BadRefs) > 0 || asks(u.words) || asksSomething(t, u.text) || tooFast(t, u) || t.st.Person || t.st.First == "" {
		return false
	}
	said := message(t, u.text)
	if said == "" {
		said = shownHere(t, u.text)
	}
	switch {
	case said == "":
		return false
	case asksElse(t):
		noteBesides(t, u)
		return true
	case t.st.Place.Screen != AtMenu && t.st.Place.Screen != AtPick:
		return false
	}
	passMessage(t, said)
	return true
}

// shownHere is what a clause says to stand on the screen in the user's own language:
// "nó hiện mất kết nối". "" for nothing.
func shownHere(t *turn, s string) string {
	for _, part := range parts(t, s) {
		f, line := strings.Fields(part), spelled(t, part)
		if len(f) != len(line) {
			continue
		}
		at := shownFrom(t, line)
		if at < 0 || len(line)-at < 2 || len(line)-at > shownWords || longestHead(line[at:], writtenPhrases(t, "shown_vague")) > 0 {
			continue
		}
		return strings.Join(f[at:], " ")
	}
	return ""
}

// shownFrom is where in a clause that begins which the screen says: behind what has a
// screen and a verb of showing. -1 for nowhere.
func shownFrom(t *turn, line []word) int {
	for i := range line {
		head := len(line) - len(led(line[i:], 1, writtenPhrases(t, "screen_heads_words")))
		if n := longestHead(line[head:], writtenPhrases(t, "screen_verbs")); head > i && n > 0 {
			return head + n
		}
	}
	return -1
}

// shownWords is how many words a line of the screen has that is told in passing.
const shownWords = 8
