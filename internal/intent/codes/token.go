package codes

import (
	"bytes"
	"strings"
	"unicode"

	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

// token is a stretch of a text joined by underscores, as a code copied from a
// screen is.
type token struct {
	name     string // in capitals
	from, to int    // its words
	caps     bool   // written in capitals: nothing but a code looks like this
	opens    bool   // something is cut off before it: …_CALL_OUT
	open     bool   // something is cut off behind it: FROM_NUMBER_…
}

// How a token must look to be taken for a code: its letters, at least.
const tokenLetters = 6

// appendTokens adds the tokens of a text to dst. File names are not among them.
func appendTokens(dst []token, raw string, words *lexicon.Text) []token {
	folded := words.Folded
	if bytes.IndexByte(folded, '_') < 0 {
		return dst
	}
	upper := capitals(raw, len(folded))
	for i := 0; i < len(folded); {
		j, bars, letters, caps := i, 0, 0, 0
		for ; j < len(folded) && tokenByte(folded[j]); j++ {
			switch c := folded[j]; {
			case c == '_':
				bars++
			case c >= 'a':
				letters++
				if j < len(upper) && upper[j] {
					caps++
				}
			}
		}
		if j == i {
			i++
			continue
		}
		if bars > 0 && letters >= tokenLetters && 2*letters > j-i && !file(folded, i, j) {
			k := token{name: strings.ToUpper(string(bytes.Trim(folded[i:j], "_"))), caps: caps == letters}
			k.opens = folded[i] == '_' || bytes.HasSuffix(folded[:i], []byte(".."))
			k.open = folded[j-1] == '_' || bytes.HasPrefix(folded[j:], []byte(".."))
			if k.from, k.to = within(words.Spans, i, j); k.from < k.to {
				dst = append(dst, k)
			}
		}
		i = j
	}
	return dst
}

func tokenByte(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' }

// file reports whether s[i:j] is part of a path or a file's name.
func file(s []byte, i, j int) bool {
	return i > 0 && s[i-1] == '/' || j+1 < len(s) && s[j] == '.' && 'a' <= s[j+1] && s[j+1] <= 'z'
}

// within returns the words that lie between two places of a text.
func within(spans []text.Span, start, end int) (from, to int) {
	for from < len(spans) && spans[from].Start < start {
		from++
	}
	for to = from; to < len(spans) && spans[to].End <= end; {
		to++
	}
	return from, to
}

// capitals tells which bytes of the fold of raw were capital letters.
func capitals(raw string, n int) []bool {
	out := make([]bool, 0, n)
	var buf []byte
	for _, r := range raw {
		buf = text.AppendFold(buf[:0], string(r))
		for range buf {
			out = append(out, unicode.IsUpper(r) || r >= 0x1D400 && r < 0x1D800)
		}
	}
	return out
}

// span returns where words lie in the skeleton.
func (t *Text) span(from, to int) (start, end int) {
	if from > 0 {
		start = t.ends[from-1]
	}
	return min(start, len(t.skel)), min(t.ends[to-1], len(t.skel))
}

// beyond returns the copied token that goes on beyond a stretch of the skeleton
// with words of its own: who copied QUEUE_FROM_NUMBER_NOT_FOUND did not get
// FROM_NUMBER_NOT_FOUND. What says that an error follows, or the number of the
// code, is no such word.
func (sc *scan) beyond(id int32, start, end int) (token, bool) {
	for _, k := range sc.copied {
		s, e := sc.span(k.from, k.to)
		if !k.caps || e <= start || end <= s {
			continue
		}
		for w := k.from; w < k.to; w++ {
			ws, we := sc.span(w, w+1)
			if (we <= start+1 || ws >= end-1) && !sc.book.announces(id, sc.skel[ws:we], k.word(w)) {
				return k, true
			}
		}
	}
	return token{}, false
}

// word returns one word of a token by its number in the text.
func (k token) word(i int) string {
	words := strings.FieldsFunc(k.name, func(r rune) bool { return r == '_' })
	if i-k.from >= len(words) {
		return ""
	}
	return strings.ToLower(words[i-k.from])
}

// announces reports whether a word beside a code only says that it is one.
func (b *Book) announces(id int32, skeleton []byte, word string) bool {
	if len(skeleton) == 0 || b.around.announces(word, 0) {
		return true
	}
	c, known := b.ByNumber(atoi(word))
	return known && c == &b.codes[id]
}

// atoi returns the number that w is, -1 for none.
func atoi(w string) int {
	n := 0
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' || i > 8 {
			return -1
		}
		n = 10*n + int(w[i]-'0')
	}
	if w == "" {
		return -1
	}
	return n
}
