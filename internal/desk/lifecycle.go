package desk

import (
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/worktime"
)

// Lifecycle is what happens to a ticket from the hand-off to its end. It
// changes an opened record.Record and does no I/O, so that what it decides is
// committed with the turn, or the action of staff, that caused it.
type Lifecycle struct {
	staff    *Formatter            // what staff read, and users of its language
	users    map[string]*Formatter // what other users read, by language
	hours    worktime.Hours
	promises Promises
	reopen   time.Duration
	quiet    time.Duration
	silence  time.Duration
	windows  Windows
	// unreached reports that staff can't be told of tickets; nil: they can.
	unreached func() bool
	// reminds reports that a reminder reaches somebody of staff.
	reminds func() bool
}

// to words what is said to the user, in the language they are spoken to in.
func (l *Lifecycle) to(r *record.Record) *Formatter {
	if f := l.users[r.Conv.Lang]; f != nil {
		return f
	}
	return l.staff
}

// tell says words of the desk to the user in their language, whoever holds the
// conversation.
func (l *Lifecycle) tell(r *record.Record, key string, pairs ...string) {
	announce(r, l.to(r).say.T(key, pairs...))
}

// Local returns a moment in the time zone of the desk, in which users tell when
// something was.
func (l *Lifecycle) Local(at time.Time) time.Time { return at.In(l.hours.Location()) }

// assign makes who the holder of an open ticket: the bot falls silent and its
// queued replies are dropped.
func (l *Lifecycle) assign(r *record.Record, who Staff) {
	t := r.Conv.Ticket
	t.State, t.Holder, t.Stranger = chat.Claimed, who.holder(), false
	if t.Claimed.IsZero() {
		t.Claimed = r.Now
	}
	r.Hold(t.Holder)
	l.watchPromise(r)
	r.Log(who.ID, who.Name, EvClaimed, "")
}

// announceJoin tells the user who has joined, once per person and request.
func (l *Lifecycle) announceJoin(r *record.Record, who Staff) {
	for _, e := range slices.Backward(r.Conv.Ticket.Log) {
		switch {
		case e.What == EvOpened || e.What == EvReopened || e.What == EvReleased:
			l.tell(r, "desk.joined", "name", l.to(r).staffName(who))
			return
		case e.Who == who.ID && (e.What == EvClaimed || e.What == EvSaid), e.What == EvTransferred && e.Note == who.ID:
			return
		}
	}
}

// resume reopens a ticket that has ended, on behalf of staff. It leaves an
// open one alone.
func resume(r *record.Record, who Staff) {
	t := r.Conv.Ticket
	if t.Open() {
		return
	}
	t.State, t.Ended, t.Reason, t.Summary, t.Reminded = chat.Waiting, time.Time{}, "", "", 0
	t.Holder, t.Asked, t.Relapsed = chat.Holder{}, r.Now, time.Time{}
	r.Conv.Spam, r.Conv.Banned = false, time.Time{}
	t.Reopened++
	r.Wake(TimerRating, time.Time{}, 0)
	r.Log(who.ID, who.Name, EvReopened, "")
}

// enqueue puts the ticket back into the queue, in its old place.
func (l *Lifecycle) enqueue(r *record.Record, what string) {
	t := r.Conv.Ticket
	t.State, t.Holder, t.Ended, t.Reason, t.Reminded = chat.Waiting, chat.Holder{}, time.Time{}, "", 0
	t.Relapsed = time.Time{}
	if t.Asked.IsZero() || what == EvReopened {
		t.Asked = r.Now
	}
	if what == EvReopened {
		t.Reopened++
		t.UserAt = r.Now
		t.Unread = max(t.Unread, 1)
		r.Log(byUser, r.Conv.User.Name, what, "")
	}
	r.Hold(chat.Holder{Kind: chat.HeldByQueue})
	r.Wake(TimerRating, time.Time{}, 0)
	l.watchPromise(r)
	l.watchSilence(r)
	r.Touch()
}

// watchPromise wakes the desk when the promise to the user runs out. Where it
// has, whoever acts now has a promise's time before they hear of it again.
func (l *Lifecycle) watchPromise(r *record.Record) {
	pr, ok := l.promises.Of(*r.Conv.Ticket)
	switch {
	case !ok:
		pr.Due = time.Time{}
	case !pr.Due.After(r.Now):
		pr.Due = l.promises.due(r.Now)
	}
	r.Wake(TimerSLA, pr.Due, 0)
}

// end takes the ticket out of staff's hands.
func end(r *record.Record, state string, reason chat.Reason) {
	t := r.Conv.Ticket
	t.State, t.Ended, t.Reason, t.Asked, t.Relapsed = state, r.Now, reason, time.Time{}, time.Time{}
	t.Answered()
	r.Wake(TimerSLA, time.Time{}, 0)
	r.Wake(TimerEcho, time.Time{}, 0)
	r.Wake(TimerWindow, time.Time{}, 0)
	r.Wake(TimerSilence, time.Time{}, 0)
	r.Hold(chat.Holder{Kind: chat.HeldByBot})
	r.Touch()
}

// markAnswered records that a person has just answered the user.
func (l *Lifecycle) markAnswered(r *record.Record) {
	t := r.Conv.Ticket
	t.StaffAt, t.Asked, t.Reminded, t.Stranger = r.Now, time.Time{}, 0, false
	t.Answered()
	r.Conv.Met = true
	if t.Replied.IsZero() {
		t.Replied = r.Now
	}
	r.Wake(TimerSLA, time.Time{}, 0)
	l.watchSilence(r)
	r.Touch()
}

// advise gives the document's advice that was held back until support
// answered.
func advise(r *record.Record) {
	t := r.Conv.Ticket
	if t.After != "" {
		announce(r, t.After)
		t.After = ""
	}
}

// announce tells the user something on the desk's behalf, whoever holds the
// conversation.
func announce(r *record.Record, text string, choices ...chat.Choice) {
	r.Announce(chat.Reply{Text: text, Choices: choices})
}

// SayWhoHolds tells the user which person talks with them.
func (l *Lifecycle) SayWhoHolds(r *record.Record) {
	held := r.Conv.Holder
	l.tell(r, "desk.held", "name", l.to(r).staffName(Staff{ID: held.Staff, Name: held.Name}))
}

// Served are the names of staff who have dealt with a ticket; a ticket that is nil has
// none.
func Served(t *chat.Ticket) (names []string) {
	if t == nil {
		return nil
	}
	for _, e := range t.Log {
		if e.Who != byUser && e.Who != byBot && e.Name != "" && !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
	}
	return names
}
