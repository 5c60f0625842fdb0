package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
)

// reach is how far a negator reaches forward, in words: "không cần phải gặp
// nhân viên".
const reach = 3

// scope knows what a negator governs. Immutable once built.
type scope struct {
	negators map[lexicon.WordID]bool
	forbids  map[lexicon.WordID]bool // turn a request round
	breaks   map[lexicon.WordID]bool // begin another clause: a negator before them does not reach behind
	asks     map[lexicon.WordID]bool // begin a request
	already  map[lexicon.WordID]bool // a line that ends with one tells of something done
	affirms  map[lexicon.WordID]bool // a line that begins with one says yes
	doubts   map[lexicon.WordID]bool // deny what affirms when they stand before it or end it: "đâu có", "có dịch đâu"
	places   map[lexicon.WordID]bool // before which the same words ask for a place: "có ở đâu"
}

func newScope(w *lexicon.Words, x *lexicon.Lexicon) scope {
	return scope{
		negators: x.Set(w.Negators), forbids: x.Set(w.Forbids), breaks: x.Set(w.Breaks),
		asks: x.Set(w.Asks), already: x.Set(w.Already), affirms: x.Set(w.Affirms), doubts: x.Set(w.Doubts), places: x.Set(w.Places),
	}
}

// request reports whether a meaning asks for something, so that a negator
// before it takes it back. What tells a result carries its negation in its own
// words.
func (m Meaning) request() bool {
	switch m {
	case Human, Menu, Back, Restart, Cancel:
		return true
	}
	return false
}

// governed reports whether a negator reaches the word at i: one of the few
// words before it is a negator, and no other clause begins between.
func (s scope) governed(words []lexicon.WordID, i int) bool {
	if s.asks[words[i]] {
		return false
	}
	for k := i - 1; k >= max(0, i-reach); k-- {
		switch w := words[k]; {
		case s.negators[w] || s.forbids[w]:
			return true
		case s.breaks[w] || s.asks[w]:
			return false
		}
	}
	return false
}

// polarity reads a line as the answer to a yes/no question. A negator makes
// it a no wherever it stands, but not as the last word, where it asks ("có
// dịch không"), nor before "mà", where what is meant comes after it ("không
// phải dịch mà là mất số").
func (s scope) polarity(words []lexicon.WordID) (denies, affirms bool) {
	for i := len(words) - 2; i >= 0; i-- {
		if s.breaks[words[i]] {
			words = words[i+1:]
			break
		}
	}
	n := len(words)
	for i, w := range words {
		if s.negators[w] && (i < n-1 || n == 1) || s.doubts[w] && i < n-1 && s.affirms[words[i+1]] {
			return true, false
		}
	}
	if n > 2 && s.doubts[words[n-1]] && !s.places[words[n-2]] && slices.ContainsFunc(words[:n-2], func(w lexicon.WordID) bool { return s.affirms[w] }) {
		return true, false
	}
	return false, n > 0 && s.affirms[words[0]] && !s.negators[words[n-1]]
}

// tellsOfDone reports whether a line ends as one about something done.
func (s scope) tellsOfDone(words []lexicon.WordID) bool {
	n := len(words)
	return n > 1 && (s.already[words[n-1]] || n > 2 && s.already[words[n-2]]) // "rồi đó", "rồi nè"
}
