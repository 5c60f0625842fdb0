package redis

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// slack is how long the server keeps something beyond its time: whether it
// ran out is judged by the callers' clocks, which differ a little.
const slack = store.Skew

// keep returns how long the server is to keep something, in ms; 0 for ever.
func keep(ttl time.Duration) int64 {
	if ttl <= 0 {
		return 0
	}
	return (ttl + slack).Milliseconds()
}

// Get returns the value of a key and its version, or ErrNotFound. Whether it
// ran out is judged by store.Clock.
func (s *Store) Get(ctx context.Context, key string) (val []byte, version int64, err error) {
	vs, err := s.client.HMGet(ctx, s.keys.in(key, kindValue), fieldVersion, fieldEnds, fieldValue).Result()
	if err != nil {
		return nil, 0, s.fail("get", err)
	}
	f := texts(vs)
	if version = integer(f[0]); version == 0 || ended(integer(f[1]), s.clock.Now()) {
		return nil, 0, store.ErrNotFound
	}
	return store.Bytes(f[2]), version, nil
}

// ended reports whether something that ends at until has ended.
func ended(until, now int64) bool { return until != 0 && until <= now }

// Swap writes the value of a key when its present version is the given one (0:
// when there is none), and returns the new version, which no other value of
// this key ever had or gets. A nil val deletes. The value is kept for ttl, or
// for ever when that is 0. ErrStale when the version is another: also for the
// repeat of a Swap that was written.
func (s *Store) Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error) {
	k := s.keys.ofPart(store.Part(key))
	n, err := s.run(ctx, s.scripts.swap, []string{s.keys.in(key, kindValue), k.keys, k.token},
		key, version, s.see(now), store.Until(now, ttl), keep(ttl), flag(val == nil), val, flag(store.Listed(key)), s.salt()).Int64()
	if err == nil && n < 0 {
		return 0, store.ErrStale
	}
	return n, s.fail("swap", err)
}

// Keys lists the keys that start with prefix, sorted, without those that
// store.Listed leaves out. It reads all others there are: for few of them
// (sessions, settings), and not in a hurry.
func (s *Store) Keys(ctx context.Context, prefix string) ([]string, error) {
	pipe := s.trip()
	var cmds [store.Parts]*redis.StringSliceCmd
	after := "(" + strconv.FormatInt(s.clock.Now(), 10)
	for p := range cmds {
		cmds[p] = pipe.ZRangeByScore(ctx, s.keys.ofPart(p).keys, &redis.ZRangeBy{Min: after, Max: "+inf"})
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, s.fail("list keys", err)
	}
	var keys []string
	for _, cmd := range cmds {
		for _, key := range cmd.Val() {
			if strings.HasPrefix(key, prefix) {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// Count returns 1, 2, 3 … for a key. A number may be skipped when an answer
// is lost; none is given twice by this process, whatever a failover loses, nor
// by any when replicas are waited for.
func (s *Store) Count(ctx context.Context, key string) (int64, error) {
	s.mu.Lock()
	given := s.given[key]
	s.mu.Unlock()
	n, err := s.runKept(ctx, s.scripts.count, []string{s.keys.in(key, kindCount)}, given).Int64()
	if err == nil {
		s.mu.Lock()
		s.given[key] = max(s.given[key], n)
		s.mu.Unlock()
	}
	return n, s.fail("count", err)
}

// Hold takes or keeps a lock for ttl; false when another owner has it. A master
// that is cut off from the replicas waited for gives none.
func (s *Store) Hold(ctx context.Context, name, owner string, now time.Time, ttl time.Duration) (bool, error) {
	n, err := s.runKept(ctx, s.scripts.hold, []string{s.keys.in(name, kindLock)},
		owner, s.see(now), store.Until(now, ttl), keep(ttl), store.Skew.Milliseconds()).Int()
	return n == 1, s.fail("hold", err)
}

// Free gives a lock up if this owner has it.
func (s *Store) Free(ctx context.Context, name, owner string) error {
	return s.fail("free", s.run(ctx, s.scripts.free, []string{s.keys.in(name, kindLock)}, owner).Err())
}

// Pace grants one place a time in a steady stream, one every interval with
// burst at once: 0 when granted and taken, else how long to wait with nothing
// taken.
func (s *Store) Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (wait time.Duration, err error) {
	s.see(now)
	if every <= 0 {
		return 0, nil
	}
	us, err := s.run(ctx, s.scripts.pace, []string{s.keys.in(key, kindPace)},
		now.UnixMicro(), max(every.Microseconds(), 1), max(burst, 1), slack.Milliseconds(), store.Skew.Microseconds()).Int64()
	return time.Duration(us) * time.Microsecond, s.fail("pace", err)
}

// PutBlob keeps a small file for ttl, or for ever when that is 0. The same
// file put twice is kept once, for the longer time.
func (s *Store) PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error) {
	s.see(now)
	id = b.ID()
	until := store.Until(now, ttl)
	err = s.run(ctx, s.scripts.blob, []string{s.keys.in(id, kindBlob)}, b.Pack(until), until, keep(ttl)).Err()
	return id, s.fail("put a file", err)
}

// DropBlob deletes a file; one that is gone already is no error.
func (s *Store) DropBlob(ctx context.Context, id string) error {
	return s.fail("drop a file", s.client.Del(ctx, s.keys.in(id, kindBlob)).Err())
}

// Blob returns a file that is still held, or ErrNotFound.
func (s *Store) Blob(ctx context.Context, id string, now time.Time) (store.Blob, error) {
	ms := s.see(now)
	packed, err := s.client.Get(ctx, s.keys.in(id, kindBlob)).Bytes()
	if errors.Is(err, redis.Nil) {
		return store.Blob{}, store.ErrNotFound
	}
	if err != nil {
		return store.Blob{}, s.fail("file", err)
	}
	b, until, err := store.UnpackBlob(packed)
	if err == nil && ended(until, ms) {
		return store.Blob{}, store.ErrNotFound
	}
	return b, s.fail("file", err)
}
