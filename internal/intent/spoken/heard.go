package spoken

import (
	"math/bits"
	"slices"

	"hotro/internal/intent/lexicon"
)

// How near a stretch of a text must sound to a word, and how much of a code
// must be heard.
const (
	soundsLike  = 0.62 // of a word's weight, after what is wrong
	foreignLike = 0.8  // and where the text has words that are no Vietnamese syllables: they may be English
	mostForeign = 0.6  // of the words of a text that is English, and read by nobody aloud
	longestSay  = 6    // words of a text that one English word takes
	heardAll    = 0.8  // of a code's weight
	heardSome   = 0.1  // of it, to be thought of at all
	heardWords  = 2    // words
	heardSound  = 5.0  // weight of the sounds heard: two short words may be chance
	oddWords    = 2    // in a text, or there is nothing to hear
	oddOfPart   = 0.5  // of the words of a text that are a part of a code
	oddOfAll    = 0.25 // and of those that are all of one
)

// saying is one pronunciation of one word.
type saying struct{ word, way int32 }

// pronounce enters how every word of the codes sounds.
func (b *Book) pronounce() {
	for w, id := range b.ids {
		ways := []string{string(say(nil, w, b.sounds.english))}
		if b.sounds.spelled[w] {
			letters := ""
			for i := range len(w) {
				letters += b.sounds.letters[w[i]]
			}
			ways = append(ways, letters)
		}
		for k, s := range ways {
			if s == "" {
				continue
			}
			b.said[id] = append(b.said[id], newPronunciation(s))
			for c := byte('A'); c <= 'x'; c++ {
				if instead(s[0], c) <= 0.35 {
					b.starts[c] = append(b.starts[c], saying{id, int32(k)})
				}
			}
		}
	}
	for _, s := range b.starts {
		slices.SortFunc(s, func(a, c saying) int { return int(a.word-c.word)*8 + int(a.way-c.way) })
	}
}

// listen adds to a lattice what stretches of a text sound like.
func (b *Book) listen(t *Text, words *lexicon.Text) {
	t.phones, t.ends = t.phones[:0], t.ends[:0]
	for _, sp := range words.Spans {
		t.phones = b.sounds.syllable(t.phones, string(words.Folded[sp.Start:sp.End]))
		t.ends = append(t.ends, len(t.phones))
	}
	start := 0
	for i := range words.Spans {
		if start < len(t.phones) {
			for _, s := range b.starts[t.phones[start]] {
				b.hear(t, i, start, s.word, &b.said[s.word][s.way])
			}
		}
		start = t.ends[i]
	}
}

// hear adds the stretches from word i on, which begins at start, that sound
// like a word.
func (b *Book) hear(t *Text, i, start int, word int32, p *pronunciation) {
	l, phones, ends := &t.lattice, t.phones[start:], t.ends[i:min(len(t.ends), i+longestSay)]
	last := min(len(phones), ends[len(ends)-1]-start, 2*len(p.sounds)+4)
	prev, cur := t.row(0, last+1), t.row(1, last+1)
	prev[0] = 0
	for j := 1; j <= last; j++ {
		prev[j] = prev[j-1] + added(phones[j-1])
	}
	for k, c := range p.sounds {
		cur[0] = prev[0] + p.miss[k]
		for j := 1; j <= last; j++ {
			cur[j] = min(prev[j-1]+instead(c, phones[j-1]), prev[j]+p.miss[k], cur[j-1]+added(phones[j-1]))
		}
		prev, cur = cur, prev
	}
	for n, e := range ends {
		if j := e - start; j > 0 && j <= last {
			least := soundsLike
			if l.foreign[i] || l.foreign[i+n] {
				least = foreignLike
			}
			if share := 1 - prev[j]/p.weight; share >= least {
				l.add(i, reading{to: i + n + 1, words: b.single[word : word+1], share: share, heard: true})
			}
		}
	}
}

// Heard finds the code whose words a text spells as they sound, in order; of a
// part, the codes that have it. t holds its buffers.
func (b *Book) Heard(t *Text, words *lexicon.Text) (Match, bool) {
	odd, n := b.usual.odd(t.odd, words)
	if t.odd = odd; n < oddWords {
		return Match{}, false
	}
	l := &t.lattice
	b.plain(l, words)
	if l.markForeign(words) > mostForeign*float64(len(words.Spans)) {
		return Match{}, false
	}
	b.listen(t, words)
	type hearing struct {
		code int
		found
		whole bool
	}
	var hs []hearing
	top := 0.0
	for _, i := range b.possible(t, heardSome) {
		f := (&walk{b: b, c: &b.codes[i], l: l, inOrder: true}).search()
		if !f.heard || bits.OnesCount32(f.mask) < heardWords || b.soundOf(&b.codes[i], f.mask) < heardSound {
			continue
		}
		whole := f.sum >= heardAll*b.codes[i].weight
		if share := oddShare(odd[f.from:f.to]); share < oddOfAll || !whole && (share < oddOfPart || !b.codes[i].covered) {
			continue
		}
		hs = append(hs, hearing{i, f, whole})
		top = max(top, f.sum)
	}
	hs = slices.DeleteFunc(hs, func(h hearing) bool { return h.sum < top-1e-6 })
	slices.SortStableFunc(hs, func(a, c hearing) int { return int(b.codes[a.code].weight*100) - int(b.codes[c.code].weight*100) })
	if len(hs) == 0 {
		return Match{}, false
	}
	if hs[0].whole || len(hs) == 1 {
		return Match{[]string{b.codes[hs[0].code].name}, hs[0].whole, min(0.95, top/b.codes[hs[0].code].weight)}, true
	}
	m := Match{Score: 0.6}
	for _, h := range hs {
		m.Names = append(m.Names, b.codes[h.code].name)
	}
	return m, true
}

// oddShare is how many of some words are odd.
func oddShare(odd []bool) float64 {
	n := 0
	for _, x := range odd {
		if x {
			n++
		}
	}
	return float64(n) / float64(max(1, len(odd)))
}

// soundOf is the weight of the sounds of some words of a code.
func (b *Book) soundOf(c *code, mask uint32) (sum float64) {
	for k, w := range c.words {
		if mask&(1<<k) != 0 && len(b.said[w]) > 0 {
			sum += b.said[w][0].weight
		}
	}
	return sum
}
