package dialog

import (
	"slices"
	"strings"

	"hotro/internal/text"
)

// marking is a Reader that tells words apart by their diacritics where a text is
// chosen for a line: "chị là chủ" has no word in common with "bấm chữ Safari". A word
// that is written without any may be any with its letters.
type marking struct{ Reader }

// mostOthers is how many texts may be passed over for one line: each is a reading more.
const mostOthers = 3

func (m marking) Nearest(s string, texts []string) (int, float64) {
	return asWrittenBy(m.Reader.Nearest, s, texts, mostOthers)
}

func (m marking) Sounds(s, name string) float64 {
	if l, ok := m.Reader.(listener); ok {
		return l.Sounds(s, name)
	}
	return 0
}

func (m marking) Covers(s string, texts []string) (int, float64) {
	return asWrittenBy(m.Reader.Covers, s, texts, mostOthers)
}

// asWrittenBy is what a way to choose among texts chooses where words of other
// diacritics count for nothing.
func asWrittenBy(choose func(string, []string) (int, float64), s string, texts []string, others int) (int, float64) {
	at, how := choose(s, texts)
	if at < 0 {
		return at, how
	}
	var room, other [24]word
	words := read(room[:0], s).words
	left := sharedAsWritten(words, read(other[:0], texts[at]).words)
	if len(left) == len(words) {
		return at, how
	}
	if len(left) == 0 {
		how = 0
	} else {
		_, how = choose(strings.Join(fieldsAt(s, words, left), " "), texts[at:at+1])
		how *= float64(len(left)) / float64(len(words))
	}
	if others == 0 || len(texts) == 1 {
		return pickOf(at, how)
	}
	rest := slices.Delete(slices.Clone(texts), at, at+1)
	next, more := asWrittenBy(choose, s, rest, others-1)
	if next < 0 || more <= how {
		return pickOf(at, how)
	}
	if next >= at {
		next++
	}
	return next, more
}

// pickOf is a text that was chosen, -1 where nothing of it is said.
func pickOf(at int, how float64) (int, float64) {
	if how == 0 {
		return -1, 0
	}
	return at, how
}

// sharedAsWritten is which words of a line a text does not have with other
// diacritics only.
func sharedAsWritten(line, text []word) (left []int) {
	for i, w := range line {
		alike, same := false, w.sign == 0
		for _, x := range text {
			if x.bare == w.bare {
				alike = true
				same = same || mayMean(w, x)
			}
		}
		if same || !alike {
			left = append(left, i)
		}
	}
	return left
}

// mayMean reports whether a word as it is written may be another: with the slips
// that people make, "lổi" is "lỗi".
func mayMean(w, x word) bool { return text.MayMean(uint16(w.sign), uint16(x.sign)) }

// fieldsAt are some words of a text as they are written, or folded where signs stand
// between them.
func fieldsAt(s string, words []word, at []int) []string {
	fields := strings.Fields(s)
	out := make([]string, 0, len(at))
	for _, i := range at {
		if len(fields) == len(words) {
			out = append(out, fields[i])
		} else {
			out = append(out, words[i].bare)
		}
	}
	return out
}
