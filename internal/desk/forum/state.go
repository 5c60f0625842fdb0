package forum

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"hotro/internal/chat"
)

// topicState is what a topic shows so far: the lane's progress. An unreadable
// state starts the topic over.
type topicState struct {
	Ticket int64  `json:"ticket"`
	Thread string `json:"thread,omitempty"`
	Lost   int    `json:"lost,omitempty"` // how often in a row the topic was missing
	Name   string `json:"name,omitempty"`
	Icon   string `json:"icon,omitempty"`
	Shut   bool   `json:"shut,omitempty"`   // closed by us
	Locked bool   `json:"locked,omitempty"` // Telegram refused a message because it is closed

	Card   string    `json:"card,omitempty"`  // message id
	Shown  string    `json:"shown,omitempty"` // hash of what the card shows
	Words  string    `json:"words,omitempty"` // of the user, with which the card begins
	Mute   bool      `json:"mute,omitempty"`  // Telegram refused the card with them: they are sent behind it
	Rung   bool      `json:"rung,omitempty"`  // the ticket's card has made a sound
	Pinned bool      `json:"pinned,omitempty"`
	Paid   bool      `json:"paid,omitempty"` // the card's place in the group is taken already
	Rest   time.Time `json:"rest,omitzero"`  // until when looks are left alone: Telegram asked for it

	General   time.Time        `json:"general,omitzero"` // the group has no topics: the ticket is shown in General, until then no topic is tried
	Line      int64            `json:"line"`             // last line that is shown whole
	Part      int              `json:"part,omitempty"`   // parts of the next one that are shown
	Bad       int              `json:"bad,omitempty"`    // times the next part was refused in every form
	Bare      bool             `json:"bare,omitempty"`   // the next message answers nothing: Telegram refused it so
	Dull      bool             `json:"dull,omitempty"`   // … has no looks
	Most      int              `json:"most,omitempty"`   // … holds at most so many pieces; 0: as many as go
	Again     int64            `json:"again,omitempty"`  // up to here, lines typed in the lost topic are shown again
	Seen      []seen           `json:"seen,omitempty"`   // the latest lines and their messages in the topic
	Edits     map[int64]string `json:"edits,omitempty"`  // hash of the edit that is shown
	Signs     map[int64]string `json:"signs,omitempty"`  // of the user on lines, as they are shown
	Fates     map[int64]string `json:"fates,omitempty"`  // what was shown of lines that did not reach the user
	Until     time.Time        `json:"until,omitzero"`   // log events up to here are shown …
	Same      int              `json:"same,omitempty"`   // … and this many of exactly that moment
	Told      int              `json:"told,omitempty"`   // escalations told to the second chat
	Leads     []string         `json:"leads,omitempty"`  // the messages by which they were, of earlier tickets too
	OldTopics []string         `json:"leave,omitempty"`  // topics of earlier tickets still to be closed
}

// seen is where a line is in the topic.
type seen struct {
	Seq int64  `json:"s"`
	ID  string `json:"m"`
}

const (
	maxSeen  = 150
	lookBack = 100 // lines before the cursor that are checked for edits and failures
)

func readTopicState(b []byte) *topicState {
	v := &topicState{}
	if len(b) > 0 && json.Unmarshal(b, v) != nil {
		return &topicState{}
	}
	return v
}

func (v *topicState) bytes() []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("a topic's state always encodes: " + err.Error()) // plain strings and numbers only
	}
	return b
}

// follow points the state at the ticket: a new ticket gets a topic of its own.
func (v *topicState) follow(t *chat.Ticket) {
	if v.Ticket == t.Number {
		return
	}
	leave := v.OldTopics
	if v.Thread != "" && !v.Shut {
		leave = append(leave, v.Thread)
	}
	*v = topicState{Ticket: t.Number, Line: max(t.First-1, 0), OldTopics: leave, Leads: v.Leads}
}

// lose forgets a topic that is gone; everything from the ticket's first line
// to last is shown again in the next one.
func (v *topicState) lose(t *chat.Ticket, last int64) {
	*v = topicState{
		Ticket: t.Number, Line: max(t.First-1, 0), Again: last, Lost: v.Lost + 1,
		Until: v.Until, Same: v.Same, Told: v.Told, OldTopics: v.OldTopics, Leads: v.Leads, Rung: v.Rung,
	}
}

// taken notes that Telegram has taken a message, or that one is passed: the next
// is sent in full again.
func (v *topicState) taken() { v.Bad, v.Bare, v.Dull, v.Most = 0, false, false, 0 }

// note records which message of the topic shows a line.
func (v *topicState) note(seq int64, id string) {
	if id == "" {
		return
	}
	v.Seen = append(v.Seen, seen{seq, id})
	if over := len(v.Seen) - maxSeen; over > 0 {
		v.Seen = slices.Delete(v.Seen, 0, over)
	}
}

// message returns where a line is shown, "" when that is not known.
func (v *topicState) message(seq int64) string {
	for _, s := range slices.Backward(v.Seen) {
		if s.Seq == seq {
			return s.ID
		}
	}
	return ""
}

// events returns the log entries that are not shown yet.
func (v *topicState) events(log []chat.Event) []chat.Event {
	same := v.Same
	for i, e := range log {
		switch {
		case e.At.After(v.Until):
			return log[i:]
		case e.At.Equal(v.Until) && same > 0:
			same--
		case e.At.Equal(v.Until):
			return log[i:]
		}
	}
	return nil
}

// past moves the log's cursor past an event.
func (v *topicState) past(e chat.Event) {
	if !e.At.Equal(v.Until) {
		v.Until, v.Same = e.At, 0
	}
	v.Same++
}

// edited reports whether this edit of a line is shown; edit records it.
func (v *topicState) edited(seq int64, text string) bool { return v.Edits[seq] == hash(text) }

func (v *topicState) edit(seq int64, text string) { v.Edits = v.keep(v.Edits, seq, hash(text)) }

// deliveryShown records that a line's fate is shown.
func (v *topicState) deliveryShown(seq int64, state string) { v.Fates = v.keep(v.Fates, seq, state) }

// keep sets a value for a line, and drops those of lines no longer checked.
func (v *topicState) keep(m map[int64]string, seq int64, s string) map[int64]string {
	if m == nil {
		m = map[int64]string{}
	}
	maps.DeleteFunc(m, func(old int64, _ string) bool { return old < v.Line-lookBack })
	m[seq] = s
	return m
}
