package dialog

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hotro/internal/text"
)

// TestSpelling holds a text as it is looked at to the other ways to fold it, and
// the bits of words to the words.
func TestSpelling(t *testing.T) {
	notes := newNotes().(*notes)
	tn := &turn{notes: notes}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aắĐư- 7_.😀")), 0, 12, -1).Draw(t, "s")
		l := look(tn, s)
		var bare []string
		for _, w := range l.words {
			bare = append(bare, w.bare)
			if newWord(w.bare).bit()&^l.bits != 0 {
				t.Fatalf("%q has not the bit of its word %q", s, w.bare)
			}
		}
		if l.folded() != fold(s) || !slices.Equal(bare, text.Words(s)) || !slices.Equal(l.words, spell(s)) {
			t.Fatalf("%q is looked at as %q, %q; want %q, %q", s, l.folded(), bare, fold(s), text.Words(s))
		}
		if len(notes.texts) == mostSpellings && rapid.Bool().Draw(t, "done") {
			notes.texts, notes.words = notes.texts[:0], notes.words[:0]
		}
	})
}
