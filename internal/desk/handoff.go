package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/llm/redact"
	"hotro/internal/record"
	"hotro/internal/text"
)

// Details is what a person needs to take over.
type Details struct {
	Topic    string
	Title    string
	Why      string // the dialog's reason, such as "asked" or "document"
	Path     []chat.Tried
	Refs     []string
	Dropped  []string // call IDs that the user took back
	Facts    map[string]string
	Priority int
	After    string            // advice for the user once support has answered
	First    int64             // first line of the transcript that matters; zero: some lines back
	Wait     time.Duration     // how long people waited lately; zero when not known
	Call     map[string]string // what a look-up of the call said
	Model    string            // the model's two sentences
	Name     string            // of the user, where messages do not carry it
	Pictured bool              // the user's picture is kept
	Anew     bool              // it is about something else than the ticket that ended
}

// background is how many lines before a hand-off belong to its ticket by
// default.
const background = 20

// Open hands the conversation over to staff: it opens a ticket under number,
// or adds to the open one, and tells the user what to expect. place is the
// user's place in the queue, counted from 1; zero when not known. A ticket on
// the same matter that ended recently is reopened instead.
func (l *Lifecycle) Open(r *record.Record, number int64, h Details, place int) {
	switch t := r.Conv.Ticket; {
	case t.Open():
		l.mergeInto(r, h)
	case l.endedRecently(r, t) && !h.Anew && (h.Topic == "" || h.Topic == t.Topic):
		l.enqueue(r, EvReopened)
		l.Update(r, h)
		l.promise(r, "desk.reopened", place, h.Wait)
		l.askPhone(r)
	default:
		l.open(r, number, h)
		l.promise(r, l.accepted(), place, h.Wait)
		l.askPhone(r)
	}
}

// askPhone asks for the user's number where it may be all that is left: people
// are away, and the platform does not let us write for long.
func (l *Lifecycle) askPhone(r *record.Record) {
	_, ends := l.windows.Window(r.Conv)
	t := r.Conv.Ticket
	if ends && !l.hours.Open(r.Now) && t.Open() && t.Facts["phone"] == "" {
		r.Announce(chat.Reply{Text: l.to(r).say.T("desk.leave_phone"), Phone: true})
	}
}

// accepted are the words for a ticket that is opened: it was passed on, or only
// written down while nobody can be told.
func (l *Lifecycle) accepted() string {
	if l.unreached != nil && l.unreached() {
		return "desk.written_down"
	}
	return "desk.accepted"
}

func (l *Lifecycle) open(r *record.Record, number int64, h Details) {
	if old := r.Conv.Ticket; old != nil {
		r.Conv.Past = append(r.Conv.Past, old.Number)
	}
	first := h.First
	if first <= 0 {
		first = max(1, r.Next()-background)
	}
	r.Conv.Ticket = &chat.Ticket{
		Number: number, Conv: r.Conv.Address, User: r.Conv.User, State: chat.Waiting,
		Topic: h.Topic, Title: h.Title, Why: h.Why, First: first,
		Opened: r.Now, UserAt: r.Now, Asked: r.Now, Unread: 1,
	}
	fill(r.Conv.Ticket, h)
	acquaint(r)
	r.Log(byUser, r.Conv.User.Name, EvOpened, h.Why)
	l.watchWindow(r)
	l.watchSilence(r)
	if held := r.Conv.Holder; held.Kind == chat.HeldByStaff { // somebody is already answering in the platform's own app
		l.assign(r, Staff{ID: held.Staff, Name: held.Name})
		return
	}
	r.Hold(chat.Holder{Kind: chat.HeldByQueue})
	l.watchPromise(r)
}

func (l *Lifecycle) mergeInto(r *record.Record, h Details) {
	t := r.Conv.Ticket
	l.Update(r, h)
	t.Priority = max(t.Priority, h.Priority)
	r.Log(byUser, r.Conv.User.Name, EvMerged, h.Why)
	l.tell(r, "desk.merged", "number", num(t.Number))
}

// endedRecently reports whether the ticket ended so recently that the user is
// still on about it. What was junk is not gone on with.
func (l *Lifecycle) endedRecently(r *record.Record, t *chat.Ticket) bool {
	return t != nil && !t.Open() && t.Reason != closedSpam && r.Now.Sub(t.Ended) < l.reopen
}

// Update adds new information to the open ticket: call IDs, facts, steps, the
// look-up of a call. What is already there is left alone.
func (l *Lifecycle) Update(r *record.Record, h Details) {
	t := r.Conv.Ticket
	if !t.Open() {
		return
	}
	if fill(t, h) {
		acquaint(r)
		r.Log(byBot, "", EvUpdated, strings.Join(h.Refs, " "))
	}
}

// Enrich is Update from outside a turn: the result of a call look-up, a
// model's summary, a call ID from staff. It also works on a ticket that has
// ended.
func (d *Desk) Enrich(ctx context.Context, conv string, who Staff, h Details, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		h.Name = text.Name(h.Name)
		if r.Conv.User.Name == "" {
			r.Conv.User.Name = h.Name
		}
		t := r.Conv.Ticket
		switch added, seen := fill(t, h), h.Pictured && !t.Pictured; {
		case !added && !seen:
			return errSame
		case seen:
			t.Pictured = true
			r.Touch()
			if !added {
				return nil // a picture is no news
			}
		}
		if who.ID == "" {
			who.ID = byBot
		}
		acquaint(r)
		r.Log(who.ID, who.Name, EvLookedUp, strings.Join(h.Refs, " "))
		return nil
	})
}

// fill adds h to the ticket and reports whether that changed anything.
func fill(t *chat.Ticket, h Details) bool {
	changed := false
	set := func(to *string, s string) {
		if s != "" && *to != s {
			*to, changed = s, true
		}
	}
	if t.Topic == "" {
		set(&t.Topic, h.Topic)
		set(&t.Title, h.Title)
	}
	if t.User.Name == "" {
		set(&t.User.Name, h.Name)
	}
	set(&t.After, h.After)
	set(&t.Model, h.Model)
	if kept := slices.DeleteFunc(slices.Clone(t.Refs), func(id string) bool { return slices.Contains(h.Dropped, id) }); len(kept) < len(t.Refs) {
		t.Refs, changed = kept, true
	}
	for _, id := range h.Refs {
		if !slices.Contains(t.Refs, id) {
			t.Refs, changed = append(t.Refs, id), true
		}
	}
	changed = union(&t.Facts, h.Facts) || changed
	changed = union(&t.Call, h.Call) || changed
	if h.Priority > t.Priority {
		t.Priority, changed = h.Priority, true
	}
	for _, step := range h.Path {
		changed = addStep(t, step) || changed
	}
	return changed
}

func union(to *map[string]string, from map[string]string) bool {
	changed := false
	for _, k := range slices.Sorted(maps.Keys(from)) {
		if v := from[k]; v != "" && (*to)[k] != v {
			if *to == nil {
				*to = map[string]string{}
			}
			(*to)[k], changed = v, true
		}
	}
	return changed
}

// addStep adds a step, or the result of one already there.
func addStep(t *chat.Ticket, step chat.Tried) bool {
	i := slices.IndexFunc(t.Path, func(s chat.Tried) bool { return s.Node == step.Node && s.At.Equal(step.At) })
	if i < 0 {
		t.Path = append(t.Path, step)
		return true
	}
	step.At = t.Path[i].At
	if t.Path[i] == step {
		return false
	}
	t.Path[i] = step
	return true
}

// Heard tells the desk that the user wrote while a ticket is open: in is the
// arrival, seq its line in the transcript.
func (l *Lifecycle) Heard(r *record.Record, in chat.Incoming, seq int64) {
	t := r.Conv.Ticket
	if !t.Open() {
		return
	}
	if in.Kind == chat.KindBlocked {
		r.Log(byUser, t.User.Name, EvBlocked, "")
		return
	}
	if r.Conv.User.ID != "" {
		t.User = r.Conv.User
	}
	if t.Title == "" && in.Kind == chat.KindText {
		t.Title = text.Brief(redact.Secrets(in.Text), 60)
	}
	asked := askedAt(t) // when set, an earlier line is still waiting for an answer: its timer is running
	t.UserAt, t.Asked = r.Now, asked
	if asked.IsZero() {
		t.Asked = r.Now
	}
	acquaint(r)
	t.Unread++
	if t.First == 0 {
		t.First = seq
	}
	if asked.IsZero() {
		l.watchPromise(r)
	}
	l.watchWindow(r)
	l.watchSilence(r)
	r.Touch()
}

// Overheard is Heard of what leaves nothing to answer, from a user whom somebody of
// staff talks with: no promise begins, and the ticket keeps its title. words says that
// staff have something to read.
func (l *Lifecycle) Overheard(r *record.Record, words bool) {
	t := r.Conv.Ticket
	if !t.Open() {
		return
	}
	if r.Conv.User.ID != "" {
		t.User = r.Conv.User
	}
	if words {
		t.Unread++
	}
	l.watchWindow(r)
	r.Touch()
}

// RefuseTicket tells a user who has asked for people again and again that there
// is no further ticket for now.
func (l *Lifecycle) RefuseTicket(r *record.Record) { l.tell(r, "desk.many_requests") }

// Cancel closes a waiting ticket whose user no longer needs a person. When a
// person has already claimed it, that person is told and decides.
func (l *Lifecycle) Cancel(r *record.Record) {
	t := r.Conv.Ticket
	if !t.Open() {
		return
	}
	r.Log(byUser, t.User.Name, EvCancelled, "")
	if t.State == chat.Claimed {
		r.Add(chat.Line{By: chat.BySystem, Text: string(chat.SystemCancelled)})
		t.Said, t.SaidBy = chat.SystemCancelled.Words(l.staff.say), chat.ByUser
		t.SaidKind, t.SaidName = "", ""
		l.tell(r, "desk.held_cancelled", "name", l.to(r).staffName(Staff{ID: t.Holder.Staff, Name: t.Holder.Name}))
		return
	}
	end(r, chat.Closed, closedByUser)
	l.tell(r, "desk.cancelled", "number", num(t.Number))
}

func num(n int64) string { return strconv.FormatInt(n, 10) }
