package app

import (
	"context"
	"log/slog"
	"time"

	"hotro/internal/obs"
)

// upkeep is what a store needs beside the work.
type upkeep struct {
	store   Store
	metrics *obs.Metrics
	now     func() time.Time
	log     *slog.Logger
}

// sweep drops what is past its time, and puts right at the start what a clock
// that was ahead may have put off.
func (u upkeep) sweep(ctx context.Context) {
	sweep := func() {
		if err := u.store.Sweep(ctx, u.now()); err != nil && ctx.Err() == nil {
			u.log.Error("sweep", "err", err)
		}
	}
	sweep()
	each(ctx, time.Hour, sweep)
}

// gauges keep the depths of the queues up to date.
func (u upkeep) gauges(ctx context.Context) {
	each(ctx, 15*time.Second, func() {
		_, _ = fit(ctx, u.store, u.metrics) // readiness says why
		d, err := u.store.Depth(ctx)
		if err != nil {
			return // the loops that need the store say so
		}
		for q, n := range map[string]int64{"inbox": d.Inbox, "user": d.User, "desk": d.Desk, "dead": d.Dead} {
			u.metrics.Queue.WithLabelValues(q).Set(float64(n))
		}
		u.metrics.Open.Set(float64(d.Open))
	})
}

// fit asks the store whether it takes writes, and shows that to whoever watches
// the metrics.
func fit(ctx context.Context, s Store, m *obs.Metrics) (warnings []string, err error) {
	unfit := 0.0
	if warnings, err = s.Health(ctx); err != nil {
		unfit = 1
	}
	m.Unfit.Set(unfit)
	return warnings, err
}

func each(ctx context.Context, d time.Duration, do func()) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
