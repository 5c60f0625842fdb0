package codes

import (
	"bytes"
	"slices"

	"hotro/internal/text"
)

// parts are the words that codes are made of, in one form each: ALLOWS and
// ALLOW are one part, CALLOUT is CALL and OUT. Immutable once built.
type parts struct {
	ids    map[string]int32
	names  []string
	slips  map[string][]int32 // a part minus one letter → parts
	plain  []bool             // also an ordinary word in a sentence
	weight []float64
}

func newParts(codes []Code, plain []string) *parts {
	p := &parts{ids: map[string]int32{}, slips: map[string][]int32{}}
	var whole []string
	for _, c := range codes {
		for _, w := range text.Words(c.Name) {
			whole = append(whole, stem(w))
		}
	}
	slices.Sort(whole)
	whole = slices.Compact(whole)
	ordinary := map[string]bool{}
	for _, w := range plain {
		ordinary[stem(w)] = true
	}
	for _, w := range whole {
		if !compound(w, whole) {
			p.ids[w] = int32(len(p.names))
			p.names = append(p.names, w)
			p.plain = append(p.plain, ordinary[w])
		}
	}
	for id, w := range p.names {
		if len(w) < 4 {
			continue
		}
		p.slips[w] = append(p.slips[w], int32(id))
		for i := range w {
			d := w[:i] + w[i+1:]
			p.slips[d] = append(p.slips[d], int32(id))
		}
	}
	return p
}

// stem removes an ending that people add or drop, after mapping look-alikes.
func stem(w string) string {
	b := []byte(w)
	foldConfusables(b)
	switch n := len(b); {
	case string(b) == "err" || string(b) == "eror":
		return "error"
	case n >= 6 && bytes.HasSuffix(b, []byte("ed")):
		return string(b[:n-2])
	case n >= 5 && b[n-1] == 's':
		return string(b[:n-1])
	}
	return string(b)
}

// compound reports whether w is two other words of all written as one.
func compound(w string, all []string) bool {
	for i := 2; i+2 <= len(w); i++ {
		if slices.Contains(all, w[:i]) && slices.Contains(all, w[i:]) {
			return true
		}
	}
	return false
}

// of returns the parts of a code's name, in order.
func (p *parts) of(name string) []int32 {
	var out []int32
	for _, w := range text.Words(name) {
		out, _ = p.appendParts(out, w)
	}
	return out
}

// all reports whether every word of a name is a part of some code.
func (p *parts) all(name string) bool {
	for _, w := range text.Words(name) {
		if ids, _ := p.appendParts(nil, w); len(ids) == 0 {
			return false
		}
	}
	return true
}

// known reports whether a word of a text is made of parts, letter for letter.
func (p *parts) known(t *Text, word int) bool {
	return slices.ContainsFunc(t.parts, func(x partAt) bool { return x.word == word && !x.slip })
}

// appendParts adds the parts that one word consists of; slip is true when the
// word is only nearly a part. It adds nothing when the word is none.
func (p *parts) appendParts(dst []int32, word string) (out []int32, slip bool) {
	w := stem(word)
	if id, ok := p.ids[w]; ok {
		return append(dst, id), false
	}
	n := len(dst)
	if dst = p.split(dst, w); len(dst) > n {
		return dst, false
	}
	if id := p.near(w); id >= 0 {
		return append(dst, id), true
	}
	return dst, false
}

// split cuts a glued word into parts: fromnumbernotfound.
func (p *parts) split(dst []int32, w string) []int32 {
	if len(w) < 5 {
		return dst
	}
	n := len(dst)
	for len(w) > 0 {
		found := false
		for i := min(len(w), 16); i >= 2 && !found; i-- {
			id, ok := p.ids[w[:i]]
			if !ok {
				id, ok = p.ids[stem(w[:i])]
			}
			if ok {
				dst, w, found = append(dst, id), w[i:], true
			}
		}
		if !found {
			return dst[:n]
		}
	}
	return dst
}

// near returns the part one edit away from w, -1 for none.
func (p *parts) near(w string) int32 {
	if len(w) < 4 || len(w) > 20 {
		return -1
	}
	for i := -1; i < len(w); i++ {
		d := w
		if i >= 0 {
			d = w[:i] + w[i+1:]
		}
		for _, id := range p.slips[d] {
			if text.OneEdit(w, p.names[id]) {
				return id
			}
		}
	}
	return -1
}
