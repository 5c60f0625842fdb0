package lexicon

import (
	"math/rand/v2"
	"testing"

	"hotro/internal/text"
)

// The nearest word is the one that a look at every word finds.
func TestNearestOfAllWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abc1"[r.IntN(4)]
		}
		return string(b)
	}
	x := &Lexicon{ids: map[string]WordID{}}
	x.add("#number")
	for range 400 {
		x.add(word(3 + r.IntN(5)))
	}
	x.deletions = newDeletions(x.words)
	found := 0
	for range 3000 {
		w := word(3 + r.IntN(6))
		want := Unknown
		for id, known := range x.words {
			if len(w) >= leastDeleted && len(known) >= leastDeleted && known[0] != '#' && text.OneEdit(w, known) && digits(w) == digits(known) &&
				(want == Unknown || x.count[id] > x.count[want]) {
				want = WordID(id)
			}
		}
		if want != Unknown {
			found++
		}
		if got := x.nearest(w); got != want {
			t.Fatalf("nearest(%q) = %d, want %d", w, got, want)
		}
	}
	if found == 0 {
		t.Error("no word has one near it")
	}
	x.add("😅")
	x.deletions = newDeletions(x.words)
	if got := x.nearest("😤"); got != Unknown {
		t.Errorf("nearest of a sign is %q, want none", x.words[got])
	}
	if none := (&Lexicon{deletions: newDeletions(nil)}); none.nearest("loi") != Unknown || none.nearest("micro") != Unknown {
		t.Error("a word is found among none")
	}
}
