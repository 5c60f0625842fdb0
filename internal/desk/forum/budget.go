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

// Rank says how much hurry a message to the group is in.
type Rank int

// The ranks, the least first.
const (
	RankLast Rank = iota // ornaments on the tickets of strangers
	RankSoon             // ornaments, and the tickets of strangers
	RankNow              // what customers or staff wait for
)

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
// no minute ever sees more; lower ranks leave part of the burst to higher ones,
// so that whatever waits there, who comes first finds some of it.
func Paced(p Pacer, key string, perMinute int, now func() time.Time, log *slog.Logger) Budget {
	if perMinute <= 0 {
		return func(context.Context, Rank) time.Duration { return 0 }
	}
	burst := max(1, perMinute/4)
	every := time.Minute / time.Duration(max(1, perMinute-burst))
	part := map[Rank]int{RankNow: burst, RankSoon: max(1, burst/2), RankLast: 1}
	return func(ctx context.Context, rank Rank) time.Duration {
		wait, err := p.Pace(ctx, key, now(), every, part[rank])
		if err != nil {
			log.Error("staff group: cannot read the group's message budget from the store", "err", err)
			return every
		}
		return wait
	}
}
