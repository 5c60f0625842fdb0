package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"time"
)

// Values keeps values that are changed by their version; both stores do.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// ReadJSON returns the value of a key and its version; the zero value for a key
// that nobody has written.
func ReadJSON[T any](ctx context.Context, kv Values, key string) (val T, version int64, err error) {
	raw, version, err := kv.Get(ctx, key)
	if errors.Is(err, ErrNotFound) {
		return val, version, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &val)
	}
	return val, version, err
}

// ChangeJSON rewrites the value of a key, again when another was quicker. A ttl
// of 0 keeps it for good.
func ChangeJSON[T any](ctx context.Context, kv Values, key string, ttl time.Duration, now func() time.Time, change func(T) T) error {
	for {
		val, version, err := ReadJSON[T](ctx, kv, key)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(change(val))
		if err != nil {
			return err
		}
		if _, err = kv.Swap(ctx, key, version, raw, ttl, now()); !errors.Is(err, ErrStale) {
			return err
		}
	}
}

// Secret returns the random key that stands under a name, shared by all
// replicas; the first that asks makes it.
func Secret(ctx context.Context, kv Values, name string, now time.Time) ([]byte, error) {
	key, _, err := kv.Get(ctx, name)
	if errors.Is(err, ErrNotFound) {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // never fails
		_, err = kv.Swap(ctx, name, 0, fresh, 0, now)
		if err == nil || errors.Is(err, ErrStale) { // stale: another replica wrote first
			key, _, err = kv.Get(ctx, name)
		}
	}
	return key, err
}

// DropValue deletes the value of a key, also when another writes it meanwhile.
func DropValue(ctx context.Context, kv Values, key string, now func() time.Time) error {
	for {
		_, version, err := kv.Get(ctx, key)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err == nil {
			_, err = kv.Swap(ctx, key, version, nil, 0, now())
		}
		if !errors.Is(err, ErrStale) {
			return err
		}
	}
}
