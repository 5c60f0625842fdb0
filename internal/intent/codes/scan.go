package codes

import (
	"bytes"

	"hotro/internal/intent/lexicon"
)

// Text holds the buffers of one Find. The zero value is ready; reuse it for
// many texts, one at a time.
type Text struct {
	skel  []byte
	ends  []int    // of the words, in the skeleton
	parts []partAt // the parts found, in order
	ids   []int32
	votes []int32  // trigram hits by code
	raw   []string // words in capitals with underscores: somebody copied a code
}

// partAt is a part of a code seen in a text.
type partAt struct {
	part int32
	word int // which word of the text
	slip bool
}

// How much of a text is searched for codes, in letters, and how long a word may
// be to be cut into parts of one.
const (
	mostLetters = 3000
	longestCode = 64
)

// prepare fills t from a text: its raw form and its folded words.
func (b *Book) prepare(t *Text, raw string, words *lexicon.Text) {
	t.skel, t.ends, t.parts, t.raw = t.skel[:0], t.ends[:0], t.parts[:0], t.raw[:0]
	for i, sp := range words.Spans {
		w := words.Folded[sp.Start:sp.End]
		t.skel = append(t.skel, w...)
		foldConfusables(t.skel[len(t.skel)-len(w):])
		t.ends = append(t.ends, len(t.skel))
		if len(w) < 2 || len(w) > longestCode {
			continue
		}
		var slip bool
		t.ids, slip = b.parts.appendParts(t.ids[:0], string(w))
		for _, p := range t.ids {
			t.parts = append(t.parts, partAt{p, i, slip})
		}
	}
	t.skel = t.skel[:min(len(t.skel), mostLetters)]
	t.raw = appendCodeTokens(t.raw, raw)
}

// hit is a code found in a text.
type hit struct {
	code       int32
	start, end int // in the skeleton
}

// exact returns the codes that stand whole in t, whatever their case and
// separators; of two that overlap the longer.
func (b *Book) exact(t *Text) []hit {
	var out []hit
	for i := 0; i+prefixLen <= len(t.skel); i++ {
		for _, id := range b.prefixes[[prefixLen]byte(t.skel[i:i+prefixLen])] {
			c := &b.codes[id]
			if bytes.HasPrefix(t.skel[i:], c.skeleton) && (len(c.skeleton) >= 12 || t.bounded(i, i+len(c.skeleton))) {
				out = append(out, hit{id, i, i + len(c.skeleton)})
			}
		}
	}
	return dropNested(out)
}

// bounded reports whether words begin and end at these places.
func (t *Text) bounded(start, end int) bool {
	begins, ends := start == 0, false
	for _, e := range t.ends {
		begins = begins || e == start
		ends = ends || e == end
	}
	return begins && ends
}

// dropNested drops hits that lie inside another: ANSWER_URL_ERROR within
// REQUEST_ANSWER_URL_ERROR.
func dropNested(hits []hit) []hit {
	if len(hits) < 2 {
		return hits
	}
	var out []hit
	for i, h := range hits {
		inside := false
		for j, o := range hits {
			if i != j && o.start <= h.start && h.end <= o.end && (o.end-o.start > h.end-h.start || j < i) {
				inside = true
			}
		}
		if !inside {
			out = append(out, h)
		}
	}
	return out
}

// appendCodeTokens adds the words of s that look copied from a screen: two or
// more parts in capitals joined by underscores. File names are not among them.
func appendCodeTokens(dst []string, s string) []string {
	for i := 0; i < len(s); {
		if !codeByte(s[i]) {
			i++
			continue
		}
		j, letters, bars := i, 0, 0
		for j < len(s) && codeByte(s[j]) {
			switch c := s[j]; {
			case c == '_':
				bars++
			case 'A' <= c && c <= 'Z':
				letters++
			}
			j++
		}
		if bars > 0 && letters >= 6 && letters > (j-i)/2 && !joined(s, i, j) {
			dst = append(dst, s[i:j])
		}
		i = j
	}
	return dst
}

func codeByte(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' }

// joined reports whether s[i:j] is part of a larger word or a file name.
func joined(s string, i, j int) bool {
	if i > 0 && (s[i-1] >= 'a' && s[i-1] <= 'z' || s[i-1] == '/') {
		return true
	}
	return j < len(s) && s[j] >= 'a' && s[j] <= 'z' || j+1 < len(s) && s[j] == '.' && s[j+1] >= 'a' && s[j+1] <= 'z'
}
