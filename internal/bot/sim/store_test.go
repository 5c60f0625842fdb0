package sim

import (
	"context"
	"time"

	"hotro/internal/bot"
	"hotro/internal/channels"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// Store is all that the program asks of a store in the simulation.
type Store interface {
	bot.Inbox
	bot.Reception
	bot.Work
	bot.Keeper
	bot.Memory
	desk.Store
	channels.Lanes
	channels.Gate
	channels.Keeper
}

// tracedStore is the way from a process to the store: every call is a step, and what
// takes effect is entered in the ledger.
type tracedStore struct {
	p *proc
	s Store
}

// call is a step that answers.
func call[T any](ctx context.Context, p *proc, op, conv string, do func(context.Context) (T, error)) (T, error) {
	var zero, out T
	err := p.step(ctx, op, conv, func(ctx context.Context) (err error) {
		out, err = do(ctx)
		return err
	})
	if err != nil {
		return zero, err
	}
	return out, nil
}

// change is a step without an answer.
func change(ctx context.Context, p *proc, op, conv string, do func(context.Context) error) error {
	return p.step(ctx, op, conv, do)
}

// found is an answer that may be none.
type found[T any] struct {
	it T
	ok bool
}

func (s *tracedStore) Put(ctx context.Context, conv string, it store.Item, ready time.Time) (bool, error) {
	s.p.w.ledger.offered(conv, it)
	return call(ctx, s.p, "put", conv, func(ctx context.Context) (bool, error) {
		fresh, err := s.s.Put(ctx, conv, it, ready)
		if err == nil {
			s.p.w.ledger.stored(conv, it)
		}
		return fresh, err
	})
}

func (s *tracedStore) PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (bool, *store.Lease, error) {
	s.p.w.ledger.offered(conv, it)
	f, err := call(ctx, s.p, "put", conv, func(ctx context.Context) (f found[*store.Lease], err error) {
		if f.ok, f.it, err = s.s.PutTake(ctx, conv, it, lease); err == nil {
			s.p.w.ledger.stored(conv, it)
		}
		return f, err
	})
	return f.ok, f.it, err
}

func (s *tracedStore) Take(ctx context.Context, now time.Time, lease time.Duration, max int) ([]store.Lease, error) {
	return call(ctx, s.p, "take", "", func(ctx context.Context) ([]store.Lease, error) { return s.s.Take(ctx, now, lease, max) })
}

func (s *tracedStore) TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error) {
	f, err := call(ctx, s.p, "take", conv, func(ctx context.Context) (f found[store.Lease], err error) {
		f.it, f.ok, err = s.s.TakeOne(ctx, conv, now, lease)
		return f, err
	})
	return f.it, f.ok, err
}

func (s *tracedStore) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	return call(ctx, s.p, "commit", l.Conv, func(ctx context.Context) (store.Committed, error) {
		epoch, at := s.p.w.ledger.epoch(l.Conv), s.p.w.ledger.now()
		done, err := s.s.Commit(ctx, l, now, ch)
		if err == nil {
			s.p.w.ledger.changed(l.Snapshot, ch, epoch)
		}
		if err == nil && done.Job != nil {
			s.p.w.ledger.looked(s.p, *done.Job, at)
		}
		return done, err
	})
}

func (s *tracedStore) Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error {
	return change(ctx, s.p, "apply", snap.Conv, func(ctx context.Context) error {
		epoch := s.p.w.ledger.epoch(snap.Conv)
		err := s.s.Apply(ctx, snap, now, id, ch)
		if err == nil {
			s.p.w.ledger.changed(snap, ch, epoch)
		}
		return err
	})
}

func (s *tracedStore) Release(ctx context.Context, l store.Lease, at time.Time) error {
	return change(ctx, s.p, "release", l.Conv, func(ctx context.Context) error { return s.s.Release(ctx, l, at) })
}

func (s *tracedStore) Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error {
	return change(ctx, s.p, "bury", l.Conv, func(ctx context.Context) error { return s.s.Bury(ctx, l, now, reason) })
}

func (s *tracedStore) Extend(ctx context.Context, l store.Lease, until time.Time) error {
	return change(ctx, s.p, "extend", l.Conv, func(ctx context.Context) error { return s.s.Extend(ctx, l, until) })
}

func (s *tracedStore) Renew(ctx context.Context, j store.Job, until time.Time) error {
	return change(ctx, s.p, "renew", j.Conv, func(ctx context.Context) error { return s.s.Renew(ctx, j, until) })
}

func (s *tracedStore) Load(ctx context.Context, conv string) (store.Snapshot, error) {
	return call(ctx, s.p, "load", conv, func(ctx context.Context) (store.Snapshot, error) { return s.s.Load(ctx, conv) })
}

func (s *tracedStore) Find(ctx context.Context, conv, scope, id string) (int64, error) {
	return call(ctx, s.p, "find", conv, func(ctx context.Context) (int64, error) { return s.s.Find(ctx, conv, scope, id) })
}

func (s *tracedStore) Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error) {
	return call(ctx, s.p, "lines", conv, func(ctx context.Context) ([]store.Entry, error) { return s.s.Lines(ctx, conv, from, to) })
}

func (s *tracedStore) Count(ctx context.Context, key string) (int64, error) {
	return call(ctx, s.p, "count", "", func(ctx context.Context) (int64, error) { return s.s.Count(ctx, key) })
}

func (s *tracedStore) Row(ctx context.Context, number int64) (store.Row, error) {
	return call(ctx, s.p, "row", "", func(ctx context.Context) (store.Row, error) { return s.s.Row(ctx, number) })
}

func (s *tracedStore) Rows(ctx context.Context, open bool, n int) ([]store.Row, error) {
	return call(ctx, s.p, "rows", "", func(ctx context.Context) ([]store.Row, error) { return s.s.Rows(ctx, open, n) })
}

func (s *tracedStore) Next(ctx context.Context, now time.Time, lease time.Duration, max int, dropped []byte) ([]store.Job, error) {
	return call(ctx, s.p, "next", "", func(ctx context.Context) ([]store.Job, error) {
		at := s.p.w.ledger.now()
		jobs, err := s.s.Next(ctx, now, lease, max, dropped)
		for _, j := range jobs {
			s.p.w.ledger.looked(s.p, j, at)
		}
		return jobs, err
	})
}

func (s *tracedStore) NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error) {
	f, err := call(ctx, s.p, "next", conv, func(ctx context.Context) (f found[store.Job], err error) {
		at := s.p.w.ledger.now()
		if f.it, f.ok, err = s.s.NextOne(ctx, conv, lane, now, lease, dropped); err == nil && f.ok {
			s.p.w.ledger.looked(s.p, f.it, at)
		}
		return f, err
	})
	return f.it, f.ok, err
}

func (s *tracedStore) Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (bool, error) {
	return call(ctx, s.p, "settle", j.Conv, func(ctx context.Context) (bool, error) {
		more, err := s.s.Settle(ctx, j, now, o)
		if err == nil {
			s.p.w.ledger.settled(j, o)
		}
		return more, err
	})
}

func (s *tracedStore) Check(ctx context.Context, j store.Job) (int64, error) {
	return call(ctx, s.p, "check", j.Conv, func(ctx context.Context) (int64, error) {
		s.p.w.ledger.looked(s.p, j, s.p.w.ledger.now())
		return s.s.Check(ctx, j)
	})
}

func (s *tracedStore) Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (time.Duration, error) {
	return call(ctx, s.p, "pace", "", func(ctx context.Context) (time.Duration, error) { return s.s.Pace(ctx, key, now, every, burst) })
}
