package kb

import "slices"

// How like its words have to be for a step to be the same one: anywhere, and in
// the place where it stood. The word an instruction begins with, which tells what
// to do, counts for several.
const (
	alike      = 0.75
	alikeThere = 0.6
	verbCounts = 3
)

// byWords finds the step whose words are most like those of then, among those
// that were not there before.
func (e Edit) byWords(m Mark) (Place, bool) {
	if len(m.Words) < 1+wordSize {
		return Place{}, false
	}
	_, home, stands := e.then(m.Node)
	old := e.was.all()
	var best Place
	most := 0.0
	for p := range e.now.Places {
		if slices.Contains(old, short(p.Step.Hash, nameSize)) || string(p.Step.Kind[:1]) != m.Words[:1] {
			continue
		}
		like, enough := likeness(m.Words[1:], p.Step.Text), alike
		if stands && p.Cause == home {
			like += 0.001 // of two alike, the one at home
			if e.between(m, p) {
				enough = alikeThere
			}
		}
		if like >= enough && like > most {
			best, most = p, like
		}
	}
	return best, most > 0
}

// between reports whether a step stands alone between the neighbours of then.
func (e Edit) between(m Mark, p Place) bool {
	then, home, stands := e.then(m.Node)
	if !stands || m.Index >= len(then) {
		return false
	}
	now := names(e.now.stepsOf(home))
	beside := func(i, k int) bool {
		switch {
		case i < 0 || i >= len(then):
			return k < 0 || k >= len(now)
		case k < 0 || k >= len(now):
			return false
		}
		return then[i] == now[k]
	}
	return beside(m.Index-1, p.Index-1) && beside(m.Index+1, p.Index+1)
}

// likeness is how much of the words of a step a text has, or of the text the step:
// a sentence more, or one less, makes no other step.
func likeness(sketched, text string) float64 {
	old, now := cut(sketched, wordSize), sketchWords(text)
	if len(old) == 0 || len(now) == 0 {
		return 0
	}
	kept := portion(old, now)
	if len(old) < mostWord && 2*len(now) >= len(old) {
		kept = max(kept, portion(now, old))
	}
	return kept
}

// portion is the part of some words that stands among others.
func portion(words, others []string) float64 {
	n := float64(shared(words, others))
	if slices.Contains(others, words[0]) {
		n += verbCounts - 1
	}
	return n / float64(len(words)+verbCounts-1)
}
