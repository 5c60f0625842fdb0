package dialog

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Screen names what the user is looking at.
type Screen string

// The screens.
const (
	AtStart   Screen = ""        // nothing was said yet
	AtMenu    Screen = "menu"    // the list of topics
	AtPick    Screen = "pick"    // which of up to three topics?
	AtSeen    Screen = "seen"    // was the picture read right?
	AtMaybe   Screen = "maybe"   // is it this topic?
	AtCauses  Screen = "causes"  // which cause?
	AtStep    Screen = "step"    // an instruction
	AtResult  Screen = "result"  // did it help?
	AtRole    Screen = "role"    // are you an admin?
	AtForward Screen = "forward" // a text for the admin was given
	AtWait    Screen = "wait"    // a timer runs
	AtRef     Screen = "call_id" // asked for a call ID
	AtFact    Screen = "fact"    // asked for what stands in for a call ID
	AtOffer   Screen = "offer"   // shall a person help?
	AtResume  Screen = "resume"  // shall we go back to the first flow?
	AtSolved  Screen = "solved"  // solved; rating asked
	AtComment Screen = "comment" // a free word after the rating
	AtPerson  Screen = "person"  // handed over
	AtEnded   Screen = "ended"   // closed after silence
)

// Flow is a walk through one topic.
type Flow struct {
	Topic  string   `json:"topic"`
	Hash   string   `json:"hash,omitempty"` // of the topic when the walk began
	Cause  string   `json:"cause,omitempty"`
	Step   int      `json:"step,omitempty"`  // index into the steps of the cause, or of the topic
	Node   string   `json:"node,omitempty"`  // id of that step
	Sum    string   `json:"sum,omitempty"`   // hash of that step
	Words  string   `json:"words,omitempty"` // kb.Step.Words of it, for walks that are not over
	Left   string   `json:"left,omitempty"`  // the steps still to come, where an edit put them in another order; see Flow.after
	Tried  []string `json:"tried,omitempty"`
	Common bool     `json:"common,omitempty"` // the topic's own steps are behind us
	Denied bool     `json:"denied,omitempty"` // the user said that it is not this, and was asked to look
	Asked  int      `json:"asked,omitempty"`  // how often it was asked where or how the present step is done; at AtCauses: how often it was said that it still fails
	Doubt  bool     `json:"doubt,omitempty"`  // the topic was taken from words, not from a code or a button
	App    bool     `json:"app,omitempty"`    // a person was offered because the user calls in an app
	Walked string   `json:"walked,omitempty"` // the article that was opened from the present step
}

// Place is where the user is: a screen, in a flow, perhaps with others to
// come back to.
type Place struct {
	Screen Screen    `json:"screen,omitempty"`
	Flow   *Flow     `json:"flow,omitempty"`
	Stack  []Flow    `json:"stack,omitempty"` // interrupted flows, oldest first
	Alike  bool      `json:"alike,omitempty"` // as kept, in State.Back: Stack is that of the place before, see AppendState
	Fact   string    `json:"fact,omitempty"`  // at AtFact: the fact asked for
	Topic  string    `json:"topic,omitempty"` // at AtMaybe: the topic asked about; at AtPerson: what the request is about
	Tries  int       `json:"tries,omitempty"` // at AtRef: how often what came was no call ID; at AtOffer and AtPick: how many details were noted
	Given  string    `json:"given,omitempty"` // at AtRef: the last of that
	Code   string    `json:"code,omitempty"`  // at AtSeen: the code read from a picture
	Later  bool      `json:"later,omitempty"` // at AtSeen: it was read after the answer to the picture
	Why    string    `json:"why,omitempty"`   // at AtOffer: why a person is offered, a Why constant
	List   string    `json:"list,omitempty"`  // at AtMenu: the page shown, of a guide that has several; see listAt
	Query  string    `json:"query,omitempty"` // at AtMenu: the words that were looked for
	Shown  string    `json:"shown,omitempty"` // at AtCauses: the order in which the causes were shown, where it is no more that of the documents
	Until  time.Time `json:"until,omitzero"`  // at AtWait: when the wait is over
	Over   bool      `json:"over,omitempty"`  // at AtWait: it is over and the user was asked

	Cancel bool `json:"cancel,omitempty"` // at AtPerson: the user was asked whether to take the request back
}

// State is what the dialog remembers of one conversation between turns.
type State struct {
	V         int               `json:"v"`
	Guide     string            `json:"guide,omitempty"` // version the place belongs to
	Lang      string            `json:"lang,omitempty"`
	App       string            `json:"app,omitempty"` // the language of the user's app or page
	Turn      int64             `json:"turn"`          // counts screens; fences buttons and timers
	Place     Place             `json:"place"`
	Back      []Place           `json:"back,omitempty"`  // earlier places, newest last
	Offer     []chat.Choice     `json:"offer,omitempty"` // what the last screen offered, in the order numbers pick
	Path      []chat.Tried      `json:"path,omitempty"`
	Refs      []string          `json:"call_ids,omitempty"`
	Facts     map[string]string `json:"facts,omitempty"`
	NoID      bool              `json:"no_id,omitempty"` // the user can't get a call ID
	Role      string            `json:"role,omitempty"`  // "admin" or "user", once answered
	Misses    int               `json:"misses,omitempty"`
	Outside   int               `json:"outside,omitempty"`  // how often a line was about what no document covers
	Calmed    int               `json:"calmed,omitempty"`   // how often the user was apologised to: each time in other words
	Urged     bool              `json:"urged,omitempty"`    // the user heard that staff read of his hurry
	Pictured  bool              `json:"pictured,omitempty"` // a picture has come
	Quoted    bool              `json:"quoted,omitempty"`   // the user's own words were said back to him: that is done once
	Unread    time.Time         `json:"unread,omitzero"`    // when it was last said that a message can't be read
	Reading   *Reading          `json:"reading,omitempty"`  // a picture that was answered before it was read
	Person    bool              `json:"person,omitempty"`   // a ticket is open
	Request   int64             `json:"request,omitempty"`  // names the last request for a person; 0 for one that an earlier version made
	Refused   bool              `json:"refused,omitempty"`  // the user wants no person for this matter
	Rejected  []string          `json:"rejected,omitempty"` // topics that the user said this matter is not
	Traits    map[string]string `json:"traits,omitempty"`   // what is known of the user's machine, by kb.Topic.Choose
	Last      *Flow             `json:"last,omitempty"`     // the walk that solved it, should it come back
	Worked    *Place            `json:"worked,omitempty"`   // the step of it that was said to have helped
	Spoke     string            `json:"spoke,omitempty"`    // the article of the word that was explained last
	Said      string            `json:"said,omitempty"`     // the last words, as a hash: they are not said twice in a row
	Twice     int               `json:"twice,omitempty"`    // how often they were asked for again
	Noted     time.Time         `json:"noted_at,omitzero"`  // when the user was last told that additions reach the ticket
	Acked     time.Time         `json:"acked,omitzero"`     // when politeness was last answered while a person is waited for
	Asked     int               `json:"asked,omitempty"`    // how often the user asked how the request stands
	Album     string            `json:"album,omitempty"`    // the last album, which gets one answer however its parts arrive
	Pressed   string            `json:"pressed,omitempty"`  // the last bound button acted on
	PressedAt time.Time         `json:"pressed_at,omitzero"`
	Nudged    bool              `json:"nudged,omitempty"`
	Heard     []Heard           `json:"heard,omitempty"` // the last lines, with what they answered: an edit is about that

	EraseAsked time.Time `json:"erase_asked,omitzero"` // when the user was last asked whether everything shall be deleted

	Told  []string  `json:"told,omitempty"`  // the last lines of the matter: what they tell is not asked
	First string    `json:"first,omitempty"` // the user's first description, for the ticket's title
	Timer time.Time `json:"timer,omitzero"`  // when Step wants to be called without lines

	// Outlines are those of the topics walked. The list is never changed in place.
	Outlines []Outline `json:"outlines,omitempty"`
}

// Reading is a picture that is still being read: what comes of it is said only
// where the user still is where the answer left them.
type Reading struct {
	Turn     int64 `json:"turn"`
	Promised bool  `json:"promised,omitempty"` // the user was told to hear of it, whatever comes
}

// Outline is what a topic was like when a walk through it was last brought up to
// date.
type Outline struct {
	Hash string `json:"hash"` // of the topic
	Text string `json:"text"` // kb.Topic.Outline
}

// Heard is a line and the screen that it answered.
type Heard struct {
	Message string          `json:"message"` // the platform's id
	Turn    int64           `json:"turn"`
	Place   Place           `json:"place"`
	Offer   json.RawMessage `json:"offer,omitempty"` // see offered: most turns look at none
	Path    int             `json:"path,omitempty"`  // how much had been tried by then
	Back    int             `json:"back,omitempty"`  // how many places could be come back to
	Role    string          `json:"role,omitempty"`
	NoID    bool            `json:"no_id,omitempty"`
	Person  bool            `json:"person,omitempty"`

	// What was made of it, of the last lines alone: who says that it is something
	// else goes back to before it.
	After int64    `json:"after,omitempty"` // State.Turn when it was answered; 0: not yet, or too long ago
	Took  string   `json:"took,omitempty"`  // see took
	Not   []string `json:"not,omitempty"`   // what it is not, as hashes of what was said
}

// Line is one thing that arrived, with what was read from it outside.
type Line struct {
	chat.Incoming
	Seen string `json:"seen,omitempty"` // text read from the picture
	// Later: a picture of the line is still being read, or with chat.KindSeen
	// another one is.
	Later bool  `json:"later,omitempty"`
	Hint  *Hint `json:"hint,omitempty"` // a model's word on this text; verified here against the guide

	// Was are the words before they were edited; what they told and the new ones
	// do not is taken back.
	Was string `json:"was,omitempty"`

	Reading *intent.Reading `json:"-"` // of Text, by the guide's matcher, where the caller has read it; nil: it is read here
	// Hello: the user begins where no platform tells that a chat was opened, and
	// is greeted once, by name.
	Hello bool `json:"hello,omitempty"`
	// Numbered: the choices above the line were shown as a list with numbers.
	Numbered bool `json:"numbered,omitempty"`
	// Served are the names of staff who have dealt with the user.
	Served []string `json:"served,omitempty"`
	// Queue is what is known of the request that waits for a person; nil: nothing.
	Queue *Queue `json:"queue,omitempty"`
	// Promise is when a person answers who asks for one now, as a sentence; empty:
	// nobody knows.
	Promise string `json:"promise,omitempty"`
	// Hours is when staff are at work, as sentences; empty: nobody has set it.
	Hours string `json:"hours,omitempty"`
	// Traits is what the channel itself knows of the user's machine
	// ("browser": "Chrome"); a trait the guide does not choose by is ignored.
	Traits map[string]string `json:"traits,omitempty"`
}

// The roles a step may ask for and a user may have.
const (
	roleAdmin = "admin"
	roleUser  = "user"
)

const (
	maxBack  = 12
	maxStack = 3
	maxPath  = 60
	maxText  = 4000 // runes of one utterance that are read
)

// version is that of the State this package writes.
const version = 2

// upgrade brings a state that an earlier version wrote to the present one.
// Version 1 kept three things in Place.Fact.
func upgrade(st State) State {
	if st.V < 2 {
		st.Place = st.Place.split()
		st.Back = slices.Clone(st.Back)
		for i, p := range st.Back {
			st.Back[i] = p.split()
		}
	}
	st.V = version
	return st
}

// split gives what version 1 kept in Fact a field of its own.
func (p Place) split() Place {
	switch {
	case p.Screen == AtPick && p.Fact != "":
		p.Screen, p.Code, p.Fact = AtSeen, p.Fact, ""
	case p.Screen == AtWait && p.Over:
		p.Screen, p.Over = AtResult, false
	case p.Screen == AtOffer:
		p.Why, p.Fact = p.Fact, ""
	}
	return p
}

// clone returns a copy that shares nothing that is changed in place with st. The
// lists of a state never are: what is added to one that was copied goes to a list of
// its own, and whoever changes one of its elements changes a copy of the list.
func (st State) clone() State {
	st.clip()
	facts := make(map[string]string, len(st.Facts))
	maps.Copy(facts, st.Facts)
	st.Facts, st.Traits = facts, maps.Clone(st.Traits)
	if st.Worked != nil {
		worked := st.Worked.clone()
		st.Worked = &worked
	}
	if st.Last != nil {
		last := *st.Last
		last.Tried = slices.Clip(last.Tried)
		st.Last = &last
	}
	st.Place = st.Place.clone()
	return st
}

// clip has what is added to the lists of a state go to lists of their own.
func (st *State) clip() {
	st.Back, st.Offer, st.Path, st.Heard = slices.Clip(st.Back), slices.Clip(st.Offer), slices.Clip(st.Path), slices.Clip(st.Heard)
	st.Refs, st.Told, st.Rejected = slices.Clip(st.Refs), slices.Clip(st.Told), slices.Clip(st.Rejected)
}

// withOne is a copy of the end of a list with one more, of so many elements at most.
func withOne[T any](list []T, one T, most int) []T {
	list = list[max(0, len(list)+1-most):]
	return append(append(make([]T, 0, len(list)+1), list...), one)
}

// room is what a copy of a state is kept in that is over before the turn is.
type room struct {
	tried         []string
	facts, traits map[string]string
	flow          Flow
}

// keep returns a copy as clone does, in r. It is good until r is used again.
func (r *room) keep(st State) State {
	st.clip()
	clear(r.facts)
	maps.Copy(r.facts, st.Facts)
	st.Facts = r.facts
	if st.Traits != nil {
		clear(r.traits)
		maps.Copy(r.traits, st.Traits)
		st.Traits = r.traits
	}
	if f := st.Place.Flow; f != nil {
		r.flow, r.tried = *f, append(r.tried[:0], f.Tried...)
		r.flow.Tried = r.tried
		st.Place.Flow = &r.flow
	}
	st.Place.Stack = slices.Clip(st.Place.Stack)
	if st.Worked != nil {
		worked := st.Worked.clone()
		st.Worked = &worked
	}
	if st.Last != nil {
		last := *st.Last
		st.Last = &last
	}
	return st
}

// clone returns a copy whose walk may be changed. The interrupted walks are shared, as
// the lists of a state are: what changes them changes a copy.
func (p Place) clone() Place {
	if p.Flow != nil {
		f := *p.Flow
		f.Tried = append([]string(nil), f.Tried...)
		p.Flow = &f
	}
	p.Stack = slices.Clip(p.Stack)
	return p
}

// shown reports whether the user has seen this place, so that going back to
// it means something.
func (p *Place) shown() bool {
	switch p.Screen {
	case AtStart, AtEnded:
		return false
	case AtStep:
		return p.Flow != nil && p.Flow.Node != ""
	}
	return true
}

// Solved reports whether the matter is taken as solved, and nothing else has
// begun since.
func (st *State) Solved() bool {
	at := st.Place.Screen
	return st.Last != nil && (at == AtSolved || at == AtComment)
}

// forget drops what belonged to a matter that is over: a call ID or a step of
// an earlier problem must not reach the ticket of the next.
func (st *State) forget() {
	st.Path, st.Refs, st.Facts, st.NoID, st.First, st.Told, st.Misses, st.Last, st.Worked, st.Refused, st.Rejected = nil, nil, map[string]string{}, false, "", nil, 0, nil, nil, false, nil
}
