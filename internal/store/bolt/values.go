package bolt

import (
	"context"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// value is what stands under a key.
type value struct {
	until, version int64
	body           []byte
}

func readValue(v []byte) (out value) {
	if len(v) < 16 {
		return value{}
	}
	return value{unnum(v), unnum(v[8:]), store.Bytes(v[16:])}
}

func (v value) pack() []byte { return join(num(v.until), num(v.version), v.body) }

// gone reports whether something that ends at until has ended.
func gone(until, now int64) bool { return until != 0 && until <= now }

// Get returns the value of a key and its version, or ErrNotFound. Whether it
// ran out is judged by the store's clock (store.Clock).
func (s *Store) Get(ctx context.Context, key string) (val []byte, version int64, err error) {
	v, err := view(ctx, s, func(tx *bbolt.Tx) (value, error) {
		v := readValue(tx.Bucket(bKV).Get(sized(key)))
		if v.version == 0 || gone(v.until, s.clock.Now()) {
			return value{}, store.ErrNotFound
		}
		return v, nil
	})
	return v.body, v.version, err
}

// Swap writes the value of a key when its present version is the given one (0:
// when there is none), and returns the new version, which no other value of
// this key ever had or gets. A nil val deletes. The value is kept for ttl, or
// for ever when that is 0. ErrStale when the version is another: also for the
// repeat of a Swap that was written.
func (s *Store) Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error) {
	ms := s.see(now)
	return update(ctx, s, func(tx *bbolt.Tx) (int64, error) {
		b, k := tx.Bucket(bKV), sized(key)
		old := readValue(b.Get(k))
		if gone(old.until, ms) {
			old = value{}
		}
		if old.version != version {
			return 0, store.ErrStale
		}
		if val == nil {
			return 0, b.Delete(k)
		}
		n, err := token(tx, key)
		if err != nil {
			return 0, err
		}
		return n, b.Put(k, value{store.Until(now, ttl), n, val}.pack())
	})
}

// Keys lists the keys that start with prefix, sorted, without those that
// store.Listed leaves out. It reads all others there are: for few of them
// (sessions, settings), and not in a hurry.
func (s *Store) Keys(ctx context.Context, prefix string) ([]string, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (keys []string, err error) {
		now := s.clock.Now()
		scan(tx.Bucket(bKV), nil, nil, func(k, v []byte) bool {
			if key := string(k[4:]); strings.HasPrefix(key, prefix) && store.Listed(key) && !gone(unnum(v), now) {
				keys = append(keys, key)
			}
			return true
		})
		slices.Sort(keys)
		return keys, nil
	})
}

// Count returns 1, 2, 3 … for a key. A number may be skipped when an answer
// is lost; none is given twice.
func (s *Store) Count(ctx context.Context, key string) (int64, error) {
	return update(ctx, s, func(tx *bbolt.Tx) (int64, error) {
		b, k := tx.Bucket(bCount), sized(key)
		n := unnum(b.Get(k)) + 1
		return n, b.Put(k, num(n))
	})
}

// Hold takes or keeps a lock for ttl; false when another owner has it.
func (s *Store) Hold(ctx context.Context, name, owner string, now time.Time, ttl time.Duration) (bool, error) {
	ms := s.see(now)
	return update(ctx, s, func(tx *bbolt.Tx) (bool, error) {
		b, k := tx.Bucket(bLock), sized(name)
		until := store.Until(now, ttl)
		if v := b.Get(k); v != nil && !gone(unnum(v), ms) && !tooFar(unnum(v), until) && string(v[8:]) != owner {
			return false, nil
		}
		return true, b.Put(k, join(num(until), []byte(owner)))
	})
}

// tooFar reports whether a lock that ends at old was taken by a clock that was
// ahead: taken now it ends at until.
func tooFar(old, until int64) bool { return until != 0 && old > store.Latest(until) }

// Free gives a lock up if this owner has it.
func (s *Store) Free(ctx context.Context, name, owner string) error {
	return change(ctx, s, func(tx *bbolt.Tx) error {
		b, k := tx.Bucket(bLock), sized(name)
		if v := b.Get(k); v == nil || string(v[8:]) != owner {
			return nil
		}
		return b.Delete(k)
	})
}

// Pace grants one place a time in a steady stream, one every interval with
// burst at once: 0 when granted and taken, else how long to wait with nothing
// taken.
func (s *Store) Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (wait time.Duration, err error) {
	ms := s.see(now)
	return update(ctx, s, func(tx *bbolt.Tx) (time.Duration, error) {
		b, k := tx.Bucket(bPace), sized(key)
		wait, next := readPace(b.Get(k), ms).Take(now, every, burst)
		if wait > 0 || every <= 0 {
			return wait, nil
		}
		return 0, b.Put(k, join(num(int64(next)), num(ms)))
	})
}

// readPace reads the state of a pace and when it was written; a clock that was
// ahead has no say.
func readPace(v []byte, now int64) store.Pacing {
	if len(v) >= 16 && unnum(v[8:]) > store.Latest(now) {
		return 0
	}
	return store.Pacing(unnum(v))
}

// PutBlob keeps a small file for ttl, or for ever when that is 0. The same
// file put twice is kept once, for the longer time.
func (s *Store) PutBlob(ctx context.Context, blob store.Blob, now time.Time, ttl time.Duration) (id string, err error) {
	ms := s.see(now)
	return update(ctx, s, func(tx *bbolt.Tx) (string, error) {
		b, id, until := tx.Bucket(bBlob), blob.ID(), store.Until(now, ttl)
		if v := b.Get([]byte(id)); v != nil && until != 0 && !gone(unnum(v), ms) {
			if old := unnum(v); old == 0 || old > until {
				until = old
			}
		}
		return id, b.Put([]byte(id), join(num(until), blob.Pack(until)))
	})
}

// DropBlob deletes a file; one that is gone already is no error.
func (s *Store) DropBlob(ctx context.Context, id string) error {
	s.soiled.Store(true)
	return change(ctx, s, func(tx *bbolt.Tx) error { return tx.Bucket(bBlob).Delete([]byte(id)) })
}

// Blob returns a file that is still held, or ErrNotFound.
func (s *Store) Blob(ctx context.Context, id string, now time.Time) (store.Blob, error) {
	ms := s.see(now)
	return view(ctx, s, func(tx *bbolt.Tx) (store.Blob, error) {
		v := tx.Bucket(bBlob).Get([]byte(id))
		if v == nil || gone(unnum(v), ms) {
			return store.Blob{}, store.ErrNotFound
		}
		b, _, err := store.UnpackBlob(v[8:])
		return b, err
	})
}
