package lexicon

import "testing"

func TestBeginnings(t *testing.T) {
	var b Beginnings
	for _, w := range []string{"number", "not", "a"} {
		b.Add(w)
	}
	for w, want := range map[string]bool{"number": true, "notfound": true, "nut": true, "a": true, "no": true, "on": false, "ab": false, "mot": false} {
		if got := b.Maybe([]byte(w)); got != want {
			t.Errorf("%q: got %v, want %v", w, got, want)
		}
	}
}
