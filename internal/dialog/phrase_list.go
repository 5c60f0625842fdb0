package dialog

import (
	"iter"
	"slices"
)

// phraseList is some phrases, with the bits of their words: most lines have no word of
// most lists, which the bits tell without comparing any.
type phraseList struct {
	all   [][]word
	bits  []uint64 // of the words of each phrase
	heads uint64   // of the first words
	ends  uint64   // of the last words
	ones  uint64   // of the phrases of one word
}

func (l *phraseList) add(p []word) {
	l.all, l.bits = append(l.all, p), append(l.bits, bitsOf(p))
	l.heads |= p[0].bit()
	l.ends |= p[len(p)-1].bit()
	if len(p) == 1 {
		l.ones |= p[0].bit()
	}
}

// in reports whether a line, whose words have such bits, holds one of the phrases.
func (l *phraseList) in(line []word, bits uint64) bool {
	if bits&l.heads == 0 {
		return false
	}
	for i, own := range l.bits {
		if own&^bits == 0 && findPhrase(line, l.all[i]) >= 0 {
			return true
		}
	}
	return false
}

// near is the phrases that a line may hold: those that have a word which the line has not
// are passed over.
func (l *phraseList) near(line []word) iter.Seq[[]word] {
	return func(yield func([]word) bool) {
		bits := bitsOf(line)
		if bits&l.heads == 0 {
			return
		}
		for i, own := range l.bits {
			if own&^bits == 0 && !yield(l.all[i]) {
				return
			}
		}
	}
}

// mayBeIn reports whether a line has the words of one of the phrases, whatever their
// marks and their order.
func (l *phraseList) mayBeIn(line *spelling) bool {
	has := func(w word) bool {
		return slices.ContainsFunc(line.words, func(o word) bool { return o.bare == w.bare })
	}
	for i, own := range l.bits {
		if own&^line.bits == 0 && !slices.ContainsFunc(l.all[i], func(w word) bool { return !has(w) }) {
			return true
		}
	}
	return false
}

// either is the phrases of several lists, one list after the other.
func either(lists ...*phraseList) iter.Seq[[]word] {
	return func(yield func([]word) bool) {
		for _, l := range lists {
			for _, p := range l.all {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// cuts cuts a line at each phrase of some lists that it holds, where that stands first:
// what is before the phrase, and what behind.
func cuts(line []word, lists ...*phraseList) iter.Seq2[[]word, []word] {
	return cutsWhere(findPhrase, line, lists)
}

// lastCuts is cuts where each phrase stands last.
func lastCuts(line []word, lists ...*phraseList) iter.Seq2[[]word, []word] {
	return cutsWhere(findLast, line, lists)
}

func cutsWhere(find func(line, phrase []word) int, line []word, lists []*phraseList) iter.Seq2[[]word, []word] {
	return func(yield func(before, behind []word) bool) {
		for _, l := range lists {
			for p := range l.near(line) {
				if at := find(line, p); at >= 0 && !yield(line[:at], line[at+len(p):]) {
					return
				}
			}
		}
	}
}

// cutSo reports whether a line holds one of some phrases with such words before it and
// behind it.
func cutSo(line []word, list *phraseList, so func(before, behind []word) bool) bool {
	for before, behind := range cuts(line, list) {
		if so(before, behind) {
			return true
		}
	}
	return false
}

// leadsTo reports whether one of some phrases stands in a line, and one of others within
// the next few words.
func leadsTo(line []word, leads *phraseList, reach int, behind ...*phraseList) bool {
	return cutSo(line, leads, func(_, rest []word) bool {
		return slices.ContainsFunc(behind, func(l *phraseList) bool { return holdsPhrase(firstOf(rest, reach), l) })
	})
}

// firstOf are the first words of a line, n at most.
func firstOf(line []word, n int) []word { return line[:min(len(line), n)] }

// lastOf are its last words, n at most.
func lastOf(line []word, n int) []word { return line[max(0, len(line)-n):] }

// bitsOf has a bit set for each of some words: a text whose bits lack one of them
// does not hold the words.
func bitsOf(words []word) (bits uint64) {
	for _, w := range words {
		bits |= w.bit()
	}
	return bits
}

// bit is the bit of a word.
func (w word) bit() uint64 { return 1 << (w.hash >> 26) }

// hashOf is the hash of a word, by FNV-1a.
func hashOf(bare string) uint32 {
	h := uint32(2166136261)
	for i := range len(bare) {
		h = (h ^ uint32(bare[i])) * 16777619
	}
	return h
}

// among reports whether a word is one of a list of single words.
func among(list *phraseList, w word) bool {
	return w.bit()&list.ones != 0 && slices.ContainsFunc(list.all, func(p []word) bool { return len(p) == 1 && w.is(p[0]) })
}

// indexAmong is where the first word of a line stands that is one of a list of single
// words, -1 for none.
func indexAmong(line []word, list *phraseList) int {
	return slices.IndexFunc(line, func(w word) bool { return among(list, w) })
}

// amongAny reports whether a word is a single one of some lists.
func amongAny(w word, lists ...*phraseList) bool {
	return slices.ContainsFunc(lists, func(l *phraseList) bool { return among(l, w) })
}

// endsWith reports whether a line ends with one of the phrases of some lists.
func endsWith(line []word, lists ...*phraseList) bool {
	return len(line) > 0 && slices.ContainsFunc(lists, func(l *phraseList) bool {
		return line[len(line)-1].bit()&l.ends != 0 && slices.ContainsFunc(l.all, func(p []word) bool { return ends(line, p) })
	})
}

// ends reports whether a line ends with a phrase.
func ends(line, p []word) bool {
	return len(p) <= len(line) && findPhrase(line[len(line)-len(p):], p) == 0
}

// longestHead is how many words the longest phrase of some lists has that a line
// begins with, 0 for none.
func longestHead(line []word, lists ...*phraseList) int {
	best := 0
	for _, l := range lists {
		if len(line) == 0 || line[0].bit()&l.heads == 0 {
			continue
		}
		for _, p := range l.all {
			if p[0].hash == line[0].hash && len(p) > best && len(p) <= len(line) && findPhrase(line[:len(p)], p) == 0 {
				best = len(p)
			}
		}
	}
	return best
}
