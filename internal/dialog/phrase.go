package dialog

import (
	"strings"

	"hotro/prompts"
)

// word is one word of a line: its bare letters, and which diacritics they lost.
type word struct {
	bare string
	hash uint32 // of bare: see hashOf
	sign int32
}

// spell reads a line as words that keep their diacritics apart. What a turn looks
// at more than once is spelled.
func spell(s string) []word {
	if l := read(nil, s); len(l.words) > 0 {
		return l.words
	}
	return nil
}

// newWord is a word without diacritics.
func newWord(bare string) word { return word{bare: bare, hash: hashOf(bare)} }

// is reports whether a word of a line is a word as it is written. One typed
// without diacritics may be any with its letters; one with them is itself
// alone: "chặn" is not "chán".
func (w word) is(written word) bool {
	return w.hash == written.hash && w.bare == written.bare && (w.sign == 0 || w.sign == written.sign)
}

// marked reports whether who wrote a line writes diacritics: half of the words
// of any Vietnamese line have some.
func marked(line []word) bool {
	n := 0
	for _, w := range line {
		if w.sign != 0 {
			n++
		}
	}
	return n >= 2 && 2*n >= len(line)
}

// findPhrase is where a phrase begins in a line, -1 for nowhere. A phrase of one
// word has nothing beside it that tells it from another with its letters: where
// diacritics are written, it has its own. "gọi không được hả anh" is about no
// "ảnh".
func findPhrase(line, phrase []word) int {
	if len(phrase) == 0 {
		return -1
	}
	first := phrase[0].hash
	for i := 0; i+len(phrase) <= len(line); i++ {
		if line[i].hash != first {
			continue
		}
		k := 0
		for k < len(phrase) && line[i+k].is(phrase[k]) {
			k++
		}
		if k == len(phrase) && (k > 1 || line[i].sign == phrase[0].sign || !marked(line)) {
			return i
		}
	}
	return -1
}

// holdsPhrase reports whether a line holds one of some phrases.
func holdsPhrase(line []word, phrases *phraseList) bool { return phrases.in(line, bitsOf(line)) }

// findLast is where a phrase begins for the last time in a line, -1 for nowhere.
func findLast(line, phrase []word) int {
	last := -1
	for from := 0; ; from = last + 1 {
		i := findPhrase(line[from:], phrase)
		if i < 0 {
			return last
		}
		last = from + i
	}
}

// phrases is the phrases under a key, parted by ";".
func phrases(say *prompts.Say, key string) *phraseList {
	return prompts.Parsed(say, key, func(s string) *phraseList {
		out := &phraseList{}
		for p := range strings.SplitSeq(s, ";") {
			if w := spell(p); len(w) > 0 {
				out.add(w)
			}
		}
		return out
	})
}
