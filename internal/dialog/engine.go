package dialog

import (
	"maps"
	"slices"
	"sync"
	"time"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// Reader understands what users write. intent.Matcher is one.
type Reader interface {
	// Read reads one line: what it is about, and what it says as an answer.
	Read(text string) intent.Reading
	// Screen reads what stands on a picture of a screen.
	Screen(text string) intent.Result
	// Among tells which of a few options, each with the ways to say it, a line
	// means; -1 for none.
	Among(text string, options [][]string) int
	// Nearest tells which of some texts a line is most like, -1 for none, and
	// how much, from 0 to 1.
	Nearest(text string, texts []string) (int, float64)
	// Covers tells which of some texts says most of what a line says, -1 for
	// none, and how much of it, from 0 to 1.
	Covers(text string, texts []string) (int, float64)
}

// listener is a Reader that tells how much words sound like an English one.
type listener interface {
	Sounds(text, name string) float64
}

// sayer is a Reader that tells what a line says as an answer, the Meanings of
// Read, without the rest.
type sayer interface {
	Meanings(text string) intent.Meanings
}

// Options of an Engine. Every field is required but Often and the two times.
type Options struct {
	Guide  *kb.Guide
	Reader Reader
	Say    map[string]*prompts.Say // by language; "vi" must exist
	Often  []string                // ids of the topics that users come with most, the commonest first; may be empty
	Nudge  time.Duration           // silence before one reminder; 15 minutes when zero
	Close  time.Duration           // silence after the reminder; 45 minutes when zero
}

// Engine is one guide's dialog. It says the same whatever came before, and is safe for concurrent use.
type Engine struct {
	guide      *book            // in the documents' own language
	tongue     string           // spoken with who has shown no language
	guides     map[string]*book // the same in each language that the bot speaks
	read       Reader
	meaningsOf func(text string) intent.Meanings // what a part of a line says as an answer: the Meanings of read
	anyone     *phrasebook                       // what may be written whatever is spoken
	say        map[string]*prompts.Say
	written    map[*prompts.Say]*phrasebook // what may be written where one language is spoken
	nudge      time.Duration
	close      time.Duration
	keys       map[string]string // button key → topic id
	screens    map[Screen]*screen
	needed     map[string]needs // see needed
	traits     options
	traitKinds []string                   // in order
	known      map[*prompts.Say]*sync.Map // by language: *kb.Cause → *known, *kb.Topic → its besides; worked out when first asked for
	pool       sync.Pool                  // of *notes
	order      [2][]func(*turn, *utterance) bool
}

// New returns the dialog of a guide.
func New(o Options) *Engine {
	e := &Engine{guide: newBook(o.Guide, o.Often), read: marking{o.Reader}, say: o.Say, nudge: o.Nudge, close: o.Close, guides: map[string]*book{}, known: map[*prompts.Say]*sync.Map{}, written: map[*prompts.Say]*phrasebook{}, keys: map[string]string{}, screens: screens(), order: order(), needed: needed(), traits: traits(o.Guide)}
	e.tongue = ownTongue
	if own := o.Guide.Tongue(); o.Say[own] != nil {
		e.tongue = own
	}
	for lang, say := range o.Say {
		e.guides[lang] = e.guide
		if g := o.Guide.In(lang); g != o.Guide {
			e.guides[lang] = newBook(g, o.Often)
		}
		e.known[say], e.written[say] = &sync.Map{}, &phrasebook{says: []*prompts.Say{say}}
		if lang != ownTongue {
			e.written[say].says = append(e.written[say].says, o.Say[ownTongue])
		}
	}
	e.meaningsOf = func(text string) intent.Meanings { return o.Reader.Read(text).Meanings }
	if s, ok := o.Reader.(sayer); ok {
		e.meaningsOf = s.Meanings
	}
	e.anyone, e.pool.New = newPhrasebook(o.Say), newNotes
	e.traitKinds = slices.Sorted(maps.Keys(e.traits))
	if e.nudge == 0 {
		e.nudge = 15 * time.Minute
	}
	if e.close == 0 {
		e.close = 45 * time.Minute
	}
	for _, t := range append(append([]kb.Topic{}, o.Guide.Topics...), o.Guide.Articles...) {
		e.keys[key(t.ID)] = t.ID
	}
	return e
}

// Guide returns the guide this dialog walks.
func (e *Engine) Guide() *kb.Guide { return e.guide.Guide }

// Step answers the lines that arrived together; without lines, a timer is
// due. It never fails and never blocks: input it can't use gets a friendly
// answer.
func (e *Engine) Step(st State, lines []Line, now time.Time) Outcome {
	t := e.turn(st, now)
	defer done(t)
	countFrom(t)
	if t.st.Place.Screen != AtStart && t.st.Guide != e.guide.Version && !moved(t) {
		return t.end() // the place is gone: the user was told and shown the menu
	}
	if len(lines) == 0 {
		timer(t)
		return t.end()
	}
	t.st.Nudged = false
	together := Join(lines)
	for i, u := range together {
		told(t, u.Traits)
		t.queue = u.Queue
		before, answered := *t, t.out.Kind != "" && !noise(t.out.Kind)
		if answered {
			before.st = t.st.clone()
		}
		t.next()
		settle(t, u)
		hello(t, u)
		t.late = i == len(together)-1 && !t.st.Person && heldBack(t, u)
		hear(t, u)
		if answered && noise(t.out.Kind) {
			*t = before
			if u.Later {
				expect(t)()
			}
		}
	}
	belated(t, lines[0])
	return t.end()
}

// Returned is the state after a person gave the conversation back: the open
// hand-off is over and the menu or the interrupted place is at hand again.
func Returned(st State) State {
	st.Person, st.Noted, st.Acked, st.Asked = false, time.Time{}, time.Time{}, 0
	st.forget()
	if st.Place.Screen == AtPerson {
		st.Place = Place{Screen: AtMenu}
		st.Offer = nil
	}
	return st
}
