package bolt

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Save gives f all that is kept, as of one moment, while everything goes on:
// values first and counts last, as redis does. Locks and paces are not saved.
// It reads a copy of the file, so that nobody waits for an f that takes its time:
// for as long as it runs, the folder holds the store twice.
func (s *Store) Save(ctx context.Context, f func(store.Saved) error) error {
	s.saving.Lock()
	defer s.saving.Unlock()
	c, err := s.copy(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.save(ctx, f), c.db.Close())
}

// copyOf names the copy of a file that Save reads.
func copyOf(path string) string { return path + ".saving" }

// copy is the store as of one moment, to be read and closed. Its file has no name
// any more when it returns: nothing of it is left behind, whatever happens.
func (s *Store) copy(ctx context.Context) (*Store, error) {
	path := copyOf(s.path)
	_, err := view(ctx, s, func(tx *bbolt.Tx) (struct{}, error) { return struct{}{}, tx.CopyFile(path, 0o600) })
	if err != nil {
		return nil, errors.Join(err, dropCopy(path))
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: lockFor})
	if err := errors.Join(err, dropCopy(path)); err != nil {
		return nil, errors.Join(diagnose(path, err), closed(db))
	}
	return &Store{db: db, path: path, retention: s.retention}, nil
}

func closed(db *bbolt.DB) error {
	if db == nil {
		return nil
	}
	return db.Close()
}

// dropCopy deletes a copy; that there is none is fine.
func dropCopy(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (s *Store) save(ctx context.Context, f func(store.Saved) error) error {
	_, err := view(ctx, s, func(tx *bbolt.Tx) (struct{}, error) {
		for _, part := range []func(*bbolt.Tx, func(store.Saved) error) error{saveValues, saveBlobs, s.saveConvs, saveDead, saveCounts} {
			if err := part(tx, func(one store.Saved) error { return cmp.Or(ctx.Err(), f(one)) }); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}

// every gives f the keys of a bucket, until one fails.
func every(b *bbolt.Bucket, f func(k, v []byte) error) (err error) {
	scan(b, nil, nil, func(k, v []byte) bool {
		err = f(k, v)
		return err == nil
	})
	return err
}

func saveValues(tx *bbolt.Tx, f func(store.Saved) error) error {
	return every(tx.Bucket(bKV), func(k, v []byte) error {
		val := readValue(v)
		return f(store.Saved{Value: &store.SavedValue{Key: string(k[4:]), Until: val.until, Value: val.body}})
	})
}

func saveBlobs(tx *bbolt.Tx, f func(store.Saved) error) error {
	return every(tx.Bucket(bBlob), func(k, v []byte) error {
		return f(store.Saved{Blob: &store.SavedBlob{ID: string(k), File: store.Bytes(v[8:])}})
	})
}

func saveCounts(tx *bbolt.Tx, f func(store.Saved) error) error {
	return every(tx.Bucket(bCount), func(k, v []byte) error {
		return f(store.Saved{Count: &store.SavedCount{Key: string(k[4:]), N: unnum(v)}})
	})
}

func saveDead(tx *bbolt.Tx, f func(store.Saved) error) error {
	return every(tx.Bucket(bDead), func(_, v []byte) error {
		var d dead
		if err := json.Unmarshal(v, &d); err != nil {
			return err
		}
		return f(store.Saved{Dead: &store.SavedDead{Conv: d.Conv, Queue: d.Queue, Reason: d.Reason, At: d.At, Value: d.Value}})
	})
}

func (s *Store) saveConvs(tx *bbolt.Tx, f func(store.Saved) error) error {
	return every(tx.Bucket(bConv), func(k, _ []byte) error {
		c, err := load(tx, string(k[4:]))
		if err != nil {
			return err
		}
		one, err := c.saved(tx)
		if err != nil {
			return c.damaged(err)
		}
		return f(store.Saved{Conv: one})
	})
}

// SaveConv is one conversation as Save gives it; ErrNotFound when nothing of it
// is kept.
func (s *Store) SaveConv(ctx context.Context, name string) (*store.SavedConv, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (*store.SavedConv, error) {
		c, err := load(tx, name)
		if err == nil && tx.Bucket(bConv).Get(c.key) == nil {
			err = store.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		one, err := c.saved(tx)
		return one, c.damaged(err)
	})
}

func (c *conv) saved(tx *bbolt.Tx) (*store.SavedConv, error) {
	one := &store.SavedConv{
		Name: c.name, State: store.Bytes(tx.Bucket(bState).Get(c.key)), Version: c.Version, Epoch: c.Epoch, Last: c.Lines,
		Ring: store.Bytes(tx.Bucket(bRing).Get(c.key)), Ready: c.Ready, Wake: c.Wake, DeskDue: c.Desk.Due, Ends: c.Old,
		User: c.laid(tx, store.LaneUser, c.User), Desk: c.laid(tx, store.LaneDesk, c.Desk),
	}
	if c.Items > 0 {
		one.Ready = max(one.Ready, 1)
	}
	if c.Desk.Token != 0 { // being shown: it is to be shown again
		one.DeskDue = max(one.DeskDue, 1)
	}
	var err error
	if one.Items, err = items(tx, c, int(c.Items)); err != nil {
		return nil, err
	}
	if one.Outs, err = c.outs(tx, int(c.Outs)); err != nil {
		return nil, err
	}
	marks := tx.Bucket(bMark)
	scan(tx.Bucket(bLine), c.key, nil, func(rest, v []byte) bool {
		one.Lines = append(one.Lines, store.Entry{Seq: unnum(rest), Body: store.Bytes(v), Delivery: store.Bytes(marks.Get(join(c.key, rest)))})
		return true
	})
	scan(tx.Bucket(bRef), c.key, nil, func(rest, v []byte) bool {
		scope, id := unsized(rest)
		one.Refs = append(one.Refs, store.Ref{Scope: scope, ID: id, Seq: unnum(v)})
		return true
	})
	for _, n := range c.Tickets {
		if v := tx.Bucket(bRow).Get(num(n)); v != nil {
			row, err := store.UnpackRow(v)
			if err != nil {
				return nil, err
			}
			one.Rows = append(one.Rows, row)
		}
	}
	return one, nil
}

func (c *conv) laid(tx *bbolt.Tx, name string, l lane) store.Laid {
	return store.Laid{NotBefore: l.After, Progress: store.Bytes(tx.Bucket(bLeft).Get(c.leftKey(name)))}
}
