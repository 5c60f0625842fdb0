package chat

import (
	"slices"
	"time"
)

// Ticket states.
const (
	Waiting  = "waiting"
	Claimed  = "claimed"
	Returned = "returned" // given back to the bot
	Closed   = "closed"
)

// Ticket is one request for a person: what support sees at once.
type Ticket struct {
	Number   int64             `json:"number"`
	Conv     Address           `json:"conv"`
	User     User              `json:"user"`
	State    string            `json:"state"`
	Topic    string            `json:"topic,omitempty"` // topic id; empty when none was recognised
	Title    string            `json:"title,omitempty"` // of the topic, or the user's first words
	Why      string            `json:"why,omitempty"`   // why it was handed over: a Handoff reason
	Priority int               `json:"priority"`        // 0 normal, 1 high, 2 urgent
	Holder   Holder            `json:"holder"`
	Tags     []string          `json:"tags,omitempty"`
	Refs     []string          `json:"call_ids,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"` // "hotline", "customer", "time", "agent", "error", "end_code" …
	Path     []Tried           `json:"path,omitempty"`
	Summary  string            `json:"summary,omitempty"` // what staff said, when it went back to the bot
	Model    string            `json:"model,omitempty"`   // the model's two sentences, always shown as the model's
	First    int64             `json:"first"`             // first line of the transcript that belongs to it
	Opened   time.Time         `json:"opened"`
	Claimed  time.Time         `json:"claimed,omitzero"`
	Replied  time.Time         `json:"replied,omitzero"` // first answer by a person
	Ended    time.Time         `json:"ended,omitzero"`   // closed or returned
	Reason   Reason            `json:"reason,omitempty"` // why it was closed: a reason of package desk, or what staff wrote
	After    string            `json:"after,omitempty"`  // advice for the user once support has answered; empty when given
	UserAt   time.Time         `json:"user_at,omitzero"` // the user's last line
	StaffAt  time.Time         `json:"staff_at,omitzero"`
	Asked    time.Time         `json:"asked,omitzero"`   // since when the user waits for an answer; zero: they do not
	Unread   int               `json:"unread,omitempty"` // user lines since staff last answered
	Seen     []Seen            `json:"seen,omitempty"`   // how many of these each of staff has read
	Reminded int               `json:"reminded,omitempty"`
	Reopened int               `json:"reopened,omitempty"`
	Relapsed time.Time         `json:"relapsed,omitzero"`   // since when the user says, of a closed ticket, that it happens again; zero: they do not, or staff have answered
	Said     string            `json:"said,omitempty"`      // the last words of the user or of staff, in short
	SaidBy   string            `json:"said_by,omitempty"`   // ByUser or ByStaff
	SaidKind string            `json:"said_kind,omitempty"` // what came with these words or without any: a FileKind, KindSticker or KindLocation
	SaidName string            `json:"said_name,omitempty"` // which of staff said it
	Back     time.Time         `json:"back,omitzero"`       // when the user wrote again after words of staff could not be sent; zero: none wait to be sent again
	Rating   *Rating           `json:"rating,omitempty"`
	Pictured bool              `json:"pictured,omitempty"` // the picture that the user shows is kept: see package portrait
	Stranger bool              `json:"stranger,omitempty"` // nobody knows the user: see package desk
	Log      []Event           `json:"log,omitempty"`      // every action, oldest first
	Call     map[string]string `json:"call,omitempty"`
}

// Seen is how many of a ticket's unanswered lines somebody of staff has read.
type Seen struct {
	Staff string `json:"staff"`
	Lines int    `json:"lines"`
}

// UnreadBy is how many lines the user has written that staff have not answered
// and this one has not read.
func (t *Ticket) UnreadBy(staff string) int {
	i := slices.IndexFunc(t.Seen, func(s Seen) bool { return s.Staff == staff })
	if i < 0 {
		return t.Unread
	}
	return max(0, t.Unread-t.Seen[i].Lines)
}

// ReadBy notes that somebody has read all of them. Others have not.
func (t *Ticket) ReadBy(staff string) {
	seen := slices.DeleteFunc(slices.Clone(t.Seen), func(s Seen) bool { return s.Staff == staff })
	t.Seen = append(seen, Seen{staff, t.Unread})
}

// Answered notes that nothing is left to read.
func (t *Ticket) Answered() { t.Unread, t.Seen = 0, nil }

// Open reports whether somebody still has to act on the ticket.
func (t *Ticket) Open() bool { return t != nil && (t.State == Waiting || t.State == Claimed) }

// Awaits reports whether it is among what staff have to see to: it is open, or
// its user says that it happens again.
func (t *Ticket) Awaits() bool { return t.Open() || t != nil && !t.Relapsed.IsZero() }

// Tried is one step of the guide the user was walked through, and its result.
type Tried struct {
	Topic  string    `json:"topic"`
	Cause  string    `json:"cause,omitempty"`
	Node   string    `json:"node"`
	Text   string    `json:"text"`             // the step in short
	Result string    `json:"result,omitempty"` // "done", "failed", "skipped", "not_admin", "waiting", "shown", "solved", "answered"
	At     time.Time `json:"at"`
	File   string    `json:"file,omitempty"` // the sentence in the documents
	Line   int       `json:"line,omitempty"`
}

// Rating is the user's judgement after a ticket: 1 to 5, and a free word.
type Rating struct {
	Score   int       `json:"score"`
	Comment string    `json:"comment,omitempty"`
	At      time.Time `json:"at"`
}

// Regretted reports whether a score of 1 to 5 calls for an apology.
func Regretted(score int) bool { return score == 1 || score == 2 }

// Event is one entry of a ticket's audit log.
type Event struct {
	At   time.Time `json:"at"`
	Who  string    `json:"who"` // staff id, "user" or "bot"
	Name string    `json:"name,omitempty"`
	What string    `json:"what"` // "opened", "claimed", "released", …
	Note string    `json:"note,omitempty"`
}

// What a step came to: Tried.Result.
const (
	StepDone     = "done"      // the user did it and goes on
	StepFailed   = "failed"    // the error is still there
	StepSkipped  = "skipped"   // it could not be done, or was not wanted
	StepNotAdmin = "not_admin" // only an admin can do it
	StepWaiting  = "waiting"   // its time runs
	StepShown    = "shown"     // it was on the screen when a person was asked for
	StepSolved   = "solved"    // the error is gone
	StepAnswered = "answered"  // the question that tells causes apart
)
