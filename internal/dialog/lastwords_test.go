package dialog

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLastWordsAreWholeWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ab]{1,3}`)
		line := " " + strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "line"), " ") + " "
		words := strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "words"), " ")
		want, first := -1, -1
		if words != "" {
			want, first = strings.LastIndex(line, " "+words+" "), strings.Index(line, " "+words+" ")
		}
		if got := wordsAt(line, words); got != first {
			t.Fatalf("%q in %q: first at %d, want %d", words, line, got, first)
		}
		if got := lastWords(line, words); got != want {
			t.Fatalf("%q in %q: at %d, want %d", words, line, got, want)
		}
	})
}
