// Package record is a conversation opened for change: a turn of the bot or an
// action of staff reads it, says, notes, claims, and gets one store.Change
// that writes all of it or nothing.
//
// It keeps the bookkeeping that bot and desk share: line numbers, delivery
// marks, the hand-off epoch, timers, the ticket's row. It does no I/O and
// decides nothing. A Record is used once, by one goroutine.
package record

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/llm/redact"
	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/internal/wire"
)

// Record is one conversation opened for change at one moment.
type Record struct {
	Conv chat.Conversation
	Now  time.Time

	snap  store.Snapshot
	epoch int64 // as read
	lines []store.Entry
	said  chat.Line // the last words of a person
	edits []store.Entry
	outs  []store.Out
	refs  []store.Ref
	desk  bool
	after time.Time
	row   bool
	buf   []byte // what is encoded, one behind the other
	err   error  // the first thing that could not be encoded
}

// Open reads a snapshot. A conversation that was never committed starts held
// by the bot.
func Open(snap store.Snapshot, at chat.Address, now time.Time) (*Record, error) {
	r := &Record{snap: snap, Now: now}
	if snap.State == nil {
		r.Conv = chat.Conversation{Address: at, Holder: chat.Holder{Kind: chat.HeldByBot}, Epoch: 1}
		return r, nil
	}
	if err := chat.Decode(snap.State, &r.Conv); err != nil {
		return nil, fmt.Errorf("conversation %s: stored state: %w", snap.Conv, err)
	}
	r.epoch = r.Conv.Epoch
	return r, nil
}

// Next returns the sequence number the next line will get.
func (r *Record) Next() int64 { return r.snap.Lines + int64(len(r.lines)) + 1 }

// Add appends a line to the transcript and returns its number. Seq, At and
// Ticket are filled in; At stays when set.
func (r *Record) Add(l chat.Line) int64 { return r.add(l, nil) }

func (r *Record) add(l chat.Line, d *chat.Delivery) int64 {
	l.Seq = r.Next()
	if l.At.IsZero() {
		l.At = r.Now
	}
	if r.Conv.Ticket.Open() {
		l.Ticket = r.Conv.Ticket.Number
		r.row = true
	}
	if (l.By == chat.ByUser || l.By == chat.ByStaff) && (l.Text != "" || shownAs(l) != "") && l.Kind != chat.KindButton {
		r.said = l
	}
	row := store.Entry{Seq: l.Seq, Body: r.encode(&l)}
	if d != nil {
		row.Delivery = r.encode(d)
	}
	r.lines = append(r.lines, row)
	return l.Seq
}

// shownAs is what a line holds besides words, or instead of them.
func shownAs(l chat.Line) string {
	switch {
	case len(l.Files) > 0:
		return string(l.Files[0].Kind)
	case l.Kind == chat.KindSticker, l.Kind == chat.KindLocation:
		return string(l.Kind)
	}
	return ""
}

// believable is how late a message may be heard and still be taken to be as old
// as it says.
const believable = 7 * 24 * time.Hour

// wrote is when the user wrote: by the platform's clock where that can be true,
// for platforms count their windows from there, however late we hear of it.
func (r *Record) wrote(at time.Time) time.Time {
	if at.IsZero() || at.After(r.Now) || r.Now.Sub(at) > believable {
		return r.Now
	}
	return at
}

// Hear records what the user wrote and returns its line number.
func (r *Record) Hear(in chat.Incoming) int64 {
	if r.Conv.Began.IsZero() {
		r.Conv.Began = r.Conv.LastIn // it began before this was noted
		if r.Conv.Began.IsZero() {
			r.Conv.Began = r.Now
		}
	}
	if at := r.wrote(in.At); at.After(r.Conv.LastIn) {
		r.Conv.LastIn = at
	}
	in.User.Name, in.Origin = text.Name(in.User.Name), text.Name(in.Origin)
	r.Conv.Learn(in.About)
	if in.User.Name == "" && in.User.ID == r.Conv.User.ID {
		in.User.Name = r.Conv.User.Name // learnt elsewhere
	}
	if in.User.ID != "" {
		r.Conv.User = in.User
	}
	l := chat.Line{
		At: in.At, By: chat.ByUser, Name: in.User.Name, Kind: in.Kind, Text: in.Text, Files: in.Files,
		Message: in.Message, ReplyTo: in.ReplyTo, Quote: in.Quote, Album: in.Album, Origin: in.Origin,
	}
	if in.Kind == chat.KindUnsupported || in.Kind == chat.KindStart {
		l.Data = in.Data
	}
	seq := r.Add(l)
	if in.Message != "" {
		r.Ref("user", in.Message, seq)
	}
	return seq
}

// Say queues a reply by the bot. It is dropped should a person take over
// before it is sent.
func (r *Record) Say(reply chat.Reply) int64 {
	return r.out(chat.Line{By: chat.ByBot}, reply, r.Conv.Epoch)
}

// SayAs queues words of a staff member; they are sent whoever holds the
// conversation. via is the front they were typed on.
func (r *Record) SayAs(name, via string, reply chat.Reply) int64 {
	return r.SayLine(chat.Line{Name: name, Via: via}, reply)
}

// SayLine is SayAs for a line of which more is known than who and where: its
// id on the front it was typed on.
func (r *Record) SayLine(l chat.Line, reply chat.Reply) int64 {
	l.By, reply.Verbatim = chat.ByStaff, true
	return r.out(l, reply, 0)
}

// Announce queues words of the program about the hand-off ("Lan joined"):
// shown as the bot's, sent whoever holds the conversation.
func (r *Record) Announce(reply chat.Reply) int64 {
	return r.out(chat.Line{By: chat.ByBot, Notice: true}, reply, 0)
}

func (r *Record) out(l chat.Line, reply chat.Reply, fence int64) int64 {
	l.Text, l.Markup, l.Choices, l.Files = reply.Text, !reply.Verbatim, reply.Choices, reply.Files
	l.ReplyTo, l.Spans = reply.ReplyTo, reply.Spans
	if reply.Noted {
		l.Text, l.Markup, l.Choices = chat.NotedSign, false, nil
	}
	seq := r.add(l, &chat.Delivery{State: chat.Queued, At: r.Now})
	o := r.outgoing(l, reply)
	o.Seq = seq
	r.outs = append(r.outs, store.Out{Seq: seq, Body: r.encode(&o), Fence: fence})
	return seq
}

// outgoing is a line on its way. What a channel adds to it is in the user's
// language.
func (r *Record) outgoing(l chat.Line, reply chat.Reply) chat.Outgoing {
	reply.Lang = cmp.Or(reply.Lang, r.Conv.Lang)
	return chat.Outgoing{Seq: l.Seq, To: r.Conv.Address, By: l.By, Name: l.Name, Reply: reply, At: r.Now}
}

// Amend queues a change of a line that went out before (reply.Edit names the
// platform's message). The transcript gets no new line; l replaces the line.
func (r *Record) Amend(l chat.Line, reply chat.Reply) {
	reply.Verbatim = true
	o := r.outgoing(l, reply)
	r.outs = append(r.outs, store.Out{Seq: l.Seq, Body: r.encode(&o)})
	r.Edit(l)
}

// SendAgain queues a line of staff that was given up.
func (r *Record) SendAgain(l chat.Line) {
	l.Again++
	o := r.outgoing(l, chat.Reply{Text: l.Latest(), Spans: l.Spans, Files: l.Files, ReplyTo: l.ReplyTo, Verbatim: true})
	r.outs = append(r.outs, store.Out{Seq: l.Seq, Body: r.encode(&o)})
	r.edits = append(r.edits, store.Entry{Seq: l.Seq, Body: r.encode(&l), Delivery: r.encode(&chat.Delivery{State: chat.Queued, At: r.Now})})
	r.Desk(time.Time{})
}

// Edit replaces a line that exists.
func (r *Record) Edit(l chat.Line) {
	r.edits = append(r.edits, store.Entry{Seq: l.Seq, Body: r.encode(&l)})
	r.Desk(time.Time{})
}

// Mark changes what became of a line that was sent. Staff are told when it
// failed; the rest they see when they look.
func (r *Record) Mark(l store.Entry, d chat.Delivery) {
	r.edits = append(r.edits, store.Entry{Seq: l.Seq, Body: l.Body, Delivery: r.encode(&d)})
	if d.State == chat.Failed && r.Conv.Ticket.Open() {
		r.Desk(time.Time{})
	}
}

// Ref remembers the platform's message id of a line; scope is "user" or "desk".
func (r *Record) Ref(scope, id string, seq int64) {
	r.refs = append(r.refs, store.Ref{Scope: scope, ID: id, Seq: seq})
}

// Hold says who speaks to the user from now on. A person taking over raises
// the epoch: what the bot has queued and not sent is dropped.
func (r *Record) Hold(h chat.Holder) {
	if h.Kind == chat.HeldByStaff && r.Conv.Holder.Kind != chat.HeldByStaff {
		r.Conv.Epoch++
	}
	r.Conv.Holder = h
}

// Wake sets the named timer; a zero time clears it.
func (r *Record) Wake(name string, at time.Time, turn int64) {
	r.Conv.Wakes = slices.DeleteFunc(r.Conv.Wakes, func(w chat.Wake) bool { return w.Name == name })
	if !at.IsZero() {
		r.Conv.Wakes = append(r.Conv.Wakes, chat.Wake{Name: name, At: at, Turn: turn})
	}
}

// Awaits reports whether the named timer is set.
func (r *Record) Awaits(name string) bool {
	return slices.ContainsFunc(r.Conv.Wakes, func(w chat.Wake) bool { return w.Name == name })
}

// Due takes out the timers that are due and returns them.
func (r *Record) Due() []chat.Wake {
	var due []chat.Wake
	r.Conv.Wakes = slices.DeleteFunc(r.Conv.Wakes, func(w chat.Wake) bool {
		if w.At.After(r.Now) {
			return false
		}
		due = append(due, w)
		return true
	})
	return due
}

// Desk marks staff's view as out of date, to be brought in step not before
// after (zero: at once).
func (r *Record) Desk(after time.Time) {
	if r.desk && (r.after.IsZero() || (!after.IsZero() && !after.Before(r.after))) {
		return
	}
	r.desk, r.after = true, after
}

// Touch writes the ticket's row with this change, and marks staff's view.
func (r *Record) Touch() { r.row = true; r.Desk(time.Time{}) }

// Log appends to the ticket's audit log and touches it.
func (r *Record) Log(who, name, what, note string) {
	if t := r.Conv.Ticket; t != nil {
		t.Log = append(t.Log, chat.Event{At: r.Now, Who: who, Name: name, What: what, Note: note})
		r.Touch()
	}
}

// saidMax is how many characters of what was said last lists show.
const saidMax = 160

// Brief is what lists show of words.
func Brief(words string) string { return text.Brief(redact.Secrets(words), saidMax) }

// Change returns all that is to be written.
func (r *Record) Change() (store.Change, error) {
	if t := r.Conv.Ticket; t.Open() && r.said.By != "" {
		t.Said, t.SaidBy = Brief(r.said.Text), r.said.By
		t.SaidKind, t.SaidName = shownAs(r.said), ""
		if t.SaidBy == chat.ByStaff {
			t.SaidName = r.said.Name
		}
	}
	ch := store.Change{
		State: r.encode(&r.Conv), Epoch: r.Conv.Epoch, Lines: r.lines, Edits: r.edits,
		Out: r.outs, Desk: r.desk, After: r.after, Refs: r.refs,
	}
	for _, w := range r.Conv.Wakes {
		if ch.Wake.IsZero() || w.At.Before(ch.Wake) {
			ch.Wake = w.At
		}
	}
	if t := r.Conv.Ticket; t != nil && r.row {
		at := t.Opened
		if !t.Awaits() {
			at = t.Ended
		}
		ch.Row = &store.Row{Number: t.Number, Conv: r.Conv.Address.String(), Open: t.Awaits(), At: at, Body: r.encode(t)}
	}
	return ch, r.err
}

func (r *Record) encode(v wire.Struct) []byte {
	if r.buf == nil {
		r.buf = make([]byte, 0, 3<<10+len(r.snap.State))
	}
	from := len(r.buf)
	b, err := chat.Append(r.buf, v)
	if err != nil {
		if r.err == nil {
			r.err = fmt.Errorf("conversation %s: %w", r.snap.Conv, err)
		}
		return nil
	}
	r.buf = b
	return b[from:len(b):len(b)]
}
