package chat

import "time"

// Reply is one thing to say. Text carries the small markup of Spans unless
// Verbatim is set (a person's words are never markup).
type Reply struct {
	Text     string   `json:"text,omitempty"`
	Verbatim bool     `json:"verbatim,omitempty"`
	Choices  []Choice `json:"choices,omitempty"`
	Files    []File   `json:"files,omitempty"`
	ReplyTo  string   `json:"reply_to,omitempty"` // platform id of the user's message this answers
	Edit     string   `json:"edit,omitempty"`     // platform id of our message that Text replaces
	Topic    string   `json:"topic,omitempty"`    // where in the guide this was said, for records and tests
	Node     string   `json:"node,omitempty"`
	Noted    bool     `json:"noted,omitempty"`   // a sign on ReplyTo says it, where the platform takes one; else Text, which may be empty
	Sign     string   `json:"sign,omitempty"`    // with Noted: the emoji that staff put on ReplyTo, NoSign when they took it off; no words stand in for it
	Phone    bool     `json:"phone,omitempty"`   // the user's telephone number is asked for: by a card, where the platform has one for that, else by Text
	Silent   bool     `json:"silent,omitempty"`  // makes no sound, where the platform can do without
	Retract  []string `json:"retract,omitempty"` // platform ids of our messages that are taken back, where the platform can; then nothing is said
	Spans    []Span   `json:"spans,omitempty"`   // the looks of a Text that is Verbatim: see Looks
	Lang     string   `json:"lang,omitempty"`    // what the user is spoken to in; empty: as the conversation says. What a channel adds is in it
}

// NotedSign is what a transcript shows of a Reply that is a sign.
const NotedSign = "✍️"

// NoSign is a Reply.Sign that takes the sign off.
const NoSign = "-"

// Choice is a button. Where a channel has no buttons, choices are numbered
// from 1 and the user types the number.
type Choice struct {
	Data  string `json:"data"` // at most 40 bytes of [a-zA-Z0-9_.:/-]; comes back as Incoming.Data
	Label string `json:"label"`
	URL   string `json:"url,omitempty"` // opens a page instead of answering
}

// Who said a line.
const (
	ByUser   = "user"
	ByBot    = "bot"
	ByStaff  = "staff"
	ByNote   = "note"   // staff to staff, never sent to the user
	BySystem = "system" // the program about the conversation, never sent to the user
)

// Outgoing is a Reply on its way to a user, as it waits in the lane.
type Outgoing struct {
	Seq   int64     `json:"seq"` // its line in the transcript
	To    Address   `json:"to"`
	By    string    `json:"by"`   // ByBot or ByStaff
	Name  string    `json:"name"` // of the staff member
	Reply Reply     `json:"reply"`
	At    time.Time `json:"at,omitzero"` // when it was said
}
