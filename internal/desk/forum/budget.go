package forum

import (
	"context"
	"log/slog"
	"time"
)

// Pacer grants places in a steady stream: one every interval, burst at once.
// It returns how long to wait, zero when granted.
type Pacer interface {
	Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (wait time.Duration, err error)
}

// Shared is what all replicas have together.
type Shared interface {
	Pacer
	Values
}

// Rank says how much hurry a message to the group is in.
type Rank int

// The ranks, the least first.
const (
	RankLast Rank = iota // what nobody waits for
	RankSoon             // the tickets of strangers, and what staff may learn later
	RankNow              // what customers or staff wait for
)

// Wish is what somebody wants to send to the group.
type Wish struct {
	Rank   Rank
	Urgent bool  // before all others of its rank
	Ticket int64 // whose place in line it is; 0: for nobody in line
}

// before reports whether a wish comes before another: the higher rank, then
// what is urgent, then the older ticket.
func (w Wish) before(x Wish) bool {
	switch {
	case w.Rank != x.Rank:
		return w.Rank > x.Rank
	case w.Urgent != x.Urgent:
		return w.Urgent
	}
	return w.Ticket < x.Ticket
}

// Pauser keeps a group under a Budget of Paced's quiet for a while, on every
// replica: Telegram's own limit is the whole group's.
func Pauser(p Pacer, key string, perMinute int, now func() time.Time, log *slog.Logger) func(context.Context, time.Duration) {
	if perMinute <= 0 {
		return nil
	}
	return func(ctx context.Context, wait time.Duration) {
		if _, err := p.Pace(ctx, key, now(), wait+time.Minute/4, 1<<20); err != nil {
			log.Error("staff group: the store did not take its pause", "err", err)
		}
	}
}

// Paced is the Budget of a group that may get perMinute messages a minute; 0
// lifts the limit. A quarter may go at once and the rest comes evenly, so that
// no minute ever sees more; lower ranks leave part of the burst to higher ones.
// Who has to wait stands in a line, first come first served by ticket, and what
// is urgent ahead.
func Paced(s Shared, key string, perMinute int, now func() time.Time, log *slog.Logger) Budget {
	if perMinute <= 0 {
		return func(context.Context, Wish) time.Duration { return 0 }
	}
	burst := max(1, perMinute/4)
	every := time.Minute / time.Duration(max(1, perMinute-burst))
	part := map[Rank]int{RankNow: burst, RankSoon: max(1, burst*3/4), RankLast: 1}
	l := line{values: s, key: key + "/line", every: every, now: now}
	return func(ctx context.Context, w Wish) time.Duration {
		wait, err := l.ask(ctx, w, func() (time.Duration, error) { return s.Pace(ctx, key, now(), every, part[w.Rank]) })
		if err != nil {
			log.Error("staff group: cannot read the group's message budget from the store", "err", err)
			return every
		}
		return wait
	}
}
