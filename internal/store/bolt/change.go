package bolt

import (
	"context"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Load reads a conversation; one that was never committed has Version 0.
func (s *Store) Load(ctx context.Context, name string) (store.Snapshot, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (store.Snapshot, error) {
		c, err := load(tx, name)
		if err != nil {
			return store.Snapshot{}, err
		}
		return c.snapshot(tx), nil
	})
}

// Convs lists every conversation there is, sorted. It reads all their names: for
// commands, and not in a hurry.
func (s *Store) Convs(ctx context.Context) ([]string, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (names []string, err error) {
		scan(tx.Bucket(bConv), nil, nil, func(k, _ []byte) bool {
			names = append(names, string(k[4:]))
			return true
		})
		slices.Sort(names)
		return names, nil
	})
}

func (c *conv) snapshot(tx *bbolt.Tx) store.Snapshot {
	return store.Snapshot{
		Conv: c.name, State: store.Bytes(tx.Bucket(bState).Get(c.key)),
		Version: c.Version, Epoch: c.Epoch, Lines: c.Lines,
	}
}

// Commit writes what a turn decided, whole or not at all, consumes exactly
// the lease's items and frees the lease; the result tells what is due now.
// ErrDone when this commit was written before. ErrFenced when the lease was
// lost, or when somebody else changed the conversation: then the lease is
// given back, the try is not counted and the conversation is due at once.
func (s *Store) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if err := ch.Follows(l.Snapshot); err != nil {
		return store.Committed{}, err
	}
	lane, nonce, spare := store.Asked{Conv: l.Conv, Lane: store.LaneUser}, "", func() {}
	if ch.Hands() {
		nonce, spare = s.asks.Aside(lane)
	}
	ms := s.see(now)
	done, err := update(ctx, s, func(tx *bbolt.Tx) (store.Committed, error) { return s.commitTurn(tx, l, now, ms, ch, nonce) })
	switch {
	case err != nil && ctx.Err() != nil && nonce != "":
		s.asks.Lost(lane, nonce)
	case done.Job == nil:
		spare()
	}
	return done, err
}

// commitTurn is Commit; a nonce asks for the user's lane.
func (s *Store) commitTurn(tx *bbolt.Tx, l store.Lease, now time.Time, ms int64, ch store.Change, nonce string) (done store.Committed, err error) {
	c, err := load(tx, l.Conv)
	if err != nil {
		return done, err
	}
	if err := c.Work.check(l.Token, byCommit); err != nil {
		return done, err
	}
	if c.stale(l.Snapshot) {
		return done, c.yield(tx, ms)
	}
	if err := c.pop(tx, int64(len(l.Items))); err != nil {
		return done, err
	}
	c.Work.end(byCommit)
	c.Work.Tries = 0
	c.left(ms)
	if nonce != "" && c.Outs == 0 && c.User.free(ms) {
		c.User.hold(l.Token, nonce, store.MillisUp(now.Add(ch.Hand)))
		done.Job = store.Handed(l, now, ch, store.Bytes(tx.Bucket(bLeft).Get(c.leftKey(store.LaneUser))))
	}
	if err := s.apply(tx, c, ms, ch); err != nil {
		return store.Committed{}, err
	}
	p := c.places()[0]
	done.More = p.queue != 0 && p.at <= ms
	return done, nil
}

// stale reports whether somebody changed the conversation since the snapshot.
// (The last line also tells one that was forgotten and begun anew.)
func (c *conv) stale(snap store.Snapshot) bool {
	return c.Version != snap.Version || c.Lines != snap.Lines
}

// yield gives back a lease whose turn was overtaken by an Apply.
func (c *conv) yield(tx *bbolt.Tx, now int64) error {
	c.Work.Token, c.Work.Until = 0, 0
	c.Work.Tries = max(0, c.Work.Tries-1)
	if c.Items > 0 {
		c.Ready = now
	}
	if err := c.save(tx); err != nil {
		return err
	}
	return store.ErrFenced
}

// Apply writes a change made outside a turn, whole or not at all. ErrFenced
// when the conversation is no longer at the snapshot's version; ErrDone when
// the id (unless empty) is known to the conversation. A turn that is running
// keeps its lease, and its Commit is refused.
func (s *Store) Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error {
	if err := ch.Follows(snap); err != nil {
		return err
	}
	ms := s.see(now)
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, snap.Conv)
		if err != nil {
			return err
		}
		if id != "" && known(tx, c, id) {
			return store.ErrDone
		}
		if c.stale(snap) {
			return store.ErrFenced
		}
		if id != "" {
			if err := remember(tx, c, id); err != nil {
				return err
			}
		}
		return s.apply(tx, c, ms, ch)
	})
}

// apply writes a change that was found in order, and saves the conversation.
func (s *Store) apply(tx *bbolt.Tx, c *conv, now int64, ch store.Change) error {
	c.Version++
	c.Epoch, c.Wake = ch.Epoch, store.MillisUp(ch.Wake)
	if err := tx.Bucket(bState).Put(c.key, ch.State); err != nil {
		return err
	}
	if err := c.write(tx, ch); err != nil {
		return err
	}
	if err := c.queue(tx, now, ch.Out); err != nil {
		return err
	}
	if ch.Desk {
		c.mark(now, store.MillisUp(ch.After))
	}
	if ch.Row != nil {
		if err := c.ticket(tx, *ch.Row); err != nil {
			return err
		}
	}
	if err := s.touch(tx, c, now); err != nil {
		return err
	}
	return c.save(tx)
}

// queue appends replies to the user lane.
func (c *conv) queue(tx *bbolt.Tx, now int64, outs []store.Out) error {
	if len(outs) > 0 && c.Outs == 0 {
		c.User.Due = now
	}
	for _, o := range outs {
		if err := tx.Bucket(bOut).Put(join(c.key, num(c.OutHead+c.Outs)), o.Pack()); err != nil {
			return err
		}
		c.Outs++
	}
	return nil
}

// mark notes that staff's view is out of date; an earlier mark stands.
func (c *conv) mark(now, after int64) {
	at := max(now, after)
	if c.Desk.Due == 0 || at < c.Desk.Due {
		c.Desk.Due = at
	}
}
