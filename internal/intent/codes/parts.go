package codes

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

// parts are the words that codes are made of, in one form each: ALLOWS and
// ALLOW are one part, CALLOUT is CALL and OUT. Immutable once built.
type parts struct {
	ids    map[string]int32
	begins lexicon.Beginnings // of ids
	names  []string
	slips  map[string][]int32 // a part minus one letter → parts
	slip   lexicon.Beginnings // of slips
	plain  []bool             // also an ordinary word in a sentence
	weight []float64
}

func newParts(codes []Code, plain []string) *parts {
	p := &parts{ids: map[string]int32{}, slips: map[string][]int32{}}
	var whole []string
	for _, c := range codes {
		for _, w := range text.Words(c.Name) {
			whole = append(whole, string(stem(lookalike(w))))
		}
	}
	slices.Sort(whole)
	whole = slices.Compact(whole)
	ordinary := map[string]bool{}
	for _, w := range plain {
		ordinary[string(stem(lookalike(w)))] = true
	}
	for _, w := range whole {
		if !compound(w, whole) {
			p.ids[w] = int32(len(p.names))
			p.begins.Add(w)
			p.names = append(p.names, w)
			p.plain = append(p.plain, ordinary[w])
		}
	}
	for id, w := range p.names {
		if len(w) < 4 {
			continue
		}
		p.addSlip(w, int32(id))
		for i := range w {
			p.addSlip(w[:i]+w[i+1:], int32(id))
		}
	}
	return p
}

func (p *parts) addSlip(w string, id int32) {
	p.slips[w] = append(p.slips[w], id)
	p.slip.Add(w)
}

// lookalike returns a word with its look-alikes mapped to one letter each.
func lookalike(w string) []byte {
	b := []byte(w)
	foldConfusables(b)
	return b
}

// stem removes an ending that people add or drop; look-alikes are mapped.
func stem(w []byte) []byte {
	switch n := len(w); {
	case string(w) == "err" || string(w) == "eror":
		return []byte("error")
	case n >= 6 && w[n-2] == 'e' && w[n-1] == 'd':
		return w[:n-2]
	case n >= 5 && w[n-1] == 's':
		return w[:n-1]
	}
	return w
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
		out, _ = p.appendParts(out, lookalike(w))
	}
	return out
}

// all reports whether every word of a name is a part of some code.
func (p *parts) all(name string) bool {
	for _, w := range text.Words(name) {
		if ids, _ := p.appendParts(nil, lookalike(w)); len(ids) == 0 {
			return false
		}
	}
	return true
}

// known reports whether a word of a text is made of parts, letter for letter.
func (p *parts) known(t *Text, word int) bool {
	return slices.ContainsFunc(t.parts, func(x partAt) bool { return x.word == word && !x.slip })
}

// appendParts adds the parts that one word, its look-alikes mapped, consists
// of; slip is true when the word is only nearly a part. It adds nothing when
// the word is none.
func (p *parts) appendParts(dst []int32, word []byte) (out []int32, slip bool) {
	w := stem(word)
	if id, ok := p.ids[string(w)]; ok {
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
func (p *parts) split(dst []int32, w []byte) []int32 {
	if len(w) < 5 {
		return dst
	}
	n := len(dst)
	for len(w) > 0 {
		found := false
		for i := min(len(w), 16); i >= 2 && !found && p.begins.Maybe(w); i-- {
			id, ok := p.ids[string(w[:i])]
			if !ok {
				id, ok = p.ids[string(stem(w[:i]))]
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

// longestSlip is the length beyond which a word is no part misspelt.
const longestSlip = 20

// near returns the part one edit away from w, -1 for none.
func (p *parts) near(w []byte) int32 {
	var room [longestSlip]byte
	if len(w) < 4 || len(w) > longestSlip {
		return -1
	}
	for i := -1; i < len(w); i++ {
		d := w
		if i >= 0 {
			d = append(append(room[:0], w[:i]...), w[i+1:]...)
		}
		if !p.slip.Maybe(d) {
			continue
		}
		for _, id := range p.slips[string(d)] {
			if text.OneEdit(string(w), p.names[id]) {
				return id
			}
		}
	}
	return -1
}
