package bolt

import (
	"context"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Restore writes one thing that was saved, into a store that holds none of it
// and that nobody uses yet. What has ended by now is left out.
func (s *Store) Restore(ctx context.Context, now time.Time, one store.Saved) error {
	ms := s.see(now)
	if v := one.Value; v != nil {
		if gone(v.Until, ms) {
			return nil
		}
		_, err := s.Swap(ctx, v.Key, 0, v.Bytes(), v.Left(now), now)
		return err
	}
	return change(ctx, s, func(tx *bbolt.Tx) error {
		switch {
		case one.Conv != nil && !one.Conv.Over(ms):
			return s.restoreConv(tx, ms, *one.Conv)
		case one.Dead != nil:
			d := one.Dead
			return bury(tx, dead{Conv: d.Conv, Queue: d.Queue, Reason: d.Reason, At: d.At, Value: d.Value})
		case one.Blob != nil:
			return restoreBlob(tx, ms, *one.Blob)
		case one.Count != nil:
			return tx.Bucket(bCount).Put(sized(one.Count.Key), num(one.Count.N))
		}
		return nil
	})
}

func restoreBlob(tx *bbolt.Tx, now int64, one store.SavedBlob) error {
	_, until, err := store.UnpackBlob(one.File)
	if err != nil || gone(until, now) {
		return err
	}
	return tx.Bucket(bBlob).Put([]byte(one.ID), join(num(until), one.File))
}

func (s *Store) restoreConv(tx *bbolt.Tx, now int64, one store.SavedConv) error {
	c, err := load(tx, one.Name)
	if err != nil {
		return err
	}
	c.Version, c.Epoch, c.Lines, c.Wake = one.Version, one.Epoch, one.Last, one.Wake
	c.User.After, c.Desk.After, c.Desk.Due = one.User.NotBefore, one.Desk.NotBefore, one.DeskDue
	if one.State != nil {
		if err := tx.Bucket(bState).Put(c.key, one.State); err != nil {
			return err
		}
	}
	if err := tx.Bucket(bRing).Put(c.key, one.Ring); err != nil {
		return err
	}
	for _, it := range one.Items {
		if err := c.push(tx, it.Pack(), one.Ready); err != nil {
			return err
		}
	}
	if err := c.queue(tx, 1, one.Outs); err != nil {
		return err
	}
	for name, l := range map[string]store.Laid{store.LaneUser: one.User, store.LaneDesk: one.Desk} {
		if err := c.leave(tx, name, false, l.Progress); err != nil {
			return err
		}
	}
	if err := c.restoreRecord(tx, one); err != nil {
		return err
	}
	c.Old = one.Ends
	if err := tx.Bucket(bOld).Put(join(num(c.Old), []byte(c.name)), nil); err != nil {
		return err
	}
	if err := c.announce(tx, now); err != nil {
		return err
	}
	return c.save(tx)
}

// restoreRecord writes the transcript and the tickets.
func (c *conv) restoreRecord(tx *bbolt.Tx, one store.SavedConv) error {
	for _, l := range one.Lines {
		if err := tx.Bucket(bLine).Put(join(c.key, num(l.Seq)), l.Body); err != nil {
			return err
		}
		if err := c.deliver(tx, l); err != nil {
			return err
		}
	}
	if err := c.refer(tx, one.Refs); err != nil {
		return err
	}
	for _, row := range one.Rows {
		if err := c.ticket(tx, row); err != nil {
			return err
		}
	}
	return nil
}
