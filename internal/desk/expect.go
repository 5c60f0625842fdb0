package desk

import (
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/worktime"
)

// expectation tells a user what to expect, as far as it is known: the place in
// the queue, how long others waited lately, when staff are back.
func (l *Lifecycle) expectation(r *record.Record, place int, wait time.Duration) string {
	fm, now := l.to(r), r.Now
	if l.unreached != nil && l.unreached() {
		return fm.say.T("desk.unreached")
	}
	if !l.hours.Open(now) {
		if next := l.hours.Next(now); !next.IsZero() {
			return fm.say.T("desk.off_hours", "when", fm.When(next, now))
		}
		return fm.say.T("desk.off_hours_unknown")
	}
	var said []string
	if at := l.place(r, place); at != "" {
		said = append(said, at)
	}
	if wait > 0 {
		said = append(said, fm.say.T("desk.wait_lately", "wait", fm.Span(wait)))
	}
	key := "desk.wait_promise"
	if !l.reminds() {
		key = "desk.wait_told"
	}
	return strings.Join(append(said, fm.say.T(key, "sla", fm.Span(l.promises.sla))), " ")
}

// promise tells the user what became of the request, and what to expect.
func (l *Lifecycle) promise(r *record.Record, key string, place int, wait time.Duration) {
	announce(r, l.to(r).say.T(key, "number", num(r.Conv.Ticket.Number))+" "+l.expectation(r, place, wait))
}

// Outlook is what a user may hear who waits for a person.
type Outlook struct {
	Number int64
	Waited string // so far, in words; empty for less than a minute
	Text   string // what to expect
}

// Outlook returns how the request stands that waits for a person; ok is false
// when none does.
//
// place is the user's place in the queue, counted from 1; zero when not known.
func (l *Lifecycle) Outlook(r *record.Record, place int) (o Outlook, ok bool) {
	t := r.Conv.Ticket
	if !t.Open() || t.State != chat.Waiting {
		return Outlook{}, false
	}
	o = Outlook{Number: t.Number, Text: l.expectation(r, place, 0)}
	if l.hours.Open(r.Now) && happened(t, EvLate) {
		o.Text = l.overdue(r, place)
	}
	if waited := r.Now.Sub(Since(*t)); waited >= time.Minute {
		o.Waited = l.to(r).Span(waited.Truncate(time.Minute))
	}
	return o, true
}

// Promise is what a user may expect who asks for a person now; "" where nobody can
// be told of it, for what is said then speaks of a request that was made.
func (l *Lifecycle) Promise(r *record.Record) string {
	if l.unreached != nil && l.unreached() {
		return ""
	}
	return l.expectation(r, 0, 0)
}

// Hours is when staff are at work, and, where they are not now, when they are back; ""
// where that is not set.
func (l *Lifecycle) Hours(r *record.Record) string {
	week := l.hours.Week()
	if len(week) == 0 {
		return ""
	}
	fm := l.to(r)
	said := fm.say.T("desk.work_hours", "week", fm.Week(week))
	if !l.hours.Open(r.Now) {
		said += " " + l.expectation(r, 0, 0)
	}
	return said
}

// overdue tells a user who has waited longer than was promised what was done about it,
// and the place.
func (l *Lifecycle) overdue(r *record.Record, place int) string {
	key := "desk.late_waits"
	if toldReminded(r.Conv.Ticket) {
		key = "desk.late_already"
	}
	return strings.TrimSpace(l.place(r, place) + " " + l.to(r).say.T(key))
}

// place words a place in the queue; "" for none.
func (l *Lifecycle) place(r *record.Record, place int) string {
	switch {
	case place == 1:
		return l.to(r).say.T("desk.place_first")
	case place > 1:
		return l.to(r).say.T("desk.place", "ahead", num(int64(place-1)))
	}
	return ""
}

// When words a moment the way people do: the time, and the day unless it is
// today.
func (fm *Formatter) When(at, now time.Time) string {
	at, now = at.In(fm.hours.Location()), now.In(fm.hours.Location())
	hour := at.Format("15:04")
	switch day(at).Sub(day(now)) {
	case 0:
		return fm.say.T("desk.today", "hour", hour)
	case 24 * time.Hour:
		return fm.say.T("desk.tomorrow", "hour", hour)
	}
	return fm.say.T("desk.on_day", "hour", hour, "date", at.Format("02/01"),
		"weekday", fm.say.T("desk.weekday"+num(int64(at.Weekday()))))
}

// Week words the hours of a week: "thứ Hai đến thứ Sáu 08:00–17:30".
func (fm *Formatter) Week(week []worktime.Days) string {
	said := make([]string, 0, len(week))
	weekday := func(d time.Weekday) string { return fm.say.T("desk.weekday" + num(int64(d))) }
	for _, d := range week {
		days := weekday(d.From)
		if d.To != d.From {
			days = fm.say.T("desk.days", "from", days, "to", weekday(d.To))
		}
		said = append(said, days+" "+strings.Join(d.Hours, ", "))
	}
	return strings.Join(said, "; ")
}

// day returns the calendar day of t as a UTC midnight, for counting days.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// Span words a duration in hours and minutes, rounded up to a minute.
func (fm *Formatter) Span(t time.Duration) string {
	minutes := int64((t + time.Minute - 1) / time.Minute)
	h, m := num(minutes/60), num(minutes%60)
	switch {
	case minutes < 60:
		return fm.say.T("desk.minutes", "m", m)
	case minutes%60 == 0:
		return fm.say.T("desk.hours", "h", h)
	default:
		return fm.say.T("desk.hours_minutes", "h", h, "m", m)
	}
}
