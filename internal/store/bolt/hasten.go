package bolt

import (
	"context"
	"errors"
	"slices"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// afterStep hastens what waits, when the clock was put back.
func (s *Store) afterStep(ctx context.Context, now int64) error {
	if !s.clock.SteppedBack() {
		return nil
	}
	return s.hasten(ctx, now)
}

// hasten makes due soon what a clock that was ahead has put off: arrivals,
// lanes, and leases that nobody ends. Timers stay: they may be far ahead.
func (s *Store) hasten(ctx context.Context, now int64) error {
	latest := store.Latest(now)
	find := func(tx *bbolt.Tx) (names []string, err error) {
		for _, q := range []byte{dueInbox, dueUser, dueDesk} {
			scan(tx.Bucket(bDue), []byte{q}, num(latest+1), func(rest, _ []byte) bool {
				names = append(names, string(rest[8:]))
				return true
			})
		}
		return names, nil
	}
	names, err := view(ctx, s, find)
	for some := range slices.Chunk(names, sweepStep) {
		if err == nil {
			err = change(ctx, s, func(tx *bbolt.Tx) error { return hastenAll(tx, some, latest) })
		}
	}
	return err
}

// hastenAll hastens these conversations, but for those whose record is damaged.
func hastenAll(tx *bbolt.Tx, names []string, latest int64) error {
	for _, name := range names {
		c, err := load(tx, name)
		if errors.Is(err, errRecord) {
			continue
		}
		if err == nil {
			c.hasten(latest)
			err = c.save(tx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hasten puts nothing off beyond latest.
func (c *conv) hasten(latest int64) {
	for _, at := range []*int64{&c.Work.Until, &c.Ready, &c.User.Until, &c.User.Due, &c.User.After, &c.Desk.Until, &c.Desk.Due, &c.Desk.After} {
		*at = min(*at, latest)
	}
}
