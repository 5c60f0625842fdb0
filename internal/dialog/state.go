package dialog

import (
	"time"

	"hotro/internal/chat"
)

// Screen names what the user is looking at.
type Screen string

// The screens.
const (
	AtStart   Screen = ""        // nothing was said yet
	AtMenu    Screen = "menu"    // the list of topics
	AtPick    Screen = "pick"    // which of up to three topics?
	AtCauses  Screen = "causes"  // which cause?
	AtStep    Screen = "step"    // an instruction
	AtRole    Screen = "role"    // are you an admin?
	AtForward Screen = "forward" // a text for the admin was given
	AtWait    Screen = "wait"    // a timer runs
	AtCallID  Screen = "call_id" // asked for a call ID
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
	Step   int      `json:"step,omitempty"` // index into the steps of the cause, or of the topic
	Node   string   `json:"node,omitempty"` // id of that step
	Sum    string   `json:"sum,omitempty"`  // hash of that step
	Tried  []string `json:"tried,omitempty"`
	Common bool     `json:"common,omitempty"` // the topic's own steps are behind us
}

// Place is where the user is: a screen, in a flow, perhaps with others to
// come back to.
type Place struct {
	Screen Screen    `json:"screen,omitempty"`
	Flow   *Flow     `json:"flow,omitempty"`
	Stack  []Flow    `json:"stack,omitempty"` // interrupted flows, oldest first
	Fact   string    `json:"fact,omitempty"`  // the fact asked for
	Until  time.Time `json:"until,omitzero"`  // at AtWait: when the wait is over
	Over   bool      `json:"over,omitempty"`  // at AtWait: it is over and the user was asked
}

// State is what the dialog remembers of one conversation between turns.
type State struct {
	V       int               `json:"v"`
	Guide   string            `json:"guide,omitempty"` // version the place belongs to
	Lang    string            `json:"lang,omitempty"`
	Turn    int64             `json:"turn"` // counts screens; fences buttons and timers
	Place   Place             `json:"place"`
	Back    []Place           `json:"back,omitempty"`  // earlier places, newest last
	Offer   []chat.Choice     `json:"offer,omitempty"` // what the last screen offered, in the order numbers pick
	Path    []chat.Tried      `json:"path,omitempty"`
	CallIDs []string          `json:"call_ids,omitempty"`
	Facts   map[string]string `json:"facts,omitempty"`
	NoID    bool              `json:"no_id,omitempty"` // the user can't get a call ID
	Role    string            `json:"role,omitempty"`  // "admin" or "user", once answered
	Misses  int               `json:"misses,omitempty"`
	Person  bool              `json:"person,omitempty"`  // a ticket is open
	Noted   bool              `json:"noted,omitempty"`   // the user was told that additions reach the ticket
	Pressed string            `json:"pressed,omitempty"` // the last bound button acted on
	Nudged  bool              `json:"nudged,omitempty"`
	First   string            `json:"first,omitempty"` // the user's first description, for the ticket's title
	Timer   time.Time         `json:"timer,omitzero"`  // when Step wants to be called without lines
}

// Line is one thing that arrived, with what was read from it outside.
type Line struct {
	chat.Incoming
	Seen string `json:"seen,omitempty"` // text read from the picture
	Hint *Hint  `json:"hint,omitempty"` // a model's choice for this text; verified here against the guide
}

// Hint is a model's choice among the guide's topics.
type Hint struct {
	Topics []string `json:"topics"` // best first; unknown ids are ignored
	Sure   bool     `json:"sure"`   // open the first; else ask among them
}

// Handoff is what a person needs to take over.
type Handoff struct {
	Topic    string            `json:"topic,omitempty"`
	Title    string            `json:"title,omitempty"`
	Why      string            `json:"why"` // one of the Why constants
	Path     []chat.Tried      `json:"path,omitempty"`
	CallIDs  []string          `json:"call_ids,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Priority int               `json:"priority,omitempty"`
	After    string            `json:"after,omitempty"` // advice once support has answered
}

// Why a conversation is handed over.
const (
	WhyAsked     = "asked"     // the user asked for a person
	WhyDocument  = "document"  // the document says so
	WhyExhausted = "exhausted" // every cause was tried
	WhyUncovered = "uncovered" // a code that no document covers
	WhyMissed    = "missed"    // two misunderstandings, and the user accepted
)

// Outcome is what one step decided.
type Outcome struct {
	State   State        `json:"state"`
	Say     []chat.Reply `json:"say,omitempty"`
	Handoff *Handoff     `json:"handoff,omitempty"`
	Invite  []chat.Reply `json:"invite,omitempty"` // said after the hand-off was announced
	Update  bool         `json:"update,omitempty"` // the open ticket's path, call IDs or facts grew
	Cancel  bool         `json:"cancel,omitempty"` // the user no longer needs a person
	Solved  bool         `json:"solved,omitempty"`
	Rate    *chat.Rating `json:"rate,omitempty"`
	Topic   string       `json:"topic,omitempty"` // of what was solved
	Kind    string       `json:"kind,omitempty"`  // what happened, in a word, for records: "topic", "step", "miss", …
}

const (
	maxBack  = 12
	maxStack = 3
	maxPath  = 60
	maxText  = 4000 // runes of one utterance that are read
)
