package codes

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What edits leaves out of its table changes no number up to the bound.
func TestEdits(t *testing.T) {
	letters := rapid.SliceOfN(rapid.SampledFrom([]byte("abc")), 1, 14)
	rapid.Check(t, func(t *rapid.T) {
		p, in, most := letters.Draw(t, "code"), letters.Draw(t, "text"), rapid.IntRange(0, 16).Draw(t, "most")
		want := allEdits(p, in)
		if got := edits(p, in, most); got != want && (want <= most || got <= most) {
			t.Fatalf("got %d, want %d", got, want)
		}
	})
}

// allEdits is edits without a bound, from its definition: the best of all
// stretches of the text.
func allEdits(p, t []byte) int {
	best := len(p)
	for i := range t {
		for j := i + 1; j <= len(t); j++ {
			best = min(best, distance(p, t[i:j]))
		}
	}
	return best
}

// distance is how many letters of two words are wrong, missing, added or
// swapped.
func distance(a, b []byte) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && slices.Equal([]byte{a[i-1], a[i-2]}, b[j-2:j]) {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
