package bolt

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Put stores an arrival durably, once: it.ID must be unique in the
// conversation, and the last store.Ring of them are remembered; fresh is
// false for one that is known. The conversation may be taken at ready, or
// earlier when it was due earlier. ErrFull when store.MaxInbox are waiting.
func (s *Store) Put(ctx context.Context, name string, it store.Item, ready time.Time) (fresh bool, err error) {
	now := s.see(it.At)
	// Who writes line upon line makes others wait for the disk no more than one
	// who writes a line: what is not to be read yet goes with what others write.
	unhurried := ready.Sub(it.At) > 2*company
	return together(ctx, s, unhurried, func(tx *bbolt.Tx) (bool, error) {
		c, fresh, err := put(tx, name, it, ready)
		if err != nil || !fresh {
			return false, err
		}
		if err := s.touch(tx, c, now); err != nil {
			return false, err
		}
		return true, c.save(tx)
	})
}

// put adds an arrival that is not known; the conversation is not saved.
func put(tx *bbolt.Tx, name string, it store.Item, ready time.Time) (c *conv, fresh bool, err error) {
	c, err = load(tx, name)
	if err != nil || known(tx, c, it.ID) {
		return nil, false, err
	}
	if c.Items >= store.MaxInbox {
		return nil, false, store.ErrFull
	}
	if err := remember(tx, c, it.ID); err != nil {
		return nil, false, err
	}
	return c, true, c.push(tx, it.Pack(), store.MillisUp(ready))
}

// PutTake is Put at once, and TakeOne in the same step when nobody is at work on
// the conversation and nothing but this arrival is due in it; else l is nil.
func (s *Store) PutTake(ctx context.Context, name string, it store.Item, lease time.Duration) (fresh bool, l *store.Lease, err error) {
	asked, now := store.Asked{Conv: name}, s.see(it.At)
	nonce, spare := s.asks.Aside(asked)
	out, err := update(ctx, s, func(tx *bbolt.Tx) (handed, error) {
		c, fresh, err := put(tx, name, it, time.Time{})
		if err != nil || !fresh {
			return handed{}, err
		}
		if c.Items > 1 || c.Work.Token != 0 || c.Work.Tries > 0 || c.Wake != 0 && c.Wake <= now {
			if err := s.touch(tx, c, now); err != nil {
				return handed{}, err
			}
			return handed{fresh: true}, c.save(tx)
		}
		given := store.Leased(name, it, lease)
		if err := c.hold(tx, &c.Work, false, nonce, store.MillisUp(it.At.Add(lease))); err != nil {
			return handed{}, err
		}
		c.Ready = 0
		given.Snapshot, given.Token = c.snapshot(tx), c.Work.Token
		if err := s.keepFor(tx, c, now); err != nil { // the feed hears of it by whatever ends the lease
			return handed{}, err
		}
		return handed{fresh: true, lease: given}, c.save(tx)
	})
	switch {
	case err != nil && ctx.Err() != nil:
		s.asks.Lost(asked, nonce)
	case out.lease == nil:
		spare()
	}
	return out.fresh, out.lease, err
}

// handed is what PutTake made of an arrival.
type handed struct {
	fresh bool
	lease *store.Lease // nil where it waits
}

// push appends a packed item that may be taken at ready.
func (c *conv) push(tx *bbolt.Tx, item []byte, ready int64) error {
	if c.Ready == 0 || ready < c.Ready {
		c.Ready = max(ready, 1)
	}
	at := c.Head + c.Items
	c.Items++
	return tx.Bucket(bInbox).Put(join(c.key, num(at)), item)
}

func known(tx *bbolt.Tx, c *conv, id string) bool {
	print := store.Print(id)
	for p := range slices.Chunk(tx.Bucket(bRing).Get(c.key), store.PrintSize) {
		if bytes.Equal(p, print) {
			return true
		}
	}
	return false
}

func remember(tx *bbolt.Tx, c *conv, id string) error {
	b := tx.Bucket(bRing)
	ring := append(slices.Clone(b.Get(c.key)), store.Print(id)...)
	return b.Put(c.key, ring[max(0, len(ring)-store.Ring*store.PrintSize):])
}

// Take leases up to max conversations that have work due, the longest due
// first: arrivals, a timer, or a lease that ran out.
func (s *Store) Take(ctx context.Context, now time.Time, lease time.Duration, max int) ([]store.Lease, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return nil, err
	}
	find := func(tx *bbolt.Tx) ([]spot, error) { return due(tx, ms, max, dueInbox, dueTimer), nil }
	// Looking first keeps an idle store from writing.
	spots, err := view(ctx, s, find)
	if err != nil {
		return nil, err
	}
	asked := make([]store.Asked, len(spots))
	for i, p := range spots {
		asked[i] = store.Asked{Conv: p.conv}
	}
	return askAll(ctx, s, s.asks.Next(asked, false, max), func(tx *bbolt.Tx, a store.Asked, nonce string) (store.Lease, bool, error) {
		return take(tx, a.Conv, nonce, ms, store.MillisUp(now.Add(lease)))
	})
}

// TakeOne leases that conversation if it has work due and nobody holds it.
func (s *Store) TakeOne(ctx context.Context, name string, now time.Time, lease time.Duration) (store.Lease, bool, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return store.Lease{}, false, err
	}
	return one(askAll(ctx, s, []store.Asked{{Conv: name}}, func(tx *bbolt.Tx, _ store.Asked, nonce string) (store.Lease, bool, error) {
		return take(tx, name, nonce, ms, store.MillisUp(now.Add(lease)))
	}))
}

// spot is a conversation found due.
type spot struct {
	conv  string
	queue byte
	at    int64
}

// due lists what is due in the queues, the longest due first.
func due(tx *bbolt.Tx, now int64, max int, queues ...byte) (ps []spot) {
	for _, q := range queues {
		n := 0
		scan(tx.Bucket(bDue), []byte{q}, nil, func(rest, _ []byte) bool {
			if at := unnum(rest); at <= now && n < max {
				ps, n = append(ps, spot{string(rest[8:]), q, at}), n+1
				return true
			}
			return false
		})
	}
	slices.SortStableFunc(ps, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conv, b.conv))
	})
	return ps[:min(len(ps), max)]
}

func take(tx *bbolt.Tx, name, nonce string, now, until int64) (l store.Lease, ok bool, err error) {
	c, err := load(tx, name)
	if err != nil {
		return l, false, err
	}
	open, again := c.Work.open(c.places()[0], nonce, now)
	if !open {
		return l, false, nil
	}
	if err := c.hold(tx, &c.Work, again, nonce, until); err != nil {
		return l, false, err
	}
	give, timer := store.Give(int(c.Items), c.Work.Tries)
	if give == int(c.Items) {
		c.Ready = 0
	}
	l = store.Lease{
		Snapshot: c.snapshot(tx), Token: c.Work.Token, Tries: c.Work.Tries, Until: store.Moment(until),
		Due: timer && c.Wake != 0 && c.Wake <= now,
	}
	if l.Items, err = items(tx, c, give); err != nil {
		return l, false, err
	}
	return l, true, c.save(tx)
}

func items(tx *bbolt.Tx, c *conv, n int) (its []store.Item, err error) {
	scan(tx.Bucket(bInbox), c.key, num(c.Head), func(_, v []byte) bool {
		if len(its) == n {
			return false
		}
		var it store.Item
		it, err = store.UnpackItem(v)
		its = append(its, it)
		return err == nil
	})
	return its, c.damaged(err)
}

// pop removes the first n items.
func (c *conv) pop(tx *bbolt.Tx, n int64) error {
	n = min(n, c.Items)
	if err := dropPrefix(tx.Bucket(bInbox), c.key, num(c.Head+n)); err != nil {
		return err
	}
	c.Head, c.Items = c.Head+n, c.Items-n
	return nil
}

// left makes the items that stay behind due: at once, unless they came while
// the lease ran and are waited for.
func (c *conv) left(now int64) {
	if c.Items == 0 {
		c.Ready = 0
	} else if c.Ready == 0 {
		c.Ready = now
	}
}

// Extend keeps the lease until a later time. ErrFenced when it was lost.
func (s *Store) Extend(ctx context.Context, l store.Lease, until time.Time) error {
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, l.Conv)
		if err != nil {
			return err
		}
		if l.Token <= 0 || c.Work.Token != l.Token {
			return store.ErrFenced
		}
		c.Work.Until = store.MillisUp(until)
		return c.save(tx)
	})
}

// Release gives the lease back with nothing consumed; the conversation may be
// taken again at that time. The tries stay counted as the lease says: whoever
// gives it back for no fault of its items lowers them.
func (s *Store) Release(ctx context.Context, l store.Lease, at time.Time) error {
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, l.Conv)
		if err != nil {
			return err
		}
		if err := c.Work.check(l.Token, byRelease); err != nil {
			return err
		}
		c.Work.end(byRelease)
		c.Work.Tries = max(0, l.Tries)
		ready := max(store.MillisUp(at), 1)
		if c.Items > 0 {
			c.Ready = ready
		}
		if l.Due && c.Wake != 0 && c.Wake < ready {
			c.Wake = ready
		}
		return c.save(tx)
	})
}

// Bury moves the first item of the lease to the dead letters, or its timer
// when it holds no item, and frees the lease.
func (s *Store) Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error {
	ms := s.see(now)
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, l.Conv)
		if err != nil {
			return err
		}
		if err := c.Work.check(l.Token, byBury); err != nil {
			return err
		}
		d := dead{Conv: l.Conv, Queue: store.Timer, At: ms, Reason: reason}
		if len(l.Items) > 0 && c.Items > 0 {
			d.Queue = store.Inbox
			d.Value = bytes.Clone(tx.Bucket(bInbox).Get(join(c.key, num(c.Head))))
			if err := c.pop(tx, 1); err != nil {
				return err
			}
		} else {
			c.Wake = 0
		}
		if err := bury(tx, d); err != nil {
			return err
		}
		c.Work.end(byBury)
		c.Work.Tries = 0
		c.left(ms)
		if err := s.touch(tx, c, ms); err != nil {
			return err
		}
		return c.save(tx)
	})
}
