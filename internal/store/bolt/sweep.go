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
	for at := (entry{}); ; {
		some, err := view(ctx, s, func(tx *bbolt.Tx) (doomed, error) { return s.doomed(tx, ms, at) })
		if err != nil {
			return err
		}
		if len(some.keys) == 0 {
			return s.scrub()
		}
		s.soiled.Store(true)
		if err := change(ctx, s, func(tx *bbolt.Tx) error { return s.drop(tx, some, ms) }); err != nil {
			return err
		}
		at = some.next
	}
}

// entry is where Sweep stands: what is before it was looked at.
type entry struct {
	list int
	rest []byte // of a key of the list
}

// doomed is some of what has run out, and where to go on.
type doomed struct {
	keys []entry
	next entry
}

// drop deletes what was found, unless it changed since.
func (s *Store) drop(tx *bbolt.Tx, some doomed, now int64) error {
	lists := s.lists(tx, now)
	for _, at := range some.keys {
		l := lists[at.list]
		b, key := tx.Bucket(l.bucket), join(l.prefix, at.rest)
		v := b.Get(key)
		if v == nil {
			continue
		}
		out, _, err := l.out(at.rest, v)
		switch {
		case err != nil || !out:
		case bytes.Equal(l.bucket, bOld):
			err = s.expire(tx, string(key[8:]), now)
		case bytes.Equal(l.bucket, bQueue):
			err = dropTicket(tx, unnum(key[9:]))
		default:
			err = b.Delete(key)
		}
		if err != nil {
			return err
		}
	}
	return nil
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

// list is a part of the store whose entries run out.
type list struct {
	bucket, prefix []byte
	// out reports whether an entry has run out, and whether those behind it may
	// have.
	out func(rest, v []byte) (out, more bool, err error)
}

// lists are all of them, in the order in which Sweep goes through them.
func (s *Store) lists(tx *bbolt.Tx, now int64) []list {
	inOrder := func(until func(rest, v []byte) int64) func(rest, v []byte) (bool, bool, error) {
		return func(rest, v []byte) (bool, bool, error) {
			over := until(rest, v) <= now
			return over, over, nil
		}
	}
	each := func(over func(rest, v []byte) bool) func(rest, v []byte) (bool, bool, error) {
		return func(rest, v []byte) (bool, bool, error) { return over(rest, v), true, nil }
	}
	all := []list{
		{bOld, nil, inOrder(func(k, _ []byte) int64 { return unnum(k) })},
		{bQueue, []byte{listClosed}, inOrder(func(rest, _ []byte) int64 { return unnum(rest) + s.retention })},
		{bQueue, []byte{listOpen}, each(func(rest, _ []byte) bool { return orphan(tx, rest[8:]) })},
		{bDead, nil, func(_, v []byte) (bool, bool, error) {
			var d dead
			err := json.Unmarshal(v, &d)
			return err == nil && d.At+s.retention <= now, true, err
		}},
		{bFeed, nil, inOrder(func(_, v []byte) int64 { return unnum(v) + feedFor.Milliseconds() })},
		{bPace, nil, each(func(_, v []byte) bool { return unnum(v)/1000 <= now })},
	}
	for _, b := range [][]byte{bKV, bLock, bSpent, bBlob} {
		all = append(all, list{b, nil, each(func(_, v []byte) bool { return gone(unnum(v), now-store.SweepGrace.Milliseconds()) })})
	}
	return all
}

// doomed finds up to sweepStep entries that have run out, from a place on.
func (s *Store) doomed(tx *bbolt.Tx, now int64, from entry) (some doomed, err error) {
	lists := s.lists(tx, now)
	for at := from; at.list < len(lists); at = (entry{list: at.list + 1}) {
		l := lists[at.list]
		scan(tx.Bucket(l.bucket), l.prefix, at.rest, func(rest, v []byte) bool {
			var out, more bool
			if out, more, err = l.out(rest, v); err == nil && out {
				some.keys = append(some.keys, entry{at.list, bytes.Clone(rest)})
			}
			return err == nil && more && len(some.keys) < sweepStep
		})
		if n := len(some.keys); err != nil || n >= sweepStep {
			if n > 0 {
				some.next = some.keys[n-1]
			}
			return some, err
		}
	}
	some.next = entry{list: len(lists)}
	return some, nil
}
