package lexicon

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A trie finds the longest of its phrases, and of one put twice the first value.
func TestTrieFindsTheLongest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	trie := NewTrie()
	var phrases [][]WordID
	words := func(n int) (out []WordID) {
		for range n {
			out = append(out, WordID(r.IntN(12))-1)
		}
		return out
	}
	for range 3000 {
		p := words(1 + r.IntN(4))
		trie.Put(p, int32(len(phrases)))
		phrases = append(phrases, p)
		line := words(r.IntN(7))
		value, n := int32(0), 0
		for i, p := range phrases {
			if len(p) > n && len(p) <= len(line) && slices.Equal(p, line[:len(p)]) {
				value, n = int32(i), len(p)
			}
		}
		if gotValue, got := trie.Longest(line); got != n || gotValue != value {
			t.Fatalf("Longest(%v) = %d, %d among %d phrases, want %d, %d", line, gotValue, got, len(phrases), value, n)
		}
	}
}
