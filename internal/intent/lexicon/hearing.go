package lexicon

// Ears finds who does not hear whom: "khách không nghe tiếng em" and "em không
// nghe tiếng khách" have the same words and are two errors. Immutable once
// built.
type Ears struct {
	hears, poorly, negators, breaks, speech, nothing, able, cut map[WordID]bool
	us, them, other, mutual, silence                            *Trie
}

// Deafness is who does not hear the other side of a call.
type Deafness struct {
	Them bool // the customer does not hear the user
	Us   bool // the user does not hear the customer
	// Nothing is heard, and the line does not say by whom: the one who writes it.
	Nothing bool
}

// How far from the word for hearing its negator, the one who hears and the one
// who is heard may stand.
const (
	denialReach = 3
	hearerReach = 7
	heardReach  = 4
)

// NewEars returns the ears that words data describe.
func NewEars(w *Words, x *Lexicon) *Ears {
	h := &w.Hearing
	return &Ears{
		hears: x.Set(h.Hears), poorly: x.Set(h.Poorly), negators: x.Set(w.Negators), breaks: x.Set(w.Breaks), speech: x.Set(h.Speech), nothing: x.Set(h.Nothing), able: x.Set(h.Able), cut: x.Set(h.Cut),
		mutual: x.spokenTrie(h.Mutual), silence: x.spokenTrie(h.Silence), us: x.spokenTrie(h.Us), them: x.spokenTrie(h.Them), other: x.spokenTrie(h.Other),
	}
}

// spokenTrie returns a trie of phrases, politeness included: "em" is a side.
func (x *Lexicon) spokenTrie(phrases []string) *Trie {
	trie := NewTrie()
	var t Text
	for _, p := range phrases {
		x.Read(&t, p)
		trie.Put(AppendSpoken(nil, t.Spoken, true), 0)
	}
	return trie
}

// Deaf returns who does not hear, as a text says.
func (e *Ears) Deaf(t *Text) (d Deafness) {
	var buf [64]WordID
	words := AppendSpoken(buf[:0], t.Spoken, true)
	for i, w := range words {
		if !e.hears[w] || e.elsewise(words, i) || !e.denied(words, i) {
			continue
		}
		switch e.hearer(words, i, t.clauseEnd(i)) {
		case sideUs:
			d.Us = true
		case sideThem:
			d.Them = true
		default:
			d.Nothing = d.Nothing || e.hearsNothing(words, i)
		}
		if e.eachOther(words) {
			d.Us, d.Them = true, true
		}
	}
	return d
}

// hearsNothing reports whether what is not heard at i is anything at all.
func (e *Ears) hearsNothing(words []WordID, i int) bool {
	for k := i + 1; k < len(words) && k <= i+heardReach && !e.breaks[words[k]]; k++ {
		if e.nothing[words[k]] {
			return true
		}
	}
	return false
}

// eachOther reports whether a text speaks of both sides at once: "không ai nghe ai".
func (e *Ears) eachOther(words []WordID) bool {
	for i := range words {
		if _, n := e.mutual.Longest(words[i:]); n > 0 {
			return true
		}
	}
	return false
}

// side is one end of a call.
type side int

const (
	sideNone side = iota
	sideUs
	sideThem
)

func (s side) opposite() side {
	switch s {
	case sideUs:
		return sideThem
	case sideThem:
		return sideUs
	}
	return sideNone
}

// at is the side that the words at i name, and in how many words.
func (e *Ears) at(words []WordID, i int) (side, int) {
	_, them := e.them.Longest(words[i:])
	_, us := e.us.Longest(words[i:])
	switch {
	case them > us:
		return sideThem, them
	case us > 0:
		return sideUs, us
	}
	return sideNone, 1
}

// elsewise reports whether the word for hearing at i is part of something else:
// a headset, answering a phone, listening to music.
func (e *Ears) elsewise(words []WordID, i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		if _, n := e.other.Longest(words[k:]); k+n > i {
			return true
		}
	}
	return i+1 < len(words) && e.poorly[words[i+1]]
}

// denied reports whether the hearing at i is denied, by a negator or by what is heard
// instead. As the last word a negator asks.
func (e *Ears) denied(words []WordID, i int) bool {
	if _, n := e.silence.Longest(words[i+1:]); n > 0 {
		return true
	}
	for k := i - 1; k >= max(0, i-denialReach) && !e.breaks[words[k]]; k-- {
		if e.negators[words[k]] || e.contracted(words, k) {
			return true
		}
	}
	for k := i + 1; k < min(len(words)-1, i+denialReach); k++ {
		if e.negators[words[k]] {
			return !e.poorly[words[k+1]]
		}
	}
	return false
}

// contracted reports whether the word at i is the second half of a negator: "can't".
func (e *Ears) contracted(words []WordID, i int) bool {
	return i > 0 && e.cut[words[i]] && e.able[words[i-1]]
}

// hearer is the side that hears at i: the other one than is heard before the clause
// ends, else the last that was named before in the same clause and does not speak. A
// customer who says something says it of himself.
func (e *Ears) hearer(words []WordID, i, end int) side {
	for k := i + 1; k < end && k <= i+heardReach && !e.breaks[words[k]]; {
		s, n := e.at(words, k)
		if s != sideNone {
			return s.opposite()
		}
		k += n
	}
	last, speaker := sideNone, sideNone
	from := i
	for from > max(0, i-hearerReach) && !e.breaks[words[from-1]] {
		from--
	}
	for k := from; k < i; {
		s, n := e.at(words, k)
		switch {
		case e.contracted(words, k):
		case s == sideUs && e.speech[words[k+n]]:
			speaker = s
		case s != sideNone:
			last = s
		}
		k += n
	}
	if last != sideNone {
		return last
	}
	return speaker.opposite()
}
