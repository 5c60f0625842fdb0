package bolt

import (
	"bytes"
	"context"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// write appends and edits lines, and notes refs.
func (c *conv) write(tx *bbolt.Tx, ch store.Change) error {
	lines := tx.Bucket(bLine)
	for _, l := range ch.Lines {
		if err := lines.Put(join(c.key, num(l.Seq)), l.Body); err != nil {
			return err
		}
		if err := c.deliver(tx, l); err != nil {
			return err
		}
		c.Lines = l.Seq
	}
	for _, l := range ch.Edits {
		k := join(c.key, num(l.Seq))
		if lines.Get(k) == nil {
			continue
		}
		if err := lines.Put(k, l.Body); err != nil {
			return err
		}
		if err := c.deliver(tx, l); err != nil {
			return err
		}
	}
	if err := c.refer(tx, ch.Refs); err != nil {
		return err
	}
	if len(ch.Lines) == 0 {
		return nil
	}
	return c.trim(tx)
}

// deliver notes what became of a line that exists; nil keeps what is known.
func (c *conv) deliver(tx *bbolt.Tx, l store.Entry) error {
	k := join(c.key, num(l.Seq))
	if len(l.Delivery) == 0 || tx.Bucket(bLine).Get(k) == nil {
		return nil
	}
	return tx.Bucket(bMark).Put(k, l.Delivery)
}

// trim drops the lines beyond store.MaxLines, with their marks and refs.
func (c *conv) trim(tx *bbolt.Tx) error {
	limit := num(c.Lines - store.MaxLines + 1)
	for _, name := range [][]byte{bLine, bMark} {
		if err := dropPrefix(tx.Bucket(name), c.key, limit); err != nil {
			return err
		}
	}
	var refs [][]byte
	scan(tx.Bucket(bRefSeq), c.key, nil, func(rest, _ []byte) bool {
		if bytes.Compare(rest, limit) >= 0 {
			return false
		}
		refs = append(refs, bytes.Clone(rest[8:]))
		return true
	})
	for _, r := range refs {
		if err := tx.Bucket(bRef).Delete(join(c.key, r)); err != nil {
			return err
		}
	}
	return dropPrefix(tx.Bucket(bRefSeq), c.key, limit)
}

func (c *conv) refer(tx *bbolt.Tx, refs []store.Ref) error {
	b, bySeq := tx.Bucket(bRef), tx.Bucket(bRefSeq)
	for _, r := range refs {
		if r.Seq <= c.Lines-store.MaxLines {
			continue
		}
		id := join(sized(r.Scope), []byte(r.ID))
		if old := b.Get(join(c.key, id)); old != nil {
			if err := bySeq.Delete(join(c.key, old, id)); err != nil {
				return err
			}
		}
		if err := b.Put(join(c.key, id), num(r.Seq)); err != nil {
			return err
		}
		if err := bySeq.Put(join(c.key, num(r.Seq), id), nil); err != nil {
			return err
		}
	}
	return nil
}

// Lines returns the lines numbered from to to that exist, in order.
func (s *Store) Lines(ctx context.Context, name string, from, to int64) ([]store.Entry, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (ls []store.Entry, err error) {
		key, marks := sized(name), tx.Bucket(bMark)
		scan(tx.Bucket(bLine), key, num(from), func(rest, v []byte) bool {
			seq := unnum(rest)
			if seq > to {
				return false
			}
			ls = append(ls, store.Entry{Seq: seq, Body: store.Bytes(v), Delivery: store.Bytes(marks.Get(join(key, rest)))})
			return true
		})
		return ls, nil
	})
}

// Find returns the line that a platform's message id stands for.
// ErrNotFound when it is not known or the line was dropped.
func (s *Store) Find(ctx context.Context, name, scope, id string) (int64, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (int64, error) {
		v := tx.Bucket(bRef).Get(join(sized(name), sized(scope), []byte(id)))
		if v == nil {
			return 0, store.ErrNotFound
		}
		return unnum(v), nil
	})
}
