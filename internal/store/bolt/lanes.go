package bolt

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Next leases up to max lanes that are due, the longest due first. Replies
// said under an older epoch than the conversation's are removed first, and
// their lines' Delivery becomes dropped.
func (s *Store) Next(ctx context.Context, now time.Time, lease time.Duration, max int, dropped []byte) ([]store.Job, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return nil, err
	}
	find := func(tx *bbolt.Tx) ([]spot, error) { return due(tx, ms, max, dueUser, dueDesk), nil }
	// Looking first keeps an idle store from writing.
	spots, err := view(ctx, s, find)
	if err != nil {
		return nil, err
	}
	asked := make([]store.Asked, len(spots))
	for i, p := range spots {
		if asked[i] = (store.Asked{Conv: p.conv, Lane: store.LaneUser}); p.queue == dueDesk {
			asked[i].Lane = store.LaneDesk
		}
	}
	return askAll(ctx, s, s.asks.Next(asked, true, max), func(tx *bbolt.Tx, a store.Asked, nonce string) (store.Job, bool, error) {
		return s.next(tx, a, nonce, ms, store.MillisUp(now.Add(lease)), dropped)
	})
}

// NextOne leases that lane if it is due and nobody holds it.
func (s *Store) NextOne(ctx context.Context, name, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return store.Job{}, false, err
	}
	return one(askAll(ctx, s, []store.Asked{{Conv: name, Lane: lane}}, func(tx *bbolt.Tx, a store.Asked, nonce string) (store.Job, bool, error) {
		return s.next(tx, a, nonce, ms, store.MillisUp(now.Add(lease)), dropped)
	}))
}

// lane returns the lane of that name and its place in what is due.
func (c *conv) lane(name string) (*lane, place, error) {
	switch name {
	case store.LaneUser:
		return &c.User, c.places()[1], nil
	case store.LaneDesk:
		return &c.Desk, c.places()[2], nil
	}
	return nil, place{}, fmt.Errorf("conversation %s: there is no lane %q", c.name, name)
}

func (s *Store) next(tx *bbolt.Tx, asked store.Asked, nonce string, now, until int64, dropped []byte) (j store.Job, ok bool, err error) {
	c, err := load(tx, asked.Conv)
	if err != nil {
		return j, false, err
	}
	l, p, err := c.lane(asked.Lane)
	if err != nil {
		return j, false, err
	}
	open, again := l.open(p, nonce, now)
	if !open {
		return j, false, nil
	}
	j = store.Job{Conv: asked.Conv, Lane: asked.Lane, Epoch: c.Epoch, Taken: store.Moment(now), Until: store.Moment(until)}
	if asked.Lane == store.LaneUser {
		if j.Outs, err = s.window(tx, c, now, dropped); err != nil {
			return store.Job{}, false, err
		}
		if len(j.Outs) == 0 {
			l.Token, l.Until = 0, 0
			return store.Job{}, false, c.save(tx)
		}
	}
	if err := c.hold(tx, &l.work, again, nonce, until); err != nil {
		return j, false, err
	}
	l.Due = 0
	j.Token, j.Tries, j.Progress = l.Token, l.Tries, store.Bytes(tx.Bucket(bLeft).Get(c.leftKey(asked.Lane)))
	return j, true, c.save(tx)
}

func (c *conv) leftKey(lane string) []byte { return join(c.key, []byte(lane)) }

// window reads the first replies of the user lane, having removed those that
// a take-over has overtaken.
func (s *Store) window(tx *bbolt.Tx, c *conv, now int64, dropped []byte) ([]store.Out, error) {
	for {
		outs, err := c.outs(tx, store.Window)
		if err != nil {
			return nil, err
		}
		stale := func(o store.Out) bool { return o.Fence > 0 && o.Fence < c.Epoch }
		var keep []store.Out
		for _, o := range outs {
			if !stale(o) {
				keep = append(keep, o)
			} else if err := c.deliver(tx, store.Entry{Seq: o.Seq, Delivery: dropped}); err != nil {
				return nil, err
			}
		}
		if len(keep) == len(outs) {
			return outs, nil
		}
		if stale(outs[0]) {
			c.User.Tries = 0
			if err := tx.Bucket(bLeft).Delete(c.leftKey(store.LaneUser)); err != nil {
				return nil, err
			}
		}
		if err := c.replace(tx, int64(len(outs)), keep); err != nil {
			return nil, err
		}
		if err := s.touch(tx, c, now); err != nil {
			return nil, err
		}
	}
}

func (c *conv) outs(tx *bbolt.Tx, n int) (outs []store.Out, err error) {
	scan(tx.Bucket(bOut), c.key, num(c.OutHead), func(_, v []byte) bool {
		if len(outs) == n {
			return false
		}
		var o store.Out
		o, err = store.UnpackOut(v)
		outs = append(outs, o)
		return err == nil
	})
	return outs, c.damaged(err)
}

// replace puts keep in the place of the first n replies.
func (c *conv) replace(tx *bbolt.Tx, n int64, keep []store.Out) error {
	if err := c.shift(tx, n); err != nil {
		return err
	}
	for i, o := range keep {
		at := c.OutHead - int64(len(keep)-i)
		if err := tx.Bucket(bOut).Put(join(c.key, num(at)), o.Pack()); err != nil {
			return err
		}
	}
	c.OutHead, c.Outs = c.OutHead-int64(len(keep)), c.Outs+int64(len(keep))
	return nil
}

// shift removes the first n replies.
func (c *conv) shift(tx *bbolt.Tx, n int64) error {
	n = min(n, c.Outs)
	if err := dropPrefix(tx.Bucket(bOut), c.key, num(c.OutHead+n)); err != nil {
		return err
	}
	c.OutHead, c.Outs = c.OutHead+n, c.Outs-n
	return nil
}

// Check is asked right before a send: it returns the conversation's epoch, or
// ErrFenced when the lane was lost.
func (s *Store) Check(ctx context.Context, j store.Job) (epoch int64, err error) {
	return view(ctx, s, func(tx *bbolt.Tx) (int64, error) {
		c, err := load(tx, j.Conv)
		if err != nil {
			return 0, err
		}
		return c.Epoch, c.holds(j)
	})
}

func (c *conv) holds(j store.Job) error {
	l, _, err := c.lane(j.Lane)
	if err == nil && (j.Token <= 0 || l.Token != j.Token) {
		err = store.ErrFenced
	}
	return err
}

// Renew keeps the lane until a later time. ErrFenced when it was lost.
func (s *Store) Renew(ctx context.Context, j store.Job, until time.Time) error {
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, j.Conv)
		if err != nil {
			return err
		}
		if err := c.holds(j); err != nil {
			return err
		}
		l, _, _ := c.lane(j.Lane)
		l.Until = store.MillisUp(until)
		return c.save(tx)
	})
}

// Settle writes what became of the job and frees the lane; more tells that it
// is due again. ErrDone when this was written before, ErrFenced when the lane
// was lost. Progress of a reply that left the user lane goes with it.
func (s *Store) Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (more bool, err error) {
	ms := s.see(now)
	return update(ctx, s, func(tx *bbolt.Tx) (bool, error) {
		c, err := load(tx, j.Conv)
		if err != nil {
			return false, err
		}
		l, _, err := c.lane(j.Lane)
		if err != nil {
			return false, err
		}
		if err := l.check(j.Token, bySettle); err != nil {
			return false, err
		}
		if err := s.settle(tx, c, l, j, ms, o); err != nil {
			return false, err
		}
		_, p, err := c.lane(j.Lane)
		return p.queue != 0 && p.at <= ms, err
	})
}

func (s *Store) settle(tx *bbolt.Tx, c *conv, l *lane, j store.Job, now int64, o store.Settlement) error {
	gone, err := c.finish(tx, j, now, o)
	if err != nil {
		return err
	}
	l.end(bySettle)
	if gone {
		l.Tries = 0
	}
	switch {
	case o.Count && gone:
		l.Tries = 1
	case !o.Count && !gone:
		l.Tries = max(0, l.Tries-1)
	}
	l.After = store.MillisUp(o.Again)
	if j.Lane == store.LaneUser || !gone {
		l.Due = now
	}
	if err := c.leave(tx, j.Lane, gone, o.Progress); err != nil {
		return err
	}
	if o.Desk {
		c.mark(now, 0)
	}
	for _, m := range o.Marks {
		if err := c.deliver(tx, m); err != nil {
			return err
		}
	}
	if err := c.refer(tx, o.Refs); err != nil {
		return err
	}
	if err := s.touch(tx, c, now); err != nil {
		return err
	}
	return c.save(tx)
}

// finish removes from the lane what the outcome says is over, and reports
// whether that was anything.
func (c *conv) finish(tx *bbolt.Tx, j store.Job, now int64, o store.Settlement) (gone bool, err error) {
	d := dead{Conv: j.Conv, Queue: j.Lane, At: now, Reason: o.Dead}
	switch {
	case j.Lane == store.LaneDesk && o.Dead != "":
		return true, bury(tx, d)
	case j.Lane == store.LaneDesk:
		return o.Sent > 0, nil
	}
	if err := c.shift(tx, int64(max(o.Sent, 0))); err != nil || o.Dead == "" || c.Outs == 0 {
		return o.Sent > 0, err
	}
	d.Value = bytes.Clone(tx.Bucket(bOut).Get(join(c.key, num(c.OutHead))))
	if err := bury(tx, d); err != nil {
		return true, err
	}
	return true, c.shift(tx, 1)
}

// leave keeps, replaces or clears the lane's progress.
func (c *conv) leave(tx *bbolt.Tx, lane string, gone bool, progress []byte) error {
	b, k := tx.Bucket(bLeft), c.leftKey(lane)
	switch {
	case len(progress) > 0:
		return b.Put(k, progress)
	case progress != nil, gone && lane == store.LaneUser:
		return b.Delete(k)
	}
	return nil
}
