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
	line := m.kept(sc, s)
	best, second, at := 0.0, 0.0, -1
	for i, ways := range options {
		first, next := 0.0, 0.0
		for _, w := range ways {
			v := m.kept(sc, w)
			like := line.weights.Like(v.weights)
			if v.denies != line.denies && len(options) > 1 {
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
	line := m.kept(sc, s)
	for i, x := range texts {
		v := m.kept(sc, x)
		l := line.weights.Like(v.weights)
		if v.denies != line.denies {
			l /= 2
		}
		if l > like {
			at, like = i, l
		}
	}
	return at, like
}

// Covers returns which of some texts says most of what a line says, and how
// much of it: 1 is all, however much more the text says. It returns -1 where
// none says any of it.
func (m *Matcher) Covers(s string, texts []string) (at int, share float64) {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	at = -1
	best, line := 0.0, m.kept(sc, s)
	for i, x := range texts {
		v := m.kept(sc, x)
		in := line.weights.In(v.weights)
		if score := in + closeness*line.weights.Like(v.weights); in > 0 && score > best {
			at, share, best = i, in, score
		}
	}
	return at, share
}

// Sounds tells how much a few words sound like an English one, written as it sounds to a
// Vietnamese: 1 is in every sound, "xa pha ri" and "safari".
func (m *Matcher) Sounds(s, name string) float64 {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	m.lexicon.Read(&sc.text, s)
	return m.spoken.Sounds(&sc.text, name)
}

// closeness is how much of two texts that say as much of a line the shorter one
// is preferred.
const closeness = 0.5

// likened is a text as the classifier sees it, and whether it denies.
type likened struct {
	weights classifier.Weights
	denies  bool
}

// mostLikened bounds how many texts are kept as the classifier sees them. Lines
// are held against the guide's texts, the same ones again and again, and one line
// against many of them.
const mostLikened = 4096

// kept is a text as it was likened last.
func (m *Matcher) kept(sc *scratch, s string) likened {
	v, known := m.likened.Get(s)
	if !known {
		v = m.likenedTo(sc, s)
		m.likened.Add(s, v)
	}
	return v
}

func (m *Matcher) likenedTo(sc *scratch, s string) likened {
	m.lexicon.Read(&sc.text, s)
	denies, _ := m.phrases.scope.polarity(lexicon.AppendSpoken(nil, sc.text.Spoken, false))
	return likened{m.classifier.Weigh(&sc.classes, &sc.text), denies}
}
