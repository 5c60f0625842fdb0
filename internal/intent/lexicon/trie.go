package lexicon

// Trie finds known phrases in a row of words. Immutable once built.
type Trie struct {
	first []uint64 // a bit for each word that a phrase begins with: most words begin none
	next  []map[WordID]int32
	leaf  []int32 // value of the phrase that ends here, -1 for none
}

// NewTrie returns a trie without phrases.
func NewTrie() *Trie {
	return &Trie{next: []map[WordID]int32{nil}, leaf: []int32{-1}}
}

// Put adds a phrase; the first value given to a phrase stays.
func (t *Trie) Put(phrase []WordID, value int32) {
	if len(phrase) == 0 {
		return
	}
	i := bitOf(phrase[0])
	t.first = append(t.first, make([]uint64, max(0, i/64+1-len(t.first)))...)
	t.first[i/64] |= 1 << (i % 64)
	at := int32(0)
	for _, w := range phrase {
		to, ok := t.next[at][w]
		if !ok {
			to = int32(len(t.next))
			if t.next[at] == nil {
				t.next[at] = map[WordID]int32{}
			}
			t.next[at][w] = to
			t.next = append(t.next, nil)
			t.leaf = append(t.leaf, -1)
		}
		at = to
	}
	if t.leaf[at] < 0 {
		t.leaf[at] = value
	}
}

// Longest returns the longest phrase that words begins with and its length, 0
// when there is none.
func (t *Trie) Longest(words []WordID) (value int32, n int) {
	if len(words) == 0 || !t.begins(words[0]) {
		return 0, 0
	}
	at := int32(0)
	for i, w := range words {
		to, ok := t.next[at][w]
		if !ok {
			break
		}
		at = to
		if t.leaf[at] >= 0 {
			value, n = t.leaf[at], i+1
		}
	}
	return value, n
}

// begins reports whether some phrase begins with a word.
func (t *Trie) begins(w WordID) bool {
	i := bitOf(w)
	return i/64 < len(t.first) && t.first[i/64]&(1<<(i%64)) != 0
}

func bitOf(w WordID) int { return int(w - Unknown) }
