package desk

import (
	"cmp"
	"time"

	"hotro/internal/chat"
	"hotro/internal/worktime"
)

// Promises says until when users were promised an answer: within DESK_SLA of
// working time since they began to wait for one, whoever holds the ticket. It
// does no I/O.
type Promises struct {
	hours worktime.Hours
	sla   time.Duration
}

// Promise is what one user was promised.
type Promise struct {
	First bool // no person has answered this ticket yet
	Asked time.Time
	Due   time.Time
}

// Of returns the promise that is due next; ok is false when the user waits for
// nothing.
func (p Promises) Of(t chat.Ticket) (out Promise, ok bool) {
	at := askedAt(&t)
	if at.IsZero() {
		return Promise{}, false
	}
	return Promise{First: t.Replied.IsZero() && t.Reopened == 0 && t.Relapsed.IsZero(), Asked: at, Due: p.due(at)}, true
}

func (p Promises) due(asked time.Time) time.Time { return p.hours.Add(asked, p.sla) }

// Countdown is how much of a promise is left.
type Countdown struct {
	Left   time.Duration // of working time; negative: overdue by that
	Paused bool          // nobody is at work: it stands still
	Turn   time.Time     // when it stands still next, or goes on; zero: never
}

// Last is how long before its end a promise is about to be broken.
func (p Promises) Last() time.Duration { return p.sla / 3 }

// Soon reports whether a promise is about to be broken.
func (p Promises) Soon(c Countdown) bool { return c.Left > 0 && c.Left <= p.Last() }

// Late reports whether the promise was broken.
func (c Countdown) Late() bool { return c.Left <= 0 }

// At counts down to the promise as it stands at a moment.
func (p Promises) At(pr Promise, now time.Time) Countdown {
	c := Countdown{Left: p.hours.Between(now, pr.Due)}
	if !pr.Due.After(now) {
		c.Left = -p.hours.Between(pr.Due, now)
	}
	if p.hours.Always() {
		return c
	}
	from, to := p.hours.Span(now)
	c.Paused, c.Turn = !from.Equal(now), to
	if c.Paused {
		c.Turn = from
	}
	return c
}

// AtWork reports whether somebody is at work to keep promises.
func (p Promises) AtWork(now time.Time) bool { return p.hours.Open(now) }

// askedAt is since when the user of a ticket waits for an answer; zero when
// they do not. A ticket that was stored without it tells by its last lines.
func askedAt(t *chat.Ticket) time.Time {
	switch {
	case !t.Open():
		return t.Relapsed
	case !t.Asked.IsZero():
		return t.Asked
	case t.UserAt.After(t.StaffAt):
		return t.UserAt
	case t.State == chat.Waiting:
		return Since(*t)
	}
	return time.Time{}
}

// AwaitsAnswer reports whether the user of a ticket waits for an answer, whoever
// holds it.
func AwaitsAnswer(t chat.Ticket) bool { return !askedAt(&t).IsZero() }

// Order compares tickets as every list of open ones is sorted: those whose
// users wait for an answer come first, the most urgent of them ahead and then
// whoever has waited longest, whether somebody holds the ticket or not.
func Order(a, b chat.Ticket) int {
	x, y := askedAt(&a), askedAt(&b)
	if c := cmp.Compare(b2i(x.IsZero()), b2i(y.IsZero())); c != 0 {
		return c
	}
	if x.IsZero() {
		x, y = a.Opened, b.Opened
	}
	return cmp.Or(cmp.Compare(b.Priority, a.Priority), x.Compare(y), cmp.Compare(a.Number, b.Number))
}
