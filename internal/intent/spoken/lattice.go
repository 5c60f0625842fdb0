package spoken

import (
	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

// reading is one way to read a stretch of a text as English words of codes.
type reading struct {
	to      int // the word of the text behind it
	words   []int32
	share   float64 // how surely, from 0 to 1
	strange bool
	heard   bool // by its sound
}

// lattice holds the readings of a text, by the word they begin at.
type lattice struct {
	at      [][]reading
	glue    []bool // words that may stand between
	foreign []bool // words that are no Vietnamese syllables
	words   int    // of all readings
	strange bool   // some reading is such as only translators say
}

// add enters a reading that begins at word i.
func (l *lattice) add(i int, r reading) {
	l.at[i] = append(l.at[i], r)
	l.words += len(r.words)
	l.strange = l.strange || r.strange
}

// plain fills a lattice with the readings of a text by its own English words.
func (b *Book) plain(l *lattice, t *lexicon.Text) {
	l.clear(len(t.Spans))
	for i, sp := range t.Spans {
		if words := b.english(t.Folded[sp.Start:sp.End]); len(words) > 0 {
			l.add(i, reading{to: i + 1, words: words, share: 1})
		}
	}
	for k, w := range t.Spoken {
		l.glue[t.At[k]] = l.glue[t.At[k]] || w.Role != lexicon.Content || b.isGlue(w.ID)
	}
}

// markForeign marks the words that are no Vietnamese syllables and returns how
// many they are.
func (l *lattice) markForeign(t *lexicon.Text) (n float64) {
	l.foreign = cleared(l.foreign, len(t.Spans))
	for i, sp := range t.Spans {
		if l.foreign[i] = !text.Syllable(t.Folded[sp.Start:sp.End]); l.foreign[i] {
			n++
		}
	}
	return n
}

// english returns the words of codes that one word is: callout is CALL and OUT.
func (b *Book) english(w []byte) []int32 {
	if !b.begins.Maybe(w) {
		return nil
	}
	if id, ok := b.ids[string(stem(w))]; ok {
		return b.single[id : id+1]
	}
	for i := 2; i+2 <= len(w); i++ {
		x, ok := b.ids[string(w[:i])]
		if !ok {
			continue
		}
		if y, ok := b.ids[string(stem(w[i:]))]; ok {
			return []int32{x, y}
		}
	}
	return nil
}

// translate adds the readings of a text by renderings.
func (b *Book) translate(l *lattice, t *lexicon.Text) {
	for k, w := range t.Spoken {
		i := t.At[k]
		if k > 0 && t.At[k-1] == i {
			continue // within the expansion of a shortened word
		}
		for _, r := range b.rendered(w.ID) {
			if to, ok := follows(t, k, r.as); ok {
				l.add(i, reading{to: to, words: r.words, share: 1, strange: r.strange})
			}
		}
	}
}

// follows reports whether words stand in a text from k on, and where they end.
func follows(t *lexicon.Text, k int, as []lexicon.WordID) (to int, ok bool) {
	if k+len(as) > len(t.Spoken) {
		return 0, false
	}
	for j, id := range as {
		if t.Spoken[k+j].ID != id {
			return 0, false
		}
	}
	end := k + len(as)
	to = len(t.Spans)
	if end < len(t.Spoken) {
		to = t.At[end]
	}
	return to, to != t.At[end-1] // not within an expansion
}

// mark sets which words of codes a lattice holds at all.
func (l *lattice) mark(seen []bool) {
	for _, rs := range l.at {
		for _, r := range rs {
			for _, w := range r.words {
				seen[w] = true
			}
		}
	}
}

// How far apart the words of a code may stand.
const (
	glueGap   = 2    // words of glue between two
	maxSteps  = 3000 // of one search
	strangers = 1    // other words within the whole
)

// walk looks for the words of one code side by side in a lattice.
type walk struct {
	b       *Book
	c       *code
	l       *lattice
	inOrder bool
	steps   int
	best    found
}

// found is the best that a walk found.
type found struct {
	sum            float64 // weight of the words of the code
	mask           uint32  // which of them
	from, to       int     // where
	readings       int     // of which it is made
	heard, strange bool    // some by sound, some as only translators say
}

// path is where a walk is.
type path struct {
	found
	gap, strangers, last int
}

// search walks from every word of a text.
func (w *walk) search() found {
	for i := range w.l.at {
		if len(w.l.at[i]) > 0 {
			w.step(i, path{found: found{from: i}, last: -1})
		}
	}
	return w.best
}

func (w *walk) step(at int, p path) {
	if w.steps++; w.steps > maxSteps {
		return
	}
	if p.sum > w.best.sum+1e-9 {
		w.best = p.found
	}
	if at >= len(w.l.at) {
		return
	}
	for _, r := range w.l.at[at] {
		if next, ok := w.take(p, r); ok {
			w.step(r.to, next)
		}
	}
	switch {
	case p.mask == 0:
	case w.l.glue[at] && p.gap < glueGap:
		p.gap++
		w.step(at+1, p)
	case !w.inOrder && p.strangers < strangers:
		p.strangers++
		w.step(at+1, p)
	}
}

// take adds a reading to a path, if the code has its words still to come.
func (w *walk) take(p path, r reading) (path, bool) {
	for _, id := range r.words {
		k := p.next(w.c, id, w.inOrder)
		if k < 0 {
			return p, false
		}
		p.mask |= 1 << k
		p.last = k
		p.sum += w.b.weight[id] * r.share
	}
	p.to, p.gap, p.readings = r.to, 0, p.readings+1
	p.heard, p.strange = p.heard || r.heard, p.strange || r.strange
	return p, true
}

// next returns which of a code's words a word is: one not yet taken and, in
// order, the next one or, past a word of little weight, the one after it.
func (p path) next(c *code, id int32, inOrder bool) int {
	if inOrder && p.last >= 0 {
		for k := p.last + 1; k < min(len(c.words), p.last+3); k++ {
			if c.words[k] == id {
				return k
			}
		}
		return -1
	}
	for k, w := range c.words {
		if w == id && p.mask&(1<<k) == 0 {
			return k
		}
	}
	return -1
}

// possible returns the codes whose words a lattice holds to at least
// a share of their weight. No walk finds more of a code than is held of it.
func (b *Book) possible(t *Text, share float64) []int {
	t.seen = cleared(t.seen, len(b.weight))
	t.lattice.mark(t.seen)
	t.codes = t.codes[:0]
	for i := range b.codes {
		c := &b.codes[i]
		sum := 0.0
		for _, w := range c.words {
			if t.seen[w] {
				sum += b.weight[w]
			}
		}
		if sum >= share*c.weight {
			t.codes = append(t.codes, i)
		}
	}
	return t.codes
}
