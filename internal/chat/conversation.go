package chat

import (
	"encoding/json"
	"time"
)

// Who may speak to the user.
const (
	HeldByBot   = "bot"   // the dialog answers
	HeldByQueue = "queue" // a ticket waits for a person; the dialog still answers, sparingly
	HeldByStaff = "staff" // a person talks; the bot is silent
)

// Holder says who speaks to the user now.
type Holder struct {
	Kind  string `json:"kind"`
	Staff string `json:"staff,omitempty"` // staff id, such as "telegram:42" or "web:lan@example.vn"
	Name  string `json:"name,omitempty"`
}

// Conversation is everything remembered about one user's chat apart from the
// transcript. It is stored whole, under one version.
type Conversation struct {
	Address Address         `json:"address"`
	User    User            `json:"user"`
	Lang    string          `json:"lang,omitempty"`   // what the user is spoken to in; empty: Vietnamese
	Dialog  json.RawMessage `json:"dialog,omitempty"` // dialog.State
	Since   int64           `json:"since,omitempty"`  // the line the present matter began with: where a ticket's transcript starts
	Holder  Holder          `json:"holder"`
	Epoch   int64           `json:"epoch"` // grows whenever Holder changes: replies of an older epoch are not sent
	Ticket  *Ticket         `json:"ticket,omitempty"`
	Past    []int64         `json:"past,omitempty"`    // numbers of earlier tickets, newest last
	Began   time.Time       `json:"began,omitzero"`    // when the user first wrote, as far as is known
	LastIn  time.Time       `json:"last_in,omitzero"`  // when the user last wrote, by the platform's clock where that can be true
	Met     bool            `json:"met,omitempty"`     // a person has answered the user once
	Spam    bool            `json:"spam,omitempty"`    // the last ticket was closed as junk
	Banned  time.Time       `json:"banned,omitzero"`   // until when staff have what the user writes ignored
	Blocked bool            `json:"blocked,omitempty"` // the platform refuses our messages
	Wakes   []Wake          `json:"wakes,omitempty"`   // every timer; the store keeps the earliest
	Echo    time.Time       `json:"echo,omitzero"`     // last answer typed in the platform's own app

	Pictures []Picture `json:"pictures,omitempty"` // still being read, though their answers went out

	About map[string]string `json:"about,omitempty"` // what the channel knows of where the user writes from: AboutPage and the like

	Erase *Erasure `json:"erase,omitempty"` // everything kept about the user is to be deleted
}

// Erasure is the decision that everything kept about a user is deleted. It is
// carried out by package privacy, once the last words to the user are out.
type Erasure struct {
	At    time.Time `json:"at"`
	By    string    `json:"by"`              // ErasedByUser and the like
	Staff string    `json:"staff,omitempty"` // of ErasedByLead: who
	Last  int64     `json:"last,omitempty"`  // the line that goes out first; 0: none
}

// Who decides that a user is forgotten.
const (
	ErasedByUser    = "user"    // in words, on the chat page, or by the platform's own means
	ErasedByLead    = "lead"    // on the desk
	ErasedByCommand = "command" // bot privacy delete
	ErasedByAge     = "age"     // nothing was said for as long as conversations are kept
)

// Picture is one that is still being read.
type Picture struct {
	ID    string    `json:"id"` // of its arrival
	File  File      `json:"file"`
	Until time.Time `json:"until"` // when it is given up
}

// Wake is a timer of the conversation. Turn fences it: a dialog timer set for
// an earlier turn than the present one is ignored when it fires.
type Wake struct {
	Name string    `json:"name"` // "dialog", "desk.sla", …
	At   time.Time `json:"at"`
	Turn int64     `json:"turn,omitempty"`
}

// Line is one line of the transcript.
type Line struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Name    string    `json:"name,omitempty"`
	Kind    Kind      `json:"kind,omitempty"` // of a user's line
	Text    string    `json:"text,omitempty"`
	Markup  bool      `json:"markup,omitempty"` // Text holds Spans markup (the bot's own words)
	Choices []Choice  `json:"choices,omitempty"`
	Files   []File    `json:"files,omitempty"`
	Message string    `json:"message,omitempty"`  // platform id: of a user's line in the user's chat, of a staff line on the front it was typed on
	Reply   int64     `json:"reply,omitempty"`    // the line this answers
	ReplyTo string    `json:"reply_to,omitempty"` // platform id of the message this answers
	Album   string    `json:"album,omitempty"`    // items of one album share it
	Quote   string    `json:"quote,omitempty"`
	Data    string    `json:"data,omitempty"`   // of KindUnsupported: the platform's name of what it is; of KindStart: what the link named
	Origin  string    `json:"origin,omitempty"` // who wrote it first, when it was passed on
	Edited  string    `json:"edited,omitempty"` // text after the sender's last edit; Text keeps the first
	Again   int       `json:"again,omitempty"`  // how often staff had it sent again
	Ticket  int64     `json:"ticket,omitempty"`
	Via     string    `json:"via,omitempty"`    // the front a staff line was typed on: "telegram", "web", "zalo"
	Staff   string    `json:"staff,omitempty"`  // id of the member of staff who wrote it
	Notice  bool      `json:"notice,omitempty"` // the bot's word about the ticket, of which staff know anyway
	// Retracted says that staff have taken the line back: nobody but them sees
	// what it was.
	Retracted bool `json:"retracted,omitempty"`
	// Sign is the emoji that the other side has put on the line: the user on the
	// bot's and staff's, staff on the user's.
	Sign string `json:"sign,omitempty"`
	// Spans are the looks of what is said now, where a person gave it some: see
	// Looks.
	Spans []Span `json:"spans,omitempty"`
}

// NoCaption is what a caption reads as after an edit that took it away: the file
// alone is left.
const NoCaption = "📎 –"

// Latest returns the line's text after the sender's last edit.
func (l Line) Latest() string {
	if l.Edited != "" {
		return l.Edited
	}
	return l.Text
}

// Delivery states of a line to the user.
const (
	Queued    = "queued"
	Sent      = "sent"      // the platform took it
	Delivered = "delivered" // the platform says that it arrived
	Read      = "read"      // the platform says that the user saw it
	Failed    = "failed"
	Dropped   = "dropped" // a person took over before it was sent
	Unsure    = "unsure"  // the platform may have it: no answer came
)

// Delivery is what became of a line to the user.
type Delivery struct {
	State  string    `json:"state"`
	At     time.Time `json:"at"`
	Reason Reason    `json:"why,omitempty"`   // for staff: why it is not sent
	IDs    []string  `json:"ids,omitempty"`   // platform ids of the parts sent
	Tries  int       `json:"tries,omitempty"` //
}

// Accepted reports whether the platform took the line: what it says later only
// tells how far the line got.
func (d Delivery) Accepted() bool {
	return d.State == Sent || d.State == Delivered || d.State == Read
}

// Note takes a receipt in and reports whether it says anything new. Of a line
// that went out in parts, the last one tells that it arrived; each can tell
// that it failed.
func (d *Delivery) Note(r Receipt) bool {
	last := len(d.IDs) == 0 || d.IDs[len(d.IDs)-1] == r.Message
	rank := map[string]int{Sent: 1, Delivered: 2, Read: 3}
	switch {
	case !d.Accepted():
		return false
	case r.State == Failed && d.State != Read:
		d.Reason = r.Reason
	case !last || rank[r.State] <= rank[d.State]:
		return false
	}
	d.State, d.At = r.State, r.At
	return true
}
