package lexicon

// deletions finds words by what is left of them without one letter: two words one edit
// apart have that in common; of a sign that is no letter (an emoji) only the first byte
// is taken out, so that no other sign is like it. What is left is kept as a hash alone, so that words are
// found that have nothing in common as well: whoever asks compares them. Immutable once
// built.
type deletions struct {
	all   []deletion // in order of the first bits of their hashes
	from  []uint32   // by those bits: where in all; one more than they tell apart
	shift int        // of a hash, for those bits
}

// deletion is a word, or one minus a letter.
type deletion struct {
	hash uint32
	word WordID
}

// leastDeleted is the length below which a word is not found by its deletions: it would
// be like too many.
const leastDeleted = 4

// newDeletions indexes words by their numbers.
func newDeletions(words []string) deletions {
	n, bits := 0, 1
	for _, w := range words {
		n += len(w) + 1
	}
	for n>>bits > 4 {
		bits++
	}
	d := deletions{from: make([]uint32, 1<<bits+1), shift: 32 - bits}
	each := func(put func(hash uint32, id WordID)) {
		for id, w := range words {
			if len(w) < leastDeleted || w[0] == '#' {
				continue
			}
			put(hashWithout(w, len(w)), WordID(id))
			for i := range w {
				put(hashWithout(w, i), WordID(id))
			}
		}
	}
	each(func(hash uint32, _ WordID) { d.from[hash>>d.shift]++ })
	at := uint32(0)
	for i, n := range d.from {
		d.from[i], at = at, at+n
	}
	d.all = make([]deletion, at)
	each(func(hash uint32, id WordID) {
		next := &d.from[hash>>d.shift]
		d.all[*next] = deletion{hash, id}
		*next++
	})
	copy(d.from[1:], d.from) // each stands where the next begins now
	d.from[0] = 0
	return d
}

// find calls yield with every word that may have in common with w what is left of it
// without its letter i; len(w) takes none out.
func (d *deletions) find(w string, i int, yield func(WordID)) {
	hash := hashWithout(w, i)
	for _, o := range d.all[d.from[hash>>d.shift]:d.from[hash>>d.shift+1]] {
		if o.hash == hash {
			yield(o.word)
		}
	}
}

// hashWithout is the hash of a word without its letter i, by FNV-1a, its bits mixed once
// more, for the first of them depend on little.
func hashWithout(w string, i int) uint32 {
	h := uint32(2166136261)
	for k := range len(w) {
		if k != i {
			h = (h ^ uint32(w[k])) * 16777619
		}
	}
	return h * 0x9e3779b1
}
