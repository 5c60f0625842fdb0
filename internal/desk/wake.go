package desk

import (
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// Wake acts on one of the desk's timers that is due; other names are ignored.
func (l *Lifecycle) Wake(r *record.Record, name string) {
	switch name {
	case TimerSLA:
		l.remind(r)
	case TimerEcho:
		l.echoExpired(r)
	case TimerWindow:
		l.warnWindow(r)
	case TimerSilence:
		l.silent(r)
	case TimerUndo:
		r.Desk(time.Time{}) // which offers it no longer
	}
}

// remind reminds staff that somebody is waiting, then escalates, then reminds
// less and less often. The user is told once.
func (l *Lifecycle) remind(r *record.Record) {
	t := r.Conv.Ticket
	if askedAt(t).IsZero() {
		return
	}
	if !l.hours.Open(r.Now) {
		r.Wake(TimerSLA, l.hours.Add(r.Now, time.Minute), 0)
		return
	}
	t.Reminded++
	reached := l.reminds() && (l.unreached == nil || !l.unreached())
	if t.Reminded == 2 {
		r.Log(byBot, "", EvEscalated, "")
	} else {
		r.Log(byBot, "", EvReminded, num(int64(t.Reminded)))
	}
	if t.State == chat.Waiting && !happened(t, EvLate) && !l.charged(r) {
		key := "desk.late_untold"
		if reached {
			key = "desk.late"
		}
		r.Log(byBot, "", EvLate, map[bool]string{true: lateReminded}[reached])
		l.tell(r, key, "number", num(t.Number))
	}
	shift := min(max(t.Reminded-2, 0), 5)
	r.Wake(TimerSLA, l.hours.Add(r.Now, l.promises.sla<<shift), 0)
}

// lateReminded is the note on what the user was told of a late answer: that staff were
// reminded of it.
const lateReminded = "reminded"

// toldReminded reports whether staff were reminded since the user last asked for a
// person, in a way that reached somebody.
func toldReminded(t *chat.Ticket) bool {
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case EvLate:
			return e.Note == lateReminded
		case EvOpened, EvReopened:
			return false
		}
	}
	return false
}

// happened reports whether the log holds an event of this kind since the user
// last asked for a person.
func happened(t *chat.Ticket, what string) bool {
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case what:
			return true
		case EvOpened, EvReopened:
			return false
		}
	}
	return false
}

// Since returns when the ticket's current state began: when it was opened,
// reopened or released for one that waits, claimed for one that is held.
func Since(t chat.Ticket) time.Time {
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case EvOpened, EvReopened, EvReleased, EvClaimed, EvTransferred:
			return e.At
		}
	}
	return t.Opened
}
