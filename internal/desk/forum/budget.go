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
// no minute ever sees more; non-urgent requests leave part of the burst to
// urgent ones.
func Paced(p Pacer, key string, perMinute int, now func() time.Time, log *slog.Logger) Budget {
	if perMinute <= 0 {
		return func(context.Context, bool) time.Duration { return 0 }
	}
	burst := max(1, perMinute/4)
	every := time.Minute / time.Duration(max(1, perMinute-burst))
	return func(ctx context.Context, urgent bool) time.Duration {
		b := burst
		if !urgent {
			b = max(1, burst/2)
		}
		wait, err := p.Pace(ctx, key, now(), every, b)
		if err != nil {
			log.Error("staff group: cannot read the group's message budget from the store", "err", err)
			return every
		}
		return wait
	}
}
