package acts

import (
	"cmp"
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
	"hotro/internal/text"
)

// The kinds of feature, and how much each counts beside the others.
const (
	kindWord   uint64 = iota + 1 // a word
	kindPair                     // two side by side
	kindSkip                     // two with one between
	kindHead                     // the first word
	kindTail                     // the last word, address included: "chưa", "hả"
	kindMarked                   // a word with its diacritics
	kindPiece                    // three or four letters of a word: dialect, slips of the finger
	kindLength                   // how many words there are, up to six
	kindSign                     // a mark that is no letter: "?", an emoji
)

// kindWeight is only read.
var kindWeight = [...]float32{
	kindWord: 1, kindPair: 0.8, kindSkip: 0.5, kindHead: 0.5, kindTail: 0.5, kindMarked: 0.7, kindPiece: 0.3, kindLength: 0.3, kindSign: 0.6,
}

func kindOf(key uint64) uint64 { return key >> 56 }

// reader turns a line into features. Immutable once built.
type reader struct {
	short   map[string][]word // shortened word → the words it stands for, the readings one after the other
	address map[word]bool
}

// word is a word as it was written: folded, and with what its diacritics add
// up to; 0 for none.
type word struct {
	folded string
	marks  uint16
}

func newReader(w *lexicon.Words) *reader {
	r := &reader{short: map[string][]word{}, address: map[word]bool{}}
	for k, v := range w.Replace {
		r.short[k] = split(v)
	}
	for k, vs := range w.Either {
		for _, v := range vs {
			r.short[k] = append(r.short[k], split(v)...)
		}
	}
	for _, a := range w.Polite {
		for _, x := range split(a) {
			r.address[x] = true
		}
	}
	return r
}

// split returns the words of a text.
func split(s string) []word {
	folded, marks := text.AppendFoldMarks(nil, nil, s)
	var out []word
	for _, sp := range text.AppendWords(nil, folded) {
		w := word{folded: string(folded[sp.Start:sp.End])}
		for _, m := range marks {
			if m.At >= sp.Start && m.At < sp.End {
				w.marks += m.Sign
			}
		}
		out = append(out, w)
	}
	return out
}

// words returns the words of a line with what is shortened written out, and
// the same without address.
func (r *reader) words(line string) (all, plain []word) {
	for _, w := range split(line) {
		w.folded = squeeze(w.folded)
		if s, ok := r.short[w.folded]; ok && w.marks == 0 {
			all = append(all, s...)
			continue
		}
		all = append(all, w)
	}
	for _, w := range all {
		if !r.address[w] {
			plain = append(plain, w)
		}
	}
	return all, plain
}

// squeeze shortens letters that are drawn out: "đượccc".
func squeeze(w string) string {
	if len(w) < 3 || !strings.ContainsFunc(w, func(c rune) bool { return c > '9' || c < '0' }) {
		return w
	}
	out := make([]byte, 0, len(w))
	for i := range len(w) {
		if i > 1 && w[i] == w[i-1] && w[i] == w[i-2] {
			continue
		}
		out = append(out, w[i])
	}
	for n := len(out); n > 2 && out[n-1] == out[n-2]; n = len(out) {
		out = out[:n-1] // no Vietnamese word ends in a letter twice
	}
	return string(out)
}

// features returns the features of a line, sorted by key, each once.
func (r *reader) features(line string) []linear.Feature {
	all, plain := r.words(line)
	var fs []linear.Feature
	put := func(kind uint64, parts ...string) {
		fs = append(fs, linear.Feature{Key: kind<<56 | hash(parts)>>8, Weight: kindWeight[kind]})
	}
	for i, w := range plain {
		put(kindWord, w.folded)
		if w.marks != 0 {
			put(kindMarked, w.folded, string(rune(w.marks)))
		}
		if i > 0 {
			put(kindPair, plain[i-1].folded, w.folded)
		}
		if i > 1 {
			put(kindSkip, plain[i-2].folded, w.folded)
		}
		padded := "^" + w.folded + "$"
		for n := 3; n <= 4; n++ {
			for j := 0; j+n <= len(padded) && len(w.folded) > 2; j++ {
				put(kindPiece, padded[j:j+n])
			}
		}
	}
	if n := len(plain); n > 0 {
		put(kindHead, plain[0].folded)
		put(kindTail, plain[n-1].folded)
	}
	if n := len(all); n > 0 {
		put(kindTail, "…", all[n-1].folded)
	}
	put(kindLength, string(rune('0'+min(len(plain), 6))))
	for _, c := range line {
		if c == '?' || c == '!' || c > 0x2000 {
			put(kindSign, string(c))
		}
	}
	slices.SortFunc(fs, func(a, b linear.Feature) int { return cmp.Compare(a.Key, b.Key) })
	return slices.CompactFunc(fs, func(a, b linear.Feature) bool { return a.Key == b.Key })
}

// hash is FNV-1a over the parts.
func hash(parts []string) uint64 {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return h
}

// withoutMarks returns the features of a line without what diacritics told.
func withoutMarks(fs []linear.Feature) []linear.Feature {
	out := make([]linear.Feature, 0, len(fs))
	for _, f := range fs {
		if kindOf(f.Key) != kindMarked {
			out = append(out, f)
		}
	}
	return out
}
