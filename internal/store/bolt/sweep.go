package bolt

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// sweepStep is how much one transaction of Sweep deletes, so that callers
// never wait long behind it.
const sweepStep = 200

// feedFor is how long the feed remembers a change.
const feedFor = time.Hour

// Forget removes everything about a conversation: state, transcript, waiting
// arrivals and replies, tickets and dead letters. Whoever works on it loses
// the lease.
func (s *Store) Forget(ctx context.Context, name string) error {
	s.soiled.Store(true)
	return change(ctx, s, func(tx *bbolt.Tx) error {
		c, err := load(tx, name)
		if err != nil {
			return err
		}
		if err := c.dropTickets(tx); err != nil {
			return err
		}
		if err := c.exhume(tx); err != nil {
			return err
		}
		return c.erase(tx)
	})
}

// dropTickets deletes the rows of the conversation.
func (c *conv) dropTickets(tx *bbolt.Tx) error {
	for _, n := range c.Tickets {
		if err := dropTicket(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// exhume deletes the dead letters of the conversation.
func (c *conv) exhume(tx *bbolt.Tx) (err error) {
	b, part := tx.Bucket(bDead), []byte{byte(store.Part(c.name))}
	var keys [][]byte
	scan(b, part, nil, func(rest, v []byte) bool {
		var d dead
		if err = json.Unmarshal(v, &d); d.Conv == c.name {
			keys = append(keys, join(part, rest))
		}
		return err == nil
	})
	return drop(b, keys, err)
}

func drop(b *bbolt.Bucket, keys [][]byte, err error) error {
	for i := 0; i < len(keys) && err == nil; i++ {
		err = b.Delete(keys[i])
	}
	return err
}

// erase deletes the conversation itself; tickets and dead letters stay.
func (c *conv) erase(tx *bbolt.Tx) error {
	for _, b := range [][]byte{bInbox, bOut, bLeft, bLine, bMark, bRef, bRefSeq} {
		if err := dropPrefix(tx.Bucket(b), c.key, nil); err != nil {
			return err
		}
	}
	for _, b := range [][]byte{bConv, bState, bRing} {
		if err := tx.Bucket(b).Delete(c.key); err != nil {
			return err
		}
	}
	for _, p := range c.was {
		if err := tx.Bucket(bDue).Delete(dueKey(p, c.name)); err != nil {
			return err
		}
	}
	if err := tx.Bucket(bOld).Delete(join(num(c.Old), []byte(c.name))); err != nil {
		return err
	}
	return tx.Bucket(bFeed).Delete(num(c.Feed))
}

// Sweep deletes what has run out by now: conversations with their tickets,
// closed tickets and
// dead letters past their retention, and keys, locks, paces and blobs that are
// past their time by store.SweepGrace. Of what was deleted the file holds nothing
// afterwards. It also hastens what a clock that was
// ahead has put off. Run it every few minutes.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	ms := s.see(now)
	if err := s.hasten(ctx, ms); err != nil {
		return err
	}
	find := func(tx *bbolt.Tx) (ds []doomed, err error) { return s.doomed(tx, ms) }
	for {
		some, err := view(ctx, s, find)
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return s.scrub()
		}
		s.soiled.Store(true)
		err = change(ctx, s, func(tx *bbolt.Tx) error {
			ds, err := s.doomed(tx, ms)
			for i := 0; i < len(ds) && err == nil; i++ {
				err = s.drop(tx, ds[i], ms)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
}

// doomed is one thing that has run out: a key of a bucket.
type doomed struct {
	bucket []byte
	key    []byte
}

func (s *Store) drop(tx *bbolt.Tx, d doomed, now int64) error {
	switch {
	case bytes.Equal(d.bucket, bOld):
		return s.expire(tx, string(d.key[8:]), now)
	case bytes.Equal(d.bucket, bQueue):
		return dropTicket(tx, unnum(d.key[9:]))
	}
	return tx.Bucket(d.bucket).Delete(d.key)
}

// expire erases a conversation that is past its retention; not one that still
// has something waiting, which a long standstill of the bot may have left.
func (s *Store) expire(tx *bbolt.Tx, name string, now int64) error {
	c, err := load(tx, name)
	if err != nil {
		return err
	}
	if c.Items == 0 && c.Outs == 0 {
		if err := c.dropTickets(tx); err != nil {
			return err
		}
		return c.erase(tx)
	}
	if err := s.touch(tx, c, now); err != nil {
		return err
	}
	return c.save(tx)
}

// orphan reports whether a ticket's conversation is gone.
func orphan(tx *bbolt.Tx, number []byte) bool {
	r, err := store.UnpackRow(tx.Bucket(bRow).Get(number))
	return err == nil && tx.Bucket(bConv).Get(sized(r.Conv)) == nil
}

// doomed lists up to sweepStep things that have run out.
func (s *Store) doomed(tx *bbolt.Tx, now int64) (ds []doomed, err error) {
	add := func(bucket, key []byte) bool {
		ds = append(ds, doomed{bucket, bytes.Clone(key)})
		return len(ds) < sweepStep
	}
	scan(tx.Bucket(bOld), nil, nil, func(k, _ []byte) bool { return unnum(k) <= now && add(bOld, k) })
	scan(tx.Bucket(bQueue), []byte{listClosed}, nil, func(rest, _ []byte) bool {
		return unnum(rest)+s.retention <= now && add(bQueue, join([]byte{listClosed}, rest))
	})
	scan(tx.Bucket(bQueue), []byte{listOpen}, nil, func(rest, _ []byte) bool {
		return !orphan(tx, rest[8:]) || add(bQueue, join([]byte{listOpen}, rest))
	})
	scan(tx.Bucket(bDead), nil, nil, func(k, v []byte) bool {
		var d dead
		if err = json.Unmarshal(v, &d); err != nil {
			return false
		}
		return d.At+s.retention > now || add(bDead, k)
	})
	scan(tx.Bucket(bFeed), nil, nil, func(k, v []byte) bool {
		return unnum(v)+feedFor.Milliseconds() <= now && add(bFeed, k)
	})
	for _, b := range [][]byte{bKV, bLock, bSpent, bBlob} {
		scan(tx.Bucket(b), nil, nil, func(k, v []byte) bool { return !gone(unnum(v), now-store.SweepGrace.Milliseconds()) || add(b, k) })
	}
	scan(tx.Bucket(bPace), nil, nil, func(k, v []byte) bool { return unnum(v)/1000 > now || add(bPace, k) })
	return ds, err
}
