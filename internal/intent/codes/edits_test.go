package codes

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEditsOfShortAndLong compares both ways to count edits.
func TestEditsOfShortAndLong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]byte("abcd")), 0, 66)
		p, text, most := letters.Draw(t, "p"), letters.Draw(t, "text"), rapid.IntRange(0, 70).Draw(t, "most")
		if got, want := edits(p, text, most), longEdits(p, text, most); got != want {
			t.Fatalf("edits(%q, %q, %d) = %d, want %d", p, text, most, got, want)
		}
	})
}
