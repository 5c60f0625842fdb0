package desk

import (
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// A ticket in which nobody says anything any more ends by itself, so that what
// is kept about its user ends too. The user is told a day before.

const (
	unanswered   = 14 * 24 * time.Hour // of silence after words of the user that nobody answered
	silenceTold  = 24 * time.Hour      // how long before the end the user is told
	beforeCharge = time.Hour           // before a message would be charged for
)

// silentUntil is when an open ticket ends if nobody says anything.
func (l *Lifecycle) silentUntil(t *chat.Ticket) time.Time {
	if t.StaffAt.Before(t.UserAt) || t.StaffAt.IsZero() {
		return t.UserAt.Add(unanswered)
	}
	return t.StaffAt.Add(l.silence)
}

// watchSilence begins to wait for silence anew: somebody has said something.
func (l *Lifecycle) watchSilence(r *record.Record) {
	at := l.silentUntil(r.Conv.Ticket).Add(-silenceTold)
	if w, ok := l.windows.Window(r.Conv); ok {
		if free := w.Free.Add(-beforeCharge); free.After(r.Now) && free.Before(at) {
			at = free
		}
	}
	r.Wake(TimerSilence, at, 0)
}

// silent tells the user that the ticket is about to end, and ends it at the time
// that was told. Where a message would be charged for, or the user has blocked
// us, it ends without a word.
func (l *Lifecycle) silent(r *record.Record) {
	t := r.Conv.Ticket
	if !t.Open() {
		t.Relapsed = time.Time{} // it stays closed
		r.Touch()
		return
	}
	mute := l.charged(r) || r.Conv.Blocked
	if !toldOfSilence(t) {
		end := l.silentUntil(t)
		if soonest := r.Now.Add(silenceTold); end.Before(soonest) {
			end = soonest
		}
		r.Log(byBot, "", EvSilent, l.staff.Stamp(end))
		r.Wake(TimerSilence, end, 0)
		if !mute {
			l.tell(r, l.silenceWords("soon", t), "number", num(t.Number), "when", l.to(r).Stamp(end))
		}
		return
	}
	key, reason := l.silenceWords("closed", t), closedSilent
	if Unanswered(*t) {
		reason = closedUnanswered
	}
	r.Log(byBot, "", EvClosed, string(reason))
	end(r, chat.Closed, reason)
	if !mute {
		announce(r, l.to(r).say.T(key, "number", num(t.Number)), l.to(r).reopening())
	}
}

// silenceWords are the words for a ticket that staff have answered last, or for
// one that nobody did.
func (l *Lifecycle) silenceWords(what string, t *chat.Ticket) string {
	if t.StaffAt.Before(t.UserAt) || t.StaffAt.IsZero() {
		return "desk.silent_" + what + "_unanswered"
	}
	return "desk.silent_" + what
}

// toldOfSilence reports whether nobody has said anything since it was told that
// the ticket is about to end.
func toldOfSilence(t *chat.Ticket) bool {
	for _, e := range slices.Backward(t.Log) {
		if e.What == EvSilent {
			return !e.At.Before(t.UserAt) && !e.At.Before(t.StaffAt)
		}
	}
	return false
}
