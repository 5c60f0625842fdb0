package bolt

import (
	"bytes"
	"context"
	"slices"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Lists of tickets in bQueue.
const (
	listOpen   = 'o'
	listClosed = 'c'
)

func queueKey(r store.Row) []byte {
	list := byte(listClosed)
	if r.Open {
		list = listOpen
	}
	return join([]byte{list}, num(store.Millis(r.At)), num(r.Number))
}

// ticket writes a row and its place in its list.
func (c *conv) ticket(tx *bbolt.Tx, r store.Row) error {
	rows, queue, k := tx.Bucket(bRow), tx.Bucket(bQueue), num(r.Number)
	if v := rows.Get(k); v != nil {
		old, err := store.UnpackRow(v)
		if err != nil {
			return err
		}
		if err := queue.Delete(queueKey(old)); err != nil {
			return err
		}
	}
	if !slices.Contains(c.Tickets, r.Number) {
		c.Tickets = append(c.Tickets, r.Number)
	}
	if err := rows.Put(k, r.Pack()); err != nil {
		return err
	}
	return queue.Put(queueKey(r), nil)
}

// dropTicket deletes a row that exists.
func dropTicket(tx *bbolt.Tx, number int64) error {
	v := tx.Bucket(bRow).Get(num(number))
	if v == nil {
		return nil
	}
	r, err := store.UnpackRow(v)
	if err != nil {
		return err
	}
	if err := tx.Bucket(bQueue).Delete(queueKey(r)); err != nil {
		return err
	}
	return tx.Bucket(bRow).Delete(num(number))
}

// Row returns a ticket by its number, or ErrNotFound.
func (s *Store) Row(ctx context.Context, number int64) (store.Row, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (store.Row, error) {
		v := tx.Bucket(bRow).Get(num(number))
		if v == nil {
			return store.Row{}, store.ErrNotFound
		}
		return store.UnpackRow(v)
	})
}

// Rows lists up to max tickets: the open ones oldest first, or those that
// ended newest first.
func (s *Store) Rows(ctx context.Context, open bool, max int) ([]store.Row, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (rs []store.Row, err error) {
		c, list := tx.Bucket(bQueue).Cursor(), []byte{listClosed}
		step, k := c.Prev, []byte(nil)
		if open {
			list, step = []byte{listOpen}, c.Next
			k, _ = c.Seek(list)
		} else if k, _ = c.Seek([]byte{listClosed + 1}); k == nil {
			k, _ = c.Last()
		} else {
			k, _ = c.Prev()
		}
		for ; bytes.HasPrefix(k, list) && len(rs) < max && err == nil; k, _ = step() {
			var r store.Row
			r, err = store.UnpackRow(tx.Bucket(bRow).Get(k[9:]))
			rs = append(rs, r)
		}
		return rs, err
	})
}
