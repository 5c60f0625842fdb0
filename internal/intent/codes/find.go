package codes

import (
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
)

// Kind is what a Book says about a text.
type Kind int

// The kinds of match.
const (
	None    Kind = iota
	Whole        // one code, whole or nearly so
	Several      // several codes of different topics
	Partial      // a part of a code, or of several
	Unknown      // something copied as a code that is not a known one
)

// Match is what a Book sees in a text.
type Match struct {
	Kind  Kind
	Codes []int32 // for Book.Code, best first; one for Whole
	Name  string  // for Unknown: as it was written
	Score float64
	Cut   bool // for Whole: only a piece of the code is there, and no other has it
	Alone bool // for Partial: nothing else in the text is to be asked about with it
	// From and To bound the words that are the part, for Partial.
	From, To int
	Copied   bool // for Partial: it stands there with its underscores, and not as words of a sentence
}

// How near to a code a text must be.
const (
	nearWhole  = 0.84 // letters right, by edits, to be taken for the code
	nearSlip   = 0.90 // to be a slip of the finger, and not vowels left out
	nearLead   = 0.04 // and ahead of the next code by this much
	partRight  = 0.85 // of what was typed must be in the code
	partOfCode = 0.40 // of the code must be there if no other has these parts
	allOfCode  = 0.93 // of the code's parts are there: the code is whole
	manyOfCode = 0.60 // of a code no document covers
	shortCode  = 12   // letters below which a code begins and ends with a word
	moreOfText = 4    // letters that a longer code must partial beyond a shorter one
)

// Find looks for codes in a text: raw as it was written, words as the lexicon
// read it. t holds its buffers.
func (b *Book) Find(t *Text, raw string, words *lexicon.Text) Match {
	sc := &scan{Text: t, book: b, words: words}
	sc.prepare(raw)
	f := sc.find()
	if f.Kind == Unknown {
		if part, ok := sc.stretch(f.Name); ok {
			f = part
		}
	}
	f.Copied = f.Kind == Partial && slices.ContainsFunc(sc.copied, func(k token) bool { return k.from < f.To && f.From < k.to && !sc.lacksError(k, f) })
	return f
}

func (sc *scan) find() Match {
	b, near := sc.book, sc.candidates()
	ids, unknown := sc.sound(sc.exact(), near)
	if len(ids) > 0 {
		return b.resolve(ids)
	}
	if f, ok := sc.numbered(); ok {
		return f
	}
	if unknown != "" {
		return sc.unknownUnless(unknown)
	}
	if len(near) == 0 || near[0].recall < nearSlip {
		if f, ok := sc.short(2); ok {
			return f
		}
	}
	if f, ok := sc.cut(); ok {
		return f
	}
	if f, ok := sc.fuzzy(near); ok {
		return f
	}
	if f, ok := sc.short(1); ok {
		return f
	}
	if k, ok := sc.strange(); ok {
		return Match{Kind: Unknown, Name: k.name, Score: 1}
	}
	if k, ok := sc.joined(); ok {
		return Match{Kind: Unknown, Name: k.name, Score: 1}
	}
	if f, ok := sc.status(); ok {
		return f
	}
	for _, r := range sc.runs() {
		if f, ok := sc.partial(r); ok {
			return f
		}
	}
	return sc.copy()
}

// lacksError reports whether a token is the only code it may be but for a word that says
// no more than that it is an error: REQUEST_ANSWER_URL.
func (sc *scan) lacksError(k token, f Match) bool {
	if len(f.Codes) != 1 {
		return false
	}
	said := func(name string) []string {
		return slices.DeleteFunc(strings.Split(strings.ToLower(name), "_"), func(w string) bool { return sc.book.around.announces(w, 0) })
	}
	return slices.Equal(said(k.name), said(sc.book.codes[f.Codes[0]].Name))
}

// stretch finds the codes of which a copied token that is no code is a stretch,
// word for word: ALLOWS_CALLOUT is a part of TO_NUMBER_NOT_ALLOWS_CALLOUT.
func (sc *scan) stretch(name string) (Match, bool) {
	i := slices.IndexFunc(sc.copied, func(k token) bool { return k.name == name })
	if i < 0 || digitsOf(name) != "" || !sc.book.parts.all(name) {
		return Match{}, false
	}
	k, piece := sc.copied[i], sc.book.parts.of(name)
	f := Match{Kind: Partial, Score: partRight, From: k.from, To: k.to}
	for id := range sc.book.codes {
		c := &sc.book.codes[id]
		if c.Topic != "" && len(c.parts) > len(piece) && inRow(c.parts, piece) {
			f.Codes = append(f.Codes, int32(id))
		}
	}
	return f, len(f.Codes) > 0
}

// inRow reports whether one list holds another in a row.
func inRow(list, row []int32) bool {
	for i := 0; i+len(row) <= len(list); i++ {
		if slices.Equal(list[i:i+len(row)], row) {
			return true
		}
	}
	return false
}

// sound keeps the codes that stand in the text for themselves: not as a part
// of a longer code that nobody knows, which is returned by name.
func (sc *scan) sound(hits []hit, near []alignment) (ids []int32, unknown string) {
	for _, h := range hits {
		id := sc.book.preferLonger(h.code, near)
		if id != h.code {
			a := place(&sc.book.codes[id], sc.skel)
			h.start, h.end = a.start, a.end
			if sc.startsWithin(&sc.book.codes[id], a.start) {
				continue
			}
		}
		if k, more := sc.beyond(id, h.start, h.end); more {
			unknown = k.name
			continue
		}
		if sc.book.codes[id].Topic == "" && sc.goesBefore(h.start) {
			continue
		}
		if sc.book.codes[id].holdsDigits(sc, h.start, h.end) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, unknown
}

// strange returns a copied code with a word that no known code has.
func (sc *scan) strange() (token, bool) {
	for _, k := range sc.copied {
		if k.caps && !sc.book.parts.all(k.name) {
			return k, true
		}
	}
	return token{}, false
}

// copy takes a copied code that nothing explains for one nobody knows.
func (sc *scan) copy() Match {
	for _, k := range sc.copied {
		if k.caps {
			return sc.unknownUnless(k.name)
		}
	}
	return Match{}
}

// preferLonger replaces a code by a longer one that has nearly the same text in it:
// whoever writes TO_NUMBER_NOT_ALLOW_CALLOUT lost an S and does not mean
// NOT_ALLOW_CALLOUT.
func (b *Book) preferLonger(id int32, near []alignment) int32 {
	for _, n := range near {
		long, short := b.codes[n.code].skeleton, b.codes[id].skeleton
		explained := int(n.recall * float64(len(long)))
		if n.recall >= nearWhole && explained >= len(short)+moreOfText && edits(short, long, len(short)/4) <= len(short)/4 {
			id = n.code
		}
	}
	return id
}

// resolve turns whole codes into a finding. A covered code wins over one that
// is not: the rest of the text rarely is about the other.
func (b *Book) resolve(ids []int32) Match {
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return b.codes[id].Topic == "" })
	if len(covered) == 0 {
		return Match{Kind: Whole, Codes: ids[:1], Score: 1}
	}
	if b.topicsOf(covered) > 1 {
		return Match{Kind: Several, Codes: covered, Score: 1}
	}
	return Match{Kind: Whole, Codes: covered[:1], Score: 1}
}

func (b *Book) topicsOf(ids []int32) int {
	var seen []string
	for _, id := range ids {
		if t := b.codes[id].Topic; t != "" && !slices.Contains(seen, t) {
			seen = append(seen, t)
		}
	}
	return len(seen)
}

// fuzzy accepts the code whose letters nearly occur, if it leads. A code with
// another word in it, or with other digits, is not a known one.
func (sc *scan) fuzzy(near []alignment) (Match, bool) {
	var sound []alignment
	unknown := ""
	for _, n := range near {
		if n.recall < nearWhole {
			break
		}
		c := &sc.book.codes[n.code]
		a := place(c, sc.skel)
		k, more := sc.beyond(n.code, a.start, a.end)
		switch {
		case !more && a.words[0].lost() && a.words[0].wrong > 0:
		case sc.startsWithin(c, a.start), c.Topic == "" && sc.goesBefore(a.start), len(c.skeleton) < shortCode && !sc.bounded(a.start, a.end):
		case more:
			unknown = k.name
		case a.replaced() || sc.endsOtherwise(&a) || !c.holdsDigits(sc, a.start, a.end):
			unknown = sc.named(a)
		default:
			sound = append(sound, n)
		}
	}
	if len(sound) == 0 {
		return sc.unknownUnless(unknown), unknown != ""
	}
	best := sound[0]
	for _, n := range sound[1:] {
		if best.recall-n.recall >= nearLead {
			break
		}
		if len(sc.book.codes[n.code].skeleton) > len(sc.book.codes[best.code].skeleton) {
			best = n
		}
	}
	return Match{Kind: Whole, Codes: []int32{best.code}, Score: best.recall}, true
}

// named returns the words where a code was thought to stand, written as a code.
func (sc *scan) named(a placement) string {
	var out []string
	for k, sp := range sc.words.Spans {
		if s, e := sc.span(k, k+1); a.start < e && s < a.end {
			out = append(out, strings.ToUpper(string(sc.words.Folded[sp.Start:sp.End])))
		}
	}
	return strings.Join(out, "_")
}

// partial finds the codes that a run is a part of. One code alone is believed
// when enough of it is there; several are a question.
func (sc *scan) partial(r run) (Match, bool) {
	copied := slices.ContainsFunc(sc.copied, func(k token) bool { return k.caps })
	if !copied && sc.book.swapped(r) {
		start, _ := sc.span(r.parts[0].word, r.parts[0].word+1)
		_, end := sc.span(r.parts[0].word, r.parts[len(r.parts)-1].word+1)
		return Match{Kind: Unknown, Name: sc.named(placement{start: start, end: end}), Score: 1}, true
	}
	if name := sc.replacedFirst(r); name != "" && !copied {
		return Match{Kind: Unknown, Name: name, Score: likelyAnothers}, true
	}
	if r.solid < 2 && len(r.parts) == 2 && !copied && sc.sentence() {
		return Match{}, false // "I get this error": it takes more than a word to name a code in a sentence
	}
	fits := sc.book.alignAll(r)
	top := 0.0
	for _, f := range fits {
		top = max(top, f.precision)
	}
	if top < partRight || copied && top < 1 {
		return Match{}, false
	}
	fits = slices.DeleteFunc(fits, func(f alignment) bool { return f.precision < top-0.05 })
	best := fits[0]
	if name := sc.goesOn(fits, r); name != "" && !copied && (best.recall < nearWhole || sc.book.codes[best.code].Topic == "") {
		return Match{Kind: Unknown, Name: name, Score: 1}, true
	}
	if name := sc.another(r, best); name != "" && !copied {
		return Match{Kind: Unknown, Name: name, Score: likelyAnothers}, true
	}
	var ids []int32
	for _, f := range fits {
		ids = append(ids, f.code)
	}
	covered := slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return sc.book.codes[id].Topic == "" })
	topic := sc.book.codes[best.code].Topic
	switch {
	case topic != "" && best.recall >= allOfCode, len(ids) == 1 && topic != "" && best.recall >= partOfCode && !copied:
		return Match{Kind: Whole, Codes: ids[:1], Score: best.f()}, true
	case len(covered) > 0:
		return Match{Kind: Partial, Codes: covered, Score: best.f(), From: r.parts[0].word, To: r.parts[len(r.parts)-1].word + 1}, true
	case best.recall >= manyOfCode:
		return Match{Kind: Whole, Codes: ids[:1], Score: best.f()}, true
	}
	return Match{}, false
}
