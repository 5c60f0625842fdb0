package dialog

import (
	"slices"

	"hotro/internal/intent"
	"hotro/internal/text"
	"hotro/prompts"
)

// spelling is a text as it is looked at: its words, bare and with what their
// diacritics add up to.
type spelling struct {
	text   string
	padded string // the bare words, a space before each and one at the end
	words  []word
	bits   uint64 // see bitsOf

	parts, sides  []string // see parts and sides, where they were asked for
	parted, sided bool

	fault   string // see secondFault, where it was asked for
	faulted bool

	asks    bool         // it reads as a question
	askedIn *prompts.Say // to who speaks this language; nil: not looked at
}

// folded is the text as its bare words: what fold makes of it.
func (s *spelling) folded() string { return s.padded[1 : len(s.padded)-1] }

// mostSpellings is how many texts one turn remembers the words of: the line, its
// parts, and what is left of it without its code.
const mostSpellings = 32

// notes is what one turn looks at again and again, and the memory it needs for
// that, which the next turn uses again. It serves one turn at a time.
type notes struct {
	turn  turn // itself
	texts []spelling
	words []word // of the texts, one after the other
	heard []heardText
	meant []meantText

	pieces []string // what the texts were parted into, one after the other
	rooms  []*room  // that are free
}

// heardText is a text and what the matcher makes of it.
type heardText struct {
	text string
	read intent.Reading
}

// meantText is a text and what it says as an answer.
type meantText struct {
	text string
	says intent.Meanings
}

func newNotes() any {
	return &notes{texts: make([]spelling, 0, mostSpellings), words: make([]word, 0, 16*mostSpellings)}
}

// done gives back what a turn needed; the turn is over.
func done(t *turn) {
	n := t.notes
	pool := &t.pool
	n.turn = turn{}
	clear(n.texts)
	clear(n.heard)
	clear(n.meant)
	clear(n.pieces)
	n.texts, n.words, n.pieces = n.texts[:0], n.words[:0], n.pieces[:0]
	n.heard, n.meant = n.heard[:0], n.meant[:0]
	pool.Put(n)
}

// room is a free one: see room.
func (n *notes) room() *room {
	last := len(n.rooms) - 1
	if last < 0 {
		return &room{facts: map[string]string{}, traits: map[string]string{}}
	}
	r := n.rooms[last]
	n.rooms = n.rooms[:last]
	return r
}

// free gives a room back.
func (n *notes) free(r *room) { n.rooms = append(n.rooms, r) }

// look is a text read as spell reads it, once in a turn.
func look(t *turn, s string) *spelling {
	n := t.notes
	for i := range n.texts {
		if n.texts[i].text == s {
			return &n.texts[i]
		}
	}
	if len(n.texts) == cap(n.texts) {
		l := read(nil, s)
		markIt(t, l.words)
		return &l
	}
	from := len(n.words)
	l := read(n.words[from:], s)
	markIt(t, l.words)
	if len(l.words) <= cap(n.words)-from {
		n.words = n.words[:from+len(l.words)]
	}
	n.texts = append(n.texts, l)
	return &n.texts[len(n.texts)-1]
}

// markIt gives a word its marks that is another one without them, where Vietnamese is
// spoken: "no" before or behind a Vietnamese word is "nó", and denies nothing.
func markIt(t *turn, line []word) {
	if len(line) < 2 || t.words == nil || t.words.Lang() != ownTongue || t.say["en"] == nil {
		return
	}
	for _, it := range writtenPhrases(t, "bare_it_words").all {
		for i, w := range line {
			if w.sign != 0 || w.bare != it[0].bare || i+1 == len(line) && i < 2 {
				continue
			}
			beside := line[max(0, i-1)].bare
			if i+1 < len(line) {
				beside = line[i+1].bare
			}
			if text.Syllable([]byte(beside)) && !set(t.say["en"], "dialog.tongue_en")[beside] && !set(t.say["en"], "dialog.tongue_more")[beside] {
				line[i].sign = it[0].sign
			}
		}
	}
}

// heardAs is what the matcher makes of a text, read once in a turn: of one clause several
// listeners ask.
func heardAs(t *turn, s string) intent.Reading {
	n := t.notes
	for i := range n.heard {
		if n.heard[i].text == s {
			return n.heard[i].read
		}
	}
	r := t.read.Read(s)
	n.heard = append(n.heard, heardText{s, r})
	return r
}

// meanings is what a text says as an answer, read once in a turn.
func (t *turn) meanings(s string) intent.Meanings {
	n := t.notes
	for i := range n.meant {
		if n.meant[i].text == s {
			return n.meant[i].says
		}
	}
	for i := range n.heard {
		if n.heard[i].text == s {
			return n.heard[i].read.Meanings // the same words, read for more
		}
	}
	says := t.meaningsOf(s)
	n.meant = append(n.meant, meantText{s, says})
	return says
}

// keepPieces keeps the pieces of a text until the turn is over.
func keepPieces(t *turn, all []string) []string {
	n := t.notes
	from := len(n.pieces)
	n.pieces = append(n.pieces, all...)
	return slices.Clip(n.pieces[from:])
}

// spelled is the words of a text, read once in a turn.
func spelled(t *turn, s string) []word { return look(t, s).words }

// folded is a text as its bare words, read once in a turn.
func folded(t *turn, s string) string {
	if text.PlainWord(s) {
		return s
	}
	return look(t, s).folded()
}

// read reads a text; its words are put into room where they have it there.
func read(room []word, s string) spelling {
	var bytes, joined [192]byte
	var signs [32]text.Mark
	var few [24]text.Span
	line, marks := text.AppendFoldMarks(bytes[:0], signs[:0], s)
	spans := text.AppendWords(few[:0], line)
	padded := joined[:0]
	for _, sp := range spans {
		padded = append(append(padded, ' '), line[sp.Start:sp.End]...)
	}
	if len(spans) == 0 {
		padded = append(padded, ' ')
	}
	out := spelling{text: s, padded: string(append(padded, ' ')), words: slices.Grow(room[:0], len(spans))}
	at := 1
	for _, sp := range spans {
		w := newWord(out.padded[at : at+sp.End-sp.Start])
		at += len(w.bare) + 1
		for len(marks) > 0 && marks[0].At < sp.End {
			if marks[0].At >= sp.Start {
				w.sign += int32(marks[0].Sign)
			}
			marks = marks[1:]
		}
		out.words = append(out.words, w)
		out.bits |= w.bit()
	}
	out.words = slices.Clip(out.words)
	return out
}
