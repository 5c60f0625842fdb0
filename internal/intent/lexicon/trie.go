package lexicon

// Trie finds known phrases in a row of words. Immutable once built.
type Trie struct {
	first []uint64   // a bit for each word that a phrase begins with: most words begin none
	nodes []trieNode // the first stands before any word
	slots []int32    // the nodes, by where they come from; 0 for none. Twice as many as nodes, or more
	shift int        // of a hash, for its slot
}

// trieNode is a word of a phrase behind those that lead to it.
type trieNode struct {
	from int32 // the node before it
	word WordID
	leaf int32 // value of the phrase that ends here, -1 for none
}

// fewSlots is how many slots a trie begins with, as a power of two.
const fewSlots = 3

// NewTrie returns a trie without phrases.
func NewTrie() *Trie {
	t := &Trie{nodes: []trieNode{{leaf: -1}}}
	t.room(fewSlots)
	return t
}

// room makes two to the power of n slots for the nodes.
func (t *Trie) room(n int) {
	t.slots, t.shift = make([]int32, 1<<n), 64-n
	for i := 1; i < len(t.nodes); i++ {
		*t.slot(t.nodes[i].from, t.nodes[i].word) = int32(i)
	}
}

// slot is where the node of a word behind another node is kept, or would be.
func (t *Trie) slot(from int32, w WordID) *int32 {
	at := (uint64(from)<<32 | uint64(uint32(w))) * 0x9e3779b97f4a7c15 >> t.shift
	for {
		s := &t.slots[at]
		if n := &t.nodes[*s]; *s == 0 || n.from == from && n.word == w {
			return s
		}
		if at++; at == uint64(len(t.slots)) {
			at = 0
		}
	}
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
		s := t.slot(at, w)
		if *s == 0 {
			*s = int32(len(t.nodes))
			t.nodes = append(t.nodes, trieNode{at, w, -1})
			at = *s
			if 2*len(t.nodes) > len(t.slots) {
				t.room(64 - t.shift + 1)
			}
			continue
		}
		at = *s
	}
	if t.nodes[at].leaf < 0 {
		t.nodes[at].leaf = value
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
		if at = *t.slot(at, w); at == 0 {
			break
		}
		if leaf := t.nodes[at].leaf; leaf >= 0 {
			value, n = leaf, i+1
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
