package acts

import (
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
	kindLast                     // a word of the last clause, where there are more: what it says decides
)

// kindWeight is only read.
var kindWeight = [...]float32{
	kindWord: 1, kindPair: 0.8, kindSkip: 0.5, kindHead: 0.5, kindTail: 0.5, kindMarked: 0.7, kindPiece: 0.3, kindLength: 0.3, kindSign: 0.6, kindLast: 0.5,
}

func kindOf(key uint64) uint64 { return key >> 56 }

// reader turns a line into features. Immutable once built.
type reader struct {
	short   map[string][]word // shortened word → the words it stands for, the readings one after the other
	address map[word]bool
	breaks  map[word]bool // words behind which a clause begins: "mà", "nhưng"
}

// word is a word as it was written: folded, and with what its diacritics add
// up to; 0 for none.
type word struct {
	folded string
	marks  uint16
	opens  bool // a sign before it begins a clause
}

// bare is the word wherever it stands.
func (w word) bare() word { return word{folded: w.folded, marks: w.marks} }

func newReader(w *lexicon.Words) *reader {
	r := &reader{short: map[string][]word{}, address: map[word]bool{}, breaks: map[word]bool{}}
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
			r.address[x.bare()] = true
		}
	}
	for _, a := range w.Breaks {
		for _, x := range split(a) {
			r.breaks[x.bare()], r.breaks[word{folded: x.folded}] = true, true
		}
	}
	return r
}

// Buffers hold what ranking a line needs on the way. The zero value works; one
// serves one line at a time.
type Buffers struct {
	folded   []byte
	marks    []text.Mark
	spans    []text.Span
	all      []word // the words of the line, with what is shortened written out
	plain    []word // the same without address
	last     int    // where the last clause begins in plain; 0 where there is but one
	padded   []byte
	keys     []uint64
	features []linear.Feature
	vector   linear.Vector
}

// split returns the words of a text.
func split(s string) []word {
	var b Buffers
	return b.split(nil, s)
}

// clauseSigns are what clauses are told apart by.
const clauseSigns = ",.;:!?…\n"

// split appends the words of a text to dst.
func (b *Buffers) split(dst []word, s string) []word {
	b.folded, b.marks = text.AppendFoldMarks(b.folded[:0], b.marks[:0], s)
	b.spans = text.AppendWords(b.spans[:0], b.folded)
	folded, end := string(b.folded), 0
	for _, sp := range b.spans {
		w := word{folded: folded[sp.Start:sp.End], opens: strings.ContainsAny(folded[end:sp.Start], clauseSigns)}
		end = sp.End
		for _, m := range b.marks {
			if m.At >= sp.Start && m.At < sp.End {
				w.marks += m.Sign
			}
		}
		dst = append(dst, w)
	}
	return dst
}

// words reads the words of a line.
func (r *reader) words(b *Buffers, line string) {
	b.plain = b.split(b.plain[:0], line)
	b.all = b.all[:0]
	for _, w := range b.plain {
		w.folded = figure(squeeze(w.folded))
		if s, ok := r.short[w.folded]; ok && w.marks == 0 {
			at := len(b.all)
			b.all = append(b.all, s...)
			b.all[at].opens = w.opens
			continue
		}
		b.all = append(b.all, w)
	}
	b.plain, b.last = b.plain[:0], 0
	opens := false
	for _, w := range b.all {
		opens = opens || w.opens
		if r.address[w.bare()] {
			continue
		}
		if opens {
			b.last = len(b.plain)
		}
		opens = r.breaks[w.bare()]
		b.plain = append(b.plain, w)
	}
}

// squeeze shortens letters that are drawn out: "đượccc".
func squeeze(w string) string {
	if len(w) < 3 || !strings.ContainsFunc(w, func(c rune) bool { return c > '9' || c < '0' }) {
		return w
	}
	if !drawnOut(w) {
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

// figure is a number of two digits or more as any such number: which one it is tells
// nothing.
func figure(w string) string {
	if len(w) < 2 || strings.Trim(w, "0123456789") != "" {
		return w
	}
	return "00"
}

// drawnOut reports whether squeeze would shorten a word.
func drawnOut(w string) bool {
	for i := 2; i < len(w); i++ {
		if w[i] == w[i-1] && w[i] == w[i-2] {
			return true
		}
	}
	return len(w) > 2 && w[len(w)-1] == w[len(w)-2]
}

// features returns the features of a line, sorted by key, each once; they are
// good until b is used again.
func (r *reader) features(b *Buffers, line string) []linear.Feature {
	r.words(b, line)
	all, plain, keys := b.all, b.plain, b.keys[:0]
	put := func(kind uint64, parts ...string) { keys = append(keys, kind<<56|hash(parts)>>8) }
	pieces, at := b.pad(), 0
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
		padded := pieces[at : at+len(w.folded)+2]
		at += len(padded)
		for n := 3; n <= 4; n++ {
			for j := 0; j+n <= len(padded) && len(w.folded) > 2; j++ {
				put(kindPiece, padded[j:j+n])
			}
		}
	}
	if b.last > 0 {
		put(kindHead, "…", plain[b.last].folded)
		for _, w := range plain[b.last:] {
			put(kindLast, w.folded)
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
	slices.Sort(keys)
	b.keys, b.features = slices.Compact(keys), b.features[:0]
	for _, k := range b.keys {
		b.features = append(b.features, linear.Feature{Key: k, Weight: kindWeight[kindOf(k)]})
	}
	return b.features
}

// pad writes the plain words one after the other, each between signs for its
// ends.
func (b *Buffers) pad() string {
	b.padded = b.padded[:0]
	for _, w := range b.plain {
		b.padded = append(append(append(b.padded, '^'), w.folded...), '$')
	}
	return string(b.padded)
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
