package dialog

import (
	"iter"
	"slices"
)

// flows are all walks that a state remembers, the present one first; a list of them
// that a place shares with the one before it, once.
func (st *State) flows() iter.Seq[*Flow] {
	return func(yield func(*Flow) bool) {
		var before []Flow
		of := func(p *Place) bool {
			if p.Flow != nil && !yield(p.Flow) {
				return false
			}
			if len(p.Stack) == 0 || len(p.Stack) == len(before) && &p.Stack[0] == &before[0] {
				return true
			}
			before = p.Stack
			for i := range p.Stack {
				if !yield(&p.Stack[i]) {
					return false
				}
			}
			return true
		}
		if !of(&st.Place) {
			return
		}
		for p := range st.earlier() {
			if !of(p) {
				return
			}
		}
		if st.Worked != nil && !of(st.Worked) {
			return
		}
		if st.Last != nil {
			yield(st.Last)
		}
	}
}

// keepOutlines remembers the outline of every topic that is walked, and of no
// other: with them the walks are found again after an edit of the documents.
func keepOutlines(t *turn) {
	old := t.st.Outlines
	now, n := old, 0 // the first n are needed
	for f := range t.st.flows() {
		if f.Hash == "" || outlined(now[:n], f.Hash) >= 0 {
			continue
		}
		if n < len(now) && now[n].Hash == f.Hash { // as it mostly is
			n++
			continue
		}
		if o, ok := outline(t, old, f); ok {
			now = append(now[:n:n], o)
			n++
		}
	}
	t.st.Outlines = now[:n]
}

// outlined is the place of an outline in a list, -1 for none.
func outlined(list []Outline, hash string) int {
	return slices.IndexFunc(list, func(o Outline) bool { return o.Hash == hash })
}

// outline is the outline of the topic of a walk, as it was walked.
func outline(t *turn, old []Outline, f *Flow) (Outline, bool) {
	if i := outlined(old, f.Hash); i >= 0 {
		return old[i], true
	}
	tp, ok := t.topic(f.Topic)
	if !ok || tp.Hash != f.Hash {
		return Outline{}, false
	}
	return Outline{tp.Hash, tp.Outline}, true
}
