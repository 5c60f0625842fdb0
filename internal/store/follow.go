package store

import "fmt"

// Follows reports why the change can't come after the snapshot: a mistake of
// the caller that no retry heals. Both stores ask before they write.
func (ch Change) Follows(s Snapshot) error {
	want := s.Lines + 1
	for _, l := range ch.Lines {
		if l.Seq != want {
			return fmt.Errorf("change of %s: line %d where line %d comes next", s.Conv, l.Seq, want)
		}
		want++
	}
	if r := ch.Row; r != nil && (r.Number <= 0 || r.Conv != s.Conv) {
		return fmt.Errorf("change of %s: ticket %d belongs to %q", s.Conv, r.Number, r.Conv)
	}
	return nil
}

// Isolate is the try from which a lease holds only the first waiting item, so
// that the one that fails is found.
const Isolate = 3

// Window is the number of replies one Job holds at most.
const Window = 16

// Give returns how many of n waiting items a lease of this try holds, and
// whether its timer is told: an item tried alone is tried without the timer.
func Give(n, tries int) (items int, timer bool) {
	if n > 0 && tries >= Isolate {
		return 1, false
	}
	return n, true
}
