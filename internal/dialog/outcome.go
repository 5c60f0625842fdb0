package dialog

import "hotro/internal/chat"

// Handoff is what a person needs to take over.
type Handoff struct {
	Topic    string            `json:"topic,omitempty"`
	Title    string            `json:"title,omitempty"`
	Why      string            `json:"why"` // one of the Why constants
	Path     []chat.Tried      `json:"path,omitempty"`
	Refs     []string          `json:"call_ids,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Priority int               `json:"priority,omitempty"`
	After    string            `json:"after,omitempty"` // advice once support has answered
}

// Why a conversation is handed over.
const (
	WhyAsked     = "asked"     // the user asked for a person
	WhyDocument  = "document"  // the document says so
	WhyExhausted = "exhausted" // every cause was tried
	WhyUntried   = "untried"   // nothing is left that the user could try
	WhyUncovered = "uncovered" // a code that no document covers
	WhyOutside   = "outside"   // a subject no document covers
	WhyMissed    = "missed"    // two misunderstandings, and the user accepted
)

// Outcome is what one step decided.
type Outcome struct {
	State   State        `json:"state"`
	Say     []chat.Reply `json:"say,omitempty"`
	Handoff *Handoff     `json:"handoff,omitempty"`
	Invite  []chat.Reply `json:"invite,omitempty"`  // said after the hand-off was announced
	Dropped []string     `json:"dropped,omitempty"` // call IDs that the user took back
	Update  bool         `json:"update,omitempty"`  // the open ticket's path, call IDs or facts grew
	Signs   bool         `json:"signs,omitempty"`   // a sign on the user's last line says as much as Say: that it was added to the ticket
	Cancel  bool         `json:"cancel,omitempty"`  // the user no longer needs a person
	Erase   bool         `json:"erase,omitempty"`   // everything kept about the user is to be deleted, once Say is said
	Solved  bool         `json:"solved,omitempty"`
	Rate    *chat.Rating `json:"rate,omitempty"`
	Topic   string       `json:"topic,omitempty"` // of what was solved
	Kind    string       `json:"kind,omitempty"`  // what happened, in a word, for records: "topic", "step", "miss", …
}
