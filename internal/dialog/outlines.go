package dialog

import (
	"iter"
	"maps"
	"slices"
)

// flows are all walks that a state remembers, the present one first.
func (st *State) flows() iter.Seq[*Flow] {
	return func(yield func(*Flow) bool) {
		of := func(p *Place) bool {
			if p.Flow != nil && !yield(p.Flow) {
				return false
			}
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
	var walked []string
	for f := range t.st.flows() {
		if f.Hash != "" && !slices.Contains(walked, f.Hash) {
			walked = append(walked, f.Hash)
			if _, known := t.st.Outlines[f.Hash]; !known {
				outline(t, f)
			}
		}
	}
	maps.DeleteFunc(t.st.Outlines, func(hash, _ string) bool { return !slices.Contains(walked, hash) })
}

// outline remembers the outline of the topic of a walk.
func outline(t *turn, f *Flow) {
	tp, ok := t.topic(f.Topic)
	if !ok || tp.Hash != f.Hash {
		return
	}
	if t.st.Outlines == nil {
		t.st.Outlines = map[string]string{}
	}
	t.st.Outlines[f.Hash] = tp.Outline
}
