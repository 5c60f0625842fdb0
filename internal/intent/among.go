package intent

import (
	"hotro/internal/intent/classifier"
	"hotro/internal/intent/lexicon"
)

// How alike a line and a way to say an option must be, and how much more so
// than any way to say another.
const (
	amongLeast = 0.2
	amongLead  = 1.1

	mentioned = 0.13 // how alike to speak of the only option
	nextShare = 0.3  // of the way that is next alike: two alike say more than one
)

// Among tells which of a few options a line means. An option is the ways to
// say it, its label first. It returns -1 when none is meant clearly more than
// the others: the options are all there is, so little is enough to choose, but
// it has to be more than what any two lines have in common. With one option
// it tells whether the line speaks of it, be it to deny it.
func (m *Matcher) Among(s string, options [][]string) int {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	line, denies := m.vector(sc, s)
	best, second, at := 0.0, 0.0, -1
	for i, ways := range options {
		first, next := 0.0, 0.0
		for _, w := range ways {
			v, no := m.vector(sc, w)
			like := line.Like(v)
			if no != denies && len(options) > 1 {
				like /= 2 // one of them denies what the other says
			}
			if like > first {
				first, next = like, first
			} else {
				next = max(next, like)
			}
		}
		score := first + nextShare*next
		if score > best {
			best, second, at = score, best, i
		} else {
			second = max(second, score)
		}
	}
	least := amongLeast
	if len(options) == 1 {
		least = mentioned
	}
	if best < least || best < amongLead*second {
		return -1
	}
	return at
}

// Nearest returns which of some texts a line is most like, and how much: 1 is
// the same words, 0 nothing in common. It returns -1 for no likeness at all.
// Of two texts one of which denies, half counts.
func (m *Matcher) Nearest(s string, texts []string) (at int, like float64) {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	at = -1
	line, denies := m.vector(sc, s)
	for i, x := range texts {
		v, no := m.vector(sc, x)
		l := line.Like(v)
		if no != denies {
			l /= 2
		}
		if l > like {
			at, like = i, l
		}
	}
	return at, like
}

// vector is a text as the classifier sees it, and whether it denies.
func (m *Matcher) vector(sc *scratch, s string) (classifier.Weights, bool) {
	m.lexicon.Read(&sc.text, s)
	denies, _ := m.phrases.scope.polarity(lexicon.AppendSpoken(nil, sc.text.Spoken, false))
	return m.classifier.Weigh(&sc.classes, &sc.text), denies
}
